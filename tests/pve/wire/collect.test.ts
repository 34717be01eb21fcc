import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCollector } from "../../../src/pve/wire/collect.js";

describe("createCollector", () => {
  it("joins what came in pieces of any size", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 500 }),
        fc.integer({ min: 1, max: 7 }),
        (text, size) => {
          const bytes = Buffer.from(text, "utf8");
          const collector = createCollector(bytes.length);
          for (let from = 0; from < bytes.length; from += size) {
            expect(collector.add(bytes.subarray(from, from + size))).toBeUndefined();
          }
          expect(collector.text()).toBe(bytes.toString("utf8"));
        },
      ),
    );
  });

  it("takes no more than its limit", () => {
    const collector = createCollector(4);
    expect([collector.add(Buffer.from("abc")), collector.add(Buffer.from("de"))]).toEqual([
      undefined,
      "the answer is larger than 4 bytes",
    ]);
    expect(collector.text()).toBe("abc");
  });

  it.each([
    [2_000, 1, undefined],
    [2_001, 1, "the answer comes in more than 2000 small pieces"],
    [10_000, 256, undefined],
  ])("takes the last of %d pieces of %d bytes: %s", (count, size, expected) => {
    const collector = createCollector(16 * 1024 * 1024);
    const piece = Buffer.alloc(size);
    for (let added = 1; added < count; added += 1) collector.add(piece);
    expect(collector.add(piece)).toBe(expected);
  });
});
