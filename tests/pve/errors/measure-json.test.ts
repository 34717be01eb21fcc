import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonMeasure, measureJson } from "../../../src/pve/errors/measure-json.js";

function measured(value: unknown): JsonMeasure {
  if (typeof value !== "object" || value === null) return { values: 1, depth: 0, keys: 0 };
  const inner = Object.values(value).map(measured);
  // an empty object counts as one of one key
  const keys = Array.isArray(value) ? 0 : Math.max(1, Object.keys(value).length);
  return {
    keys: Math.max(keys, ...inner.map((each) => each.keys)),
    values: 1 + inner.reduce((sum, { values }) => sum + values, 0),
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
  };
}

describe("measureJson", () => {
  it.each([
    ["1", 1, 0, 0],
    ["[]", 2, 1, 0],
    ['{"a":"[{,\\"]"}', 2, 1, 1],
    ["[[[[]]]]", 5, 4, 0],
    ['[1,2,3,{"a":[1,2,3,4],"b":1}]', 11, 3, 2],
    ['"unclosed', 1, 0, 0],
    ["]]}}", 1, 0, 1],
  ])("%s", (text, values, depth, keys) =>
    expect(measureJson(text)).toEqual({ values, depth, keys }),
  );

  it("never tells less than there is, and at most one more for each empty list", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const { values, depth, keys } = measureJson(text);
        const real = measured(JSON.parse(text));
        expect(depth).toBe(real.depth);
        expect(keys).toBeGreaterThanOrEqual(real.keys);
        expect(values).toBeGreaterThanOrEqual(real.values);
        expect(values).toBeLessThanOrEqual(2 * real.values + 1);
      }),
    );
  });
});
