import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printProperties, propertyPairs, readProperties } from "../../src/kit/properties.js";

describe("property strings", () => {
  it.each([
    ["", []],
    [
      "virtio=AA:BB,bridge=vmbr0",
      [
        ["virtio", "AA:BB"],
        ["bridge", "vmbr0"],
      ],
    ],
    [
      "local:100/disk.raw,size=8G",
      [
        ["", "local:100/disk.raw"],
        ["size", "8G"],
      ],
    ],
    ["a=b=c,,", [["a", "b=c"]]],
  ])("%j", (text, pairs) => expect(propertyPairs(text)).toEqual(pairs));

  it("are read as they were printed", () => {
    const key = fc.stringMatching(/^[a-z][a-z0-9-]*$/);
    const value = fc.stringMatching(/^[^,\s=]+$/);
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }), (pairs) => {
        const properties = new Map(pairs);
        expect(readProperties(printProperties(properties))).toEqual(properties);
      }),
    );
  });
});
