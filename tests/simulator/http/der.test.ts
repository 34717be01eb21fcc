import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { der, integer, objectId, octets } from "../../../simulator/http/der.js";

/** Reads one value's tag, length and content. */
function read(bytes: Uint8Array): { tag: number; content: Uint8Array } {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return { tag: bytes[0] ?? 0, content: bytes.subarray(2, 2 + first) };
  const digits = bytes.subarray(2, 2 + (first & 0x7f));
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  const begin = 2 + digits.length;
  return { tag: bytes[0] ?? 0, content: bytes.subarray(begin, begin + length) };
}

describe("der", () => {
  it("can be read back, however long its content is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 255 }),
        fc.uint8Array({ maxLength: 70_000, size: "max" }),
        (tag, content) => {
          const { tag: readTag, content: readContent } = read(der(tag, content));
          expect(readTag).toBe(tag);
          expect(Buffer.compare(readContent, content)).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    [[0], "020100"],
    [[0, 0, 5], "020105"],
    [[0x80], "02020080"],
    [[0x7f, 0xff], "02027fff"],
  ])("writes the integer %j", (bytes, hex) => {
    expect(integer(Uint8Array.from(bytes)).toString("hex")).toBe(hex);
  });

  it.each([
    ["2.5.29.17", "0603551d11"],
    ["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
  ])("writes the object id %s", (dotted, hex) => {
    expect(objectId(dotted).toString("hex")).toBe(hex);
  });

  it("keeps 127 bytes in the short form and 128 in the long one", () => {
    expect(octets(new Uint8Array(127)).subarray(0, 2).toString("hex")).toBe("047f");
    expect(octets(new Uint8Array(128)).subarray(0, 3).toString("hex")).toBe("048180");
  });
});
