import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import type { EndpointKey } from "../../generated/surface/keys.js";
import { result } from "../../src/library/schemas.js";
import { type Api, keyOf } from "../../src/schema/model.js";
import { type Exchange, recorded } from "../support/recorded.js";

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

describe("what a genuine server answered", () => {
  it.each(["reads", "flows"] as const)("satisfies the result schemas: %s", async (name) => {
    const failures: string[] = [];
    let checked = 0;
    for (const exchange of recorded(name)) {
      const endpoint = endpointOf(exchange);
      if (!endpoint || exchange.status !== 200 || !exchange.json) continue;
      const schema = await result(keyOf(endpoint) as EndpointKey);
      const verdict = schema.safeParse(exchange.json.data);
      checked += 1;
      if (verdict.success) continue;
      const issues = JSON.stringify(verdict.error.issues).slice(0, 300);
      failures.push(`${keyOf(endpoint)}: ${issues}`);
    }
    expect(failures).toEqual([]);
    expect(checked).toBeGreaterThan(100);
  });
});
