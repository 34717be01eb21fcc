import { escapedCharacter, printed } from "./character.js";
import type { Flags, Reader } from "./reader.js";

const POSIX: Record<string, string> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  upper: "A-Z",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  xdigit: "0-9A-Fa-f",
};

/** One thing between brackets: a character, or the source of a whole class. */
type Item = { character: string } | { source: string };

/** `[a-z]`, its `[` already read. */
export function bracket(reader: Reader, flags: Flags): string {
  let out = reader.take(/\^/) ? "[^" : "[";
  for (let first = true; first || reader.peek() !== "]"; first = false) {
    const from = bracketItem(reader);
    const isRange = "character" in from && reader.take(/-(?!\]|\\[wdsWDSh]|\[:)/);
    if (!isRange) {
      out += "source" in from ? from.source : range(from.character, from.character, flags);
      continue;
    }
    const to = bracketItem(reader);
    if (!("character" in to)) throw reader.error("a range that ends in a class");
    out += range(from.character, to.character, flags);
  }
  reader.next();
  return `${out}]`;
}

function bracketItem(reader: Reader): Item {
  const posix = reader.take(/\[:(\w+):\]/);
  if (posix) {
    const source = POSIX[posix[1] as string];
    if (source === undefined) throw reader.error(posix[0]);
    return { source };
  }
  const character = reader.next();
  if (character !== "\\") return { character };
  const escaped = escapedCharacter(reader);
  if (escaped !== undefined) return { character: escaped };
  const letter = reader.next();
  const classes: Record<string, string> = {
    w: reader.dialect.word,
    d: reader.dialect.digit,
    s: "\\s",
    h: " \\t",
    W: "\\W",
    D: "\\D",
    S: "\\S",
  };
  if (letter === "b") return { character: "\b" };
  const source = classes[letter];
  if (source === undefined) throw reader.error(`\\${letter} between brackets`);
  return { source };
}

/** `lo-hi`, and the same letters in their other case where case doesn't count. */
function range(lo: string, hi: string, flags: Flags): string {
  const write = (a: string, b: string) => {
    const [start, end] = [printed(a, /[\\\]^[-]/), printed(b, /[\\\]^[-]/)];
    return a === b ? start : `${start}-${end}`;
  };
  const own = write(lo, hi);
  if (!flags.ignoreCase) return own;
  const covers = (character: string) => lo <= character && character <= hi;
  const counterpart = (first: string, last: string, change: (text: string) => string): string => {
    const start = lo > first ? lo : first;
    const end = hi < last ? hi : last;
    if (start > end) return "";
    const [from, to] = [change(start), change(end)];
    return covers(from) && covers(to) ? "" : write(from, to);
  };
  return (
    own +
    counterpart("A", "Z", (text) => text.toLowerCase()) +
    counterpart("a", "z", (text) => text.toUpperCase())
  );
}
