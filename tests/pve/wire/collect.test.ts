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
            expect(collector.add(bytes.subarray(from, from + size))).toBe(true);
          }
          expect(collector.text()).toBe(bytes.toString("utf8"));
        },
      ),
    );
  });

  it("takes no more than its limit", () => {
    const collector = createCollector(4);
    expect([collector.add(Buffer.from("abc")), collector.add(Buffer.from("de"))]).toEqual([
      true,
      false,
    ]);
    expect(collector.text()).toBe("abc");
  });
});
