import { expect, expectTypeOf, it } from "vitest";
import { defined } from "../../src/kit/defined.js";

it("leaves out what is undefined, and nothing else", () => {
  expect(defined({ a: undefined, b: null, c: 0, d: "", e: false })).toStrictEqual({
    b: null,
    c: 0,
    d: "",
    e: false,
  });
});

it("makes keys optional that may be undefined", () => {
  const values = defined({ a: 1 as number | undefined, b: "text" });
  expectTypeOf(values).toExtend<{ a?: number; b: string }>();
});
