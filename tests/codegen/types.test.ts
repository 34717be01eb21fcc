import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { ROOT } from "../../codegen/root.js";
import { areaOf } from "../../src/schema/area.js";
import { endpointName } from "../../src/schema/endpoint-name.js";

const folder = join(ROOT, "tests/types");
const functions = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .flatMap((text) => text.split(/^export /m).slice(1));
const endpoints = loadApis().at(-1)?.endpoints ?? [];
const areaByName = new Map(endpoints.map((e) => [endpointName(e).join("."), areaOf(e.path)]));

/** The areas of the functions that a text calls. */
function areasCalled(text: string): (string | undefined)[] {
  return [...text.matchAll(/\bpve\.([\w.]+)\(/g)].map(([, name = ""]) => areaByName.get(name));
}

// What the compiler makes of these files is part of `npm run typecheck`.
describe("tests/types", () => {
  it.each([...new Set(areaByName.values())].sort())(
    "has calls of %s that compile and calls that must not",
    (area) => {
      const used = functions.filter((text) => areasCalled(text).includes(area));
      expect(used.length).toBeGreaterThan(0);
      expect(used.some((text) => text.includes("// @ts-expect-error"))).toBe(true);
    },
  );

  it("calls only functions that there are", () => {
    expect(functions.filter((text) => areasCalled(text).includes(undefined))).toEqual([]);
  });
});
