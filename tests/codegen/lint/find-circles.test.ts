import { describe, expect, it } from "vitest";
import { findCircles } from "../../../codegen/lint/find-circles.js";

describe("findCircles", () => {
  it.each([
    [{ a: ["b"], b: ["c"], c: [] }, []],
    [{ a: ["b"], b: ["a"] }, [["a", "b"]]],
    [{ a: ["a"] }, [["a"]]],
    [{ a: ["b"], b: ["c"], c: ["d"], d: ["b"] }, [["b", "c", "d"]]],
    [
      { d: ["c"], c: ["d", "a"], b: ["a"], a: ["b"] },
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [{ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, []],
  ])("%j", (imports, circles) => {
    expect(findCircles(new Map(Object.entries(imports)))).toEqual(circles);
  });
});
