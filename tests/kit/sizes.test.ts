import { describe, expect, it } from "vitest";
import { gibibytes, readableSize } from "../../src/kit/sizes.js";

describe("sizes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KiB"],
    [1.5 * 1024 ** 3, "1.5 GiB"],
    [2 ** 60, "1024 PiB"],
  ])("%d bytes read %s", (bytes, text) => expect(readableSize(bytes)).toBe(text));

  it.each([
    ["32", 32],
    ["32G", 32],
    ["512M", 0.5],
    ["1 TiB", 1024],
    ["", undefined],
    ["8X", undefined],
  ])("%j is %s GiB", (text, size) => expect(gibibytes(text)).toBe(size));
});
