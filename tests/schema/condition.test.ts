import { describe, expect, it } from "vitest";
import { holds } from "../../src/schema/condition.js";

describe("a flag", () => {
  it.each<[unknown, boolean, boolean]>([
    [1, true, false],
    [true, true, false],
    ["yes", true, false],
    ["on", true, false],
    [0, false, true],
    ["false", false, true],
    [undefined, false, false],
    ["", false, false],
  ])("%j: on %j, off %j", (value, on, off) => {
    expect([holds("on", value), holds("off", value)]).toEqual([on, off]);
    expect([holds("unless on", value), holds("unless off", value)]).toEqual([!on, !off]);
  });
});

it("a pattern fits the text of a value that is given", () => {
  const condition = { matches: "^(?:stopped|1)$" };
  expect(["stopped", 1, "started", undefined].map((value) => holds(condition, value))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
