import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { staleOverrides } from "../../codegen/stale.js";

describe("staleOverrides", () => {
  it("lists what no longer fits, a line each, with its place", () => {
    const lines = staleOverrides(join(ROOT, "tests/codegen/stale/planted")).map((line) =>
      line
        .replace(/ (Did you mean|Object literal may).*?(?='|$)/, "")
        .replace(/(' (is not assignable|does not exist)).*/, "$1"),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "overrides/tools.ts(18,3): error TS2820: Type '"GET /nodes/{node}/{kind}/{vmid}/configuration"' is not assignable",
        "overrides/tools.ts(27,15): error TS2820: Type '"currently"' is not assignable",
        "overrides/typos.ts(6,71): error TS2561:'erors' does not exist",
        "overrides/typos.ts(11,83): error TS2561:'curent' does not exist",
        "overrides/typos.ts(12,86): error TS2561:'coers' does not exist",
        "overrides/typos.ts(16,34): error TS2561:'dumpdirr' does not exist",
        "overrides/typos.ts(26,15): error TS2322: Type '"sise"' is not assignable",
        "overrides/typos.ts(27,14): error TS2561:'dsk' does not exist",
      ]
    `);
  });
});
