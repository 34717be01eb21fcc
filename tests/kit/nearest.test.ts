import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/kit/nearest.js";

describe("nearest", () => {
  it.each([
    ["snapshotname", ["snapname", "vmstate"], "snapname"],
    ["VMID", ["vmid", "node"], "vmid"],
    ["coers", ["cores", "core"], "cores"],
    ["xy", ["ab"], undefined],
    ["x", ["y"], undefined],
    ["memory", [], undefined],
  ])("%s among %j", (name, known, found) => expect(nearest(name, known)).toBe(found));
});

describe("editDistance", () => {
  const word = fc.string({ maxLength: 12 });

  it("is a distance", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
});
