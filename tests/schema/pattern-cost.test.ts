import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patternCost } from "../../src/schema/pattern-cost.js";

const N = 1_000;

describe("patternCost", () => {
  it.each([
    ["^abc$", 1],
    ["abc", N],
    ["^[a-z]$", 1],
    ["^[\\]a)(]$", 1],
    ["^\\(\\+$", 1],
    ["^\\p{L}\\u{41}$", 1],
    ["^a?$", 2],
    ["^a{3}$", 1],
    ["^a{2,4}$", 3],
    ["^a{2,}$", N - 1],
    ["^a*$", N + 1],
    ["^a+?b$", N],
    ["^(?:ab)*$", N + 1],
    ["^(a|b|c)$", 3],
    ["^(?:a|b){3}$", 8],
    ["^(?<x>a)(?=b)(?!c)(?<=d)(?<!e)\\k<x>$", 1],
    ["^a|b$", 2 * N],
    ["a{", N],
    ["^a*a*$", (N + 1) ** 2],
  ])("%s", (source, ways) => expect(patternCost(source, N)).toBe(ways));

  it.each([
    "^(a+)+$",
    "(a+)+$",
    "^(?:a|aa)+$",
    "^(a*)*b$",
    "^(?:a?){60}a{60}$",
    "^(a|a)*$",
    "^([a-z]+|\\d+)*x$",
    "^(?:.*,)*y$",
    "^((a{1,64}){1,64}){1,64}$",
    `^${"(a|a)".repeat(60)}b$`,
    `^${"a?".repeat(60)}b$`,
    `^${"a*".repeat(9)}b$`,
    "^(?:(?:(?:a|b)+)?c?)*$",
    "^((?=(a+)+b)a)*$",
  ])("%s could take very long", (source) => expect(patternCost(source, N)).toBeGreaterThan(1e9));

  it("counts no fewer ways than there are", () => {
    fc.assert(
      fc.property(
        piece,
        fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 }),
        (made, text) => {
          expect(patternCost(`^${made.source}`, 6)).toBeGreaterThanOrEqual(
            made.ends(text, 0).length,
          );
        },
      ),
    );
  });
});

/** A part of a pattern, and where it can end: a place for each way to get there. */
interface Piece {
  source: string;
  ends(text: string, from: number): number[];
}

function letter(source: string, letters: string): Piece {
  return {
    source,
    ends: (text, from) => (letters.includes(text[from] ?? "-") ? [from + 1] : []),
  };
}

function sequence(first: Piece, second: Piece): Piece {
  return {
    source: first.source + second.source,
    ends: (text, from) => first.ends(text, from).flatMap((end) => second.ends(text, end)),
  };
}

function choice(first: Piece, second: Piece): Piece {
  return {
    source: `(?:${first.source}|${second.source})`,
    ends: (text, from) => [...first.ends(text, from), ...second.ends(text, from)],
  };
}

function repeat(inner: Piece, least: number, most: number): Piece {
  const ends = (text: string, from: number, count: number): number[] => {
    const again = count < most ? inner.ends(text, from) : [];
    const further = again.flatMap((end) => ends(text, end, count + 1));
    return count >= least ? [from, ...further] : further;
  };
  return {
    source: `(?:${inner.source}){${least},${most}}`,
    ends: (text, from) => ends(text, from, 0),
  };
}

const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(letter("a", "a"), letter("[ab]", "ab"), letter("\\w", "ab")),
    fc.tuple(tie("piece"), tie("piece")).map(([a, b]) => sequence(a, b)),
    fc.tuple(tie("piece"), tie("piece")).map(([a, b]) => choice(a, b)),
    fc
      .tuple(tie("piece"), fc.nat({ max: 2 }), fc.nat({ max: 2 }))
      .map(([a, least, more]) => repeat(a, least, least + more)),
  ),
}));
