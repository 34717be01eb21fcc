import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteWord, quoteWords } from "../../src/kit/quote-word.js";

const word = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom("'", '"', "\\", "$", "`", " ", "\n", "*", "~", "#", "!", ";", "a"),
      maxLength: 12,
    }),
  )
  // what isn't well-formed can't be handed to a program at all
  .filter((text) => !text.includes("\0") && !/\p{Surrogate}/u.test(text));

describe("quoteWord", () => {
  it("gives a genuine shell back every word as it was", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 200 }), (words) => {
        const line = `printf '%s\\0' ${quoteWords(words)}`;
        const output = execFileSync("sh", ["-c", line], { encoding: "utf8" });
        expect(output).toBe(words.map((text) => `${text}\0`).join(""));
      }),
      { numRuns: 10 },
    );
  });

  it("survives a second shell, as a command of a command", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const inner = `printf '%s\\0' ${quoteWords(words)}`;
        const line = `sh -c ${quoteWord(inner)}`;
        const output = execFileSync("sh", ["-c", line], { encoding: "utf8" });
        expect(output).toBe(words.map((text) => `${text}\0`).join(""));
      }),
      { numRuns: 5 },
    );
  });

  it("leaves plain words alone and refuses a NUL", () => {
    expect(quoteWords(["zpool", "status", "-v", "a b"])).toBe("zpool status -v 'a b'");
    expect(() => quoteWord("a\0b")).toThrow("NUL");
  });
});
