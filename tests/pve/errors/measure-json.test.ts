import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureJson } from "../../../src/pve/errors/measure-json.js";

function measured(value: unknown): { values: number; depth: number } {
  if (typeof value !== "object" || value === null) return { values: 1, depth: 0 };
  const inner = Object.values(value).map(measured);
  return {
    values: 1 + inner.reduce((sum, { values }) => sum + values, 0),
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
  };
}

describe("measureJson", () => {
  it.each([
    ["1", 1, 0],
    ["[]", 2, 1],
    ['{"a":"[{,\\"]"}', 2, 1],
    ["[[[[]]]]", 5, 4],
    ['"unclosed', 1, 0],
  ])("%s", (text, values, depth) => expect(measureJson(text)).toEqual({ values, depth }));

  it("never tells less than there is, and at most one more for each empty list", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const { values, depth } = measureJson(text);
        const real = measured(JSON.parse(text));
        expect(depth).toBe(real.depth);
        expect(values).toBeGreaterThanOrEqual(real.values);
        expect(values).toBeLessThanOrEqual(2 * real.values + 1);
      }),
    );
  });
});
