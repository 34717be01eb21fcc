import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProperties, writeProperties } from "../../../simulator/support/properties.js";

describe("property strings", () => {
  const key = fc.stringMatching(/^[a-z]{1,8}$/);
  const value = fc.stringMatching(/^[^,=]{1,12}$/);

  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (properties) => {
        expect(readProperties(writeProperties(properties, "volume"), "volume")).toEqual(properties);
      }),
    );
  });
});
