import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusesMore } from "../../src/schema/refuses-more.js";
import { samplePattern } from "../../src/schema/sample-pattern.js";

describe("refusesMore", () => {
  const text = { type: "string" } as const;
  test.each<[string, object, object, boolean | undefined]>([
    [
      "a pattern with one word more",
      { pattern: "(mon|mds)" },
      { pattern: "(ceph|mon|mds)" },
      false,
    ],
    ["a pattern with one word less", { pattern: "(ceph|mon)" }, { pattern: "(mon)" }, true],
    ["a class without one letter", { pattern: "[a-z]+" }, { pattern: "[a-ln-z]+" }, true],
    ["any sign but one letter", { pattern: ".+" }, { pattern: "[^q]+" }, true],
    ["a class without a control sign", { pattern: "[^a]+" }, { pattern: "[^a\\x1b]+" }, true],
    ["a lookahead", { pattern: "\\w+" }, { pattern: "(?!root$)\\w+" }, undefined],
    ["the same lookahead", { pattern: "(?!a)\\w+" }, { pattern: "(?!a)\\w+" }, false],
    ["a class without the comma", { pattern: "(/dev/.+|s)" }, { pattern: "(/dev/[^,]+|s)" }, true],
    ["an optional part", { pattern: "a-\\d{3}" }, { pattern: "a-(arm-)?\\d{3}" }, false],
    [
      "a bound below the pattern's",
      { pattern: "a{1,9}" },
      { pattern: "a{1,9}", maxLength: 8 },
      true,
    ],
    [
      "a bound that the pattern has",
      { pattern: "a{1,8}" },
      { pattern: "a{1,8}", maxLength: 8 },
      false,
    ],
    ["a bound far out", { pattern: "(\\w+;)*" }, { pattern: "(\\w+;)*", maxLength: 4096 }, true],
    ["the words of an enum", { enum: ["a", "b"] }, { pattern: "a|b|c" }, false],
    [
      "a format's own pattern",
      { format: "pve-configid" },
      { format: "pve-configid", minLength: 2 },
      false,
    ],
    ["a format without a rule", {}, { format: "never-heard-of" }, undefined],
    ["a pattern that takes no sample", { pattern: "(?!)" }, { pattern: "a" }, undefined],
  ])("%s", (_, before, after, answer) => {
    expect(refusesMore({ ...text, ...before }, { ...text, ...after })).toBe(answer);
  });
});

test("samples fit their pattern", () => {
  const atom = fc.constantFrom("a", "[a-z0-9]", "\\d", "\\.", "(?:b|cc)", "[^,]", "(x[yz])?");
  const count = fc.constantFrom("", "+", "*", "?", "{2}", "{1,3}", "{2,}");
  const row = fc.array(fc.tuple(atom, count), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(row, (parts) => {
      const source = parts.map(([one, times]) => `(?:${one})${times}`).join("");
      const expression = new RegExp(`^(?:${source})$`, "su");
      const samples = samplePattern(source);
      expect(samples.length).toBeGreaterThan(0);
      expect(samples.filter((sample) => !expression.test(sample))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
