import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSize, printSize } from "../../../simulator/support/sizes.js";

describe("sizes", () => {
  it("come back as they were printed", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (bytes) => {
        expect(parseSize(printSize(bytes))).toBe(bytes);
      }),
    );
  });

  it.each([
    ["32G", 34_359_738_368],
    ["1.5G", 1_610_612_736],
    ["lots", undefined],
    ["", undefined],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});
