import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createProgressCount } from "../../src/mcp/progress-count.js";

describe("createProgressCount", () => {
  it("counts until percents are known", () => {
    const count = createProgressCount();
    const given = [undefined, undefined, 1, 25, undefined, 25, 100];
    expect(given.map((percent) => Number(count(percent).progress.toFixed(2)))).toEqual([
      1, 2, 2.01, 25, 25.01, 25.02, 100,
    ]);
    expect(count(100)).toEqual({ progress: 100.01, total: 101 });
  });

  it("only ever rises, and never beyond its total", () => {
    const percents = fc.array(
      fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
    );
    fc.assert(
      fc.property(percents, (given) => {
        const count = createProgressCount();
        let before = 0;
        for (const percent of given) {
          const { progress, total } = count(percent);
          expect(progress).toBeGreaterThan(before);
          expect(progress).toBeLessThanOrEqual(total ?? Number.POSITIVE_INFINITY);
          before = progress;
        }
      }),
    );
  });
});
