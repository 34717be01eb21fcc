import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresOf } from "../../src/pictures/figures.js";

describe("figuresOf", () => {
  it.each<[string, (number | undefined)[], ReturnType<typeof figuresOf>]>([
    ["nothing", [undefined, undefined], undefined],
    ["one value", [5], { min: 5, mean: 5, max: 5, p95: 5, last: 5, trend: "steady" }],
    ["a climb", [1, 2, 3, 4], { min: 1, mean: 2.5, max: 4, p95: 4, last: 4, trend: "rising" }],
    [
      "a fall with a gap",
      [9, undefined, 5, 1],
      { min: 1, mean: 5, max: 9, p95: 9, last: 1, trend: "falling" },
    ],
    ["a wave", [1, 3, 1, 3, 1], { min: 1, mean: 1.8, max: 3, p95: 3, last: 1, trend: "steady" }],
    ["zeros", [0, 0, 0], { min: 0, mean: 0, max: 0, p95: 0, last: 0, trend: "steady" }],
  ])("tells %s", (_, values, expected) => {
    expect(figuresOf(values)).toEqual(expected);
  });

  it("takes the 95th of a hundred", () => {
    expect(figuresOf(Array.from({ length: 100 }, (_, index) => index + 1))?.p95).toBe(95);
  });

  it("keeps its numbers in order, and turns its trend with the series", () => {
    const values = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 80 });
    const turned = { rising: "falling", falling: "rising", steady: "steady" };
    fc.assert(
      fc.property(values, (series) => {
        const figures = figuresOf(series);
        if (!figures) throw new Error("there are values");
        const { min, mean, max, p95, trend } = figures;
        expect(min <= mean + 1e-6 && mean <= max + 1e-6 && min <= p95 && p95 <= max).toBe(true);
        expect(figuresOf(series.toReversed())?.trend).toBe(turned[trend]);
      }),
    );
  });
});
