import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { ROOT } from "../../codegen/root.js";
import { type Area, loadSchemas } from "../../generated/zod/index.js";
import { areaOf } from "../../src/schema/area.js";
import { type Api, keyOf } from "../../src/schema/model.js";

interface Exchange {
  method: string;
  path: string;
  status: number;
  json?: { data?: unknown };
}

// What a genuine server answered isn't part of the project; where it lies beside the checkout, the
// lenience of the result schemas is held against it.
const folder = join(ROOT, "../shared/recorded");
const read = (name: string): Exchange[] =>
  readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Exchange);

const newest = loadApis().at(-1) as Api;

/** The endpoint behind a path whose parameters may be filled in or not. */
function endpointOf({ method, path }: Exchange) {
  const segments = path.replace(/\?.*/, "").split("/");
  return newest.endpoints.find((endpoint) => {
    const template = endpoint.path.split("/");
    return (
      endpoint.method === method &&
      template.length === segments.length &&
      template.every((part, index) => part.startsWith("{") || part === segments[index])
    );
  });
}

describe.skipIf(!existsSync(folder))("what a genuine server answered", () => {
  it.each(["reads.jsonl", "flows.jsonl"])("satisfies the result schemas: %s", async (name) => {
    const failures: string[] = [];
    let checked = 0;
    for (const exchange of read(name)) {
      const endpoint = endpointOf(exchange);
      if (!endpoint || exchange.status !== 200 || !exchange.json) continue;
      const schemas = await loadSchemas(areaOf(endpoint.path) as Area);
      const { error } = schemas[keyOf(endpoint)]?.result().safeParse(exchange.json.data) ?? {};
      checked += 1;
      if (error) failures.push(`${keyOf(endpoint)}: ${JSON.stringify(error.issues).slice(0, 300)}`);
    }
    expect(failures).toEqual([]);
    expect(checked).toBeGreaterThan(100);
  });
});
