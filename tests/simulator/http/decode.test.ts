import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeForm, decodePath } from "../../../simulator/http/decode.js";
import { encodeForm } from "../helpers.js";

describe("forms", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1 });

  it("come back as they were encoded", () => {
    fc.assert(
      fc.property(
        fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 2 })), {
          noNullPrototype: true,
        }),
        (form) => {
          expect(decodeForm(encodeForm(form))).toEqual(form);
        },
      ),
    );
  });

  it.each([
    ["a=1;b=2", { a: "1", b: "2" }],
    ["a=1=2", { a: "1" }],
    ["a=%2B+%3B", { a: "+ ;" }],
    ["a&b=", { a: "", b: "" }],
    ["", {}],
  ])("%s", (text, form) => expect(decodeForm(text)).toEqual(form));

  it("leave paths as bytes", () => {
    expect(decodePath("/a%2Fb/%C3%B6")).toBe("/a/b/Ã¶");
  });
});
