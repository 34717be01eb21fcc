import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf } from "../../codegen/lint/imports.js";
import { ROOT } from "../../codegen/root.js";

const folder = join(ROOT, "tests/types");
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
const functions = texts.flatMap((text) => text.split(/^export /m).slice(1));

/** The names that the type tests import from an area. */
function importedFrom(area: string): string[] {
  return texts.flatMap((text) =>
    importsOf("types.ts", text)
      .filter(({ specifier }) => specifier.endsWith(`/endpoints/${area}.js`))
      .flatMap(({ specifier }) => {
        const names =
          text
            .slice(0, text.indexOf(`"${specifier}"`))
            .split("import {")
            .at(-1) ?? "";
        return [...names.matchAll(/\w+(?=[,\s}])/g)]
          .map(([name]) => name)
          .filter((n) => n !== "from");
      }),
  );
}

// What the compiler makes of these files is part of `npm run typecheck`.
describe("tests/types", () => {
  const areas = readdirSync(join(ROOT, "generated/endpoints"))
    .map((name) => name.replace(/\.ts$/, ""))
    .filter((area) => area !== "index");

  it.each(areas)("has calls of %s that compile and calls that must not", (area) => {
    const used = importedFrom(area).flatMap((name) =>
      functions.filter((text) => text.includes(`${name}(api`)),
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.some((text) => text.includes("// @ts-expect-error"))).toBe(true);
  });
});
