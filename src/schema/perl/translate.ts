import { bracket } from "./bracket.js";
import { escapedCharacter, printed } from "./character.js";
import { type Dialect, type Flags, NO_FLAGS, Reader } from "./reader.js";

/** A JavaScript source for what the Perl pattern matches, and whether it has alternatives. */
export function translate(perl: string, dialect: Dialect): { body: string; isChoice: boolean } {
  const reader = new Reader(perl, dialect);
  const body = alternatives(reader, NO_FLAGS);
  if (!reader.done) throw reader.error("an unmatched )");
  return { body, isChoice: reader.topLevelAlternative };
}

/** Everything up to the end of the pattern or the `)` of the group around it. */
function alternatives(reader: Reader, outer: Flags): string {
  let flags = outer;
  let out = "";
  while (!reader.done && reader.peek() !== ")") {
    const inline = reader.take(/\(\?(\^?)([a-z]*)(?:-([a-z]*))?\)/);
    if (inline) {
      flags = withFlags(flags, inline);
      continue;
    }
    if (reader.take(/\(\?#[^)]*\)/)) continue;
    if (flags.extended && reader.take(/\s+|#[^\n]*/)) continue;
    if (reader.take(/\|/)) {
      if (reader.depth === 0) reader.topLevelAlternative = true;
      out += "|";
      continue;
    }
    out += quantified(reader, atom(reader, flags));
  }
  return out;
}

function withFlags(flags: Flags, [, reset, on, off]: RegExpExecArray): Flags {
  const letters: Record<string, keyof Flags> = {
    i: "ignoreCase",
    s: "dotAll",
    m: "multiline",
    x: "extended",
  };
  const changed = { ...(reset ? NO_FLAGS : flags) };
  for (const letter of on ?? "") if (letters[letter]) changed[letters[letter]] = true;
  for (const letter of off ?? "") if (letters[letter]) changed[letters[letter]] = false;
  return changed;
}

function quantified(reader: Reader, written: string): string {
  const match = reader.take(/([*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})([?+]?)/);
  if (!match) return written;
  // `{,16}` has meant `{0,16}` since Perl 5.34
  const quantifier = (match[1] as string).replace("{,", "{0,");
  return match[2] === "+"
    ? atomicGroup(reader, written + quantifier)
    : written + quantifier + match[2];
}

/** JavaScript has no atomic groups; a lookahead never gives back what it found. */
function atomicGroup(reader: Reader, body: string): string {
  reader.atomic += 1;
  const name = `atomic${reader.atomic}`;
  return `(?:(?=(?<${name}>${body}))\\k<${name}>)`;
}

function atom(reader: Reader, flags: Flags): string {
  const character = reader.next();
  switch (character) {
    case "(":
      return group(reader, flags);
    case "[":
      return bracket(reader, flags);
    case "\\":
      return escapeSequence(reader, flags);
    case ".":
      // only a line break stops Perl, where JavaScript has four characters
      return flags.dotAll ? "[\\s\\S]" : "[^\\n]";
    case "^":
      return flags.multiline ? "(?<![^\\n])" : "^";
    case "$":
      return flags.multiline ? "(?![^\\n])" : "$";
    case "*":
    case "+":
    case "?":
      throw reader.error(`a ${character} with nothing before it`);
    default:
      return literal(character, flags);
  }
}

function group(reader: Reader, flags: Flags): string {
  const inside = (inner: Flags): string => {
    reader.depth += 1;
    const body = alternatives(reader, inner);
    reader.depth -= 1;
    if (!reader.take(/\)/)) throw reader.error("an unmatched (");
    return body;
  };
  if (!reader.take(/\?/)) return `(${inside(flags)})`;
  if (reader.take(/>/)) return atomicGroup(reader, inside(flags));
  const look = reader.take(/<?[=!]/);
  if (look) return `(?${look[0]}${inside(flags)})`;
  if (reader.take(/P?<\w+>|'\w+'/)) return `(${inside(flags)})`;
  const scoped = reader.take(/(\^?)([a-z]*)(?:-([a-z]*))?:/);
  if (scoped) return `(?:${inside(withFlags(flags, scoped))})`;
  throw reader.error(`(?${reader.peek()}`);
}

function escapeSequence(reader: Reader, flags: Flags): string {
  const character = escapedCharacter(reader);
  if (character !== undefined) return literal(character, flags);
  const letter = reader.next();
  const { word, digit } = reader.dialect;
  switch (letter) {
    case "w":
      return `[${word}]`;
    case "W":
      return `[^${word}]`;
    case "d":
      return digit;
    case "D":
      return `[^${digit}]`;
    case "s":
    case "S":
    case "b":
    case "B":
      return `\\${letter}`;
    case "h":
      return "[ \\t]";
    case "A":
      return "^";
    case "z":
    case "Z":
      return "$";
    default:
      if (/[1-9]/.test(letter) && reader.atomic === 0) return `\\${letter}`;
      throw reader.error(`\\${letter}`);
  }
}

function literal(character: string, flags: Flags): string {
  const other = flags.ignoreCase ? otherCase(character) : undefined;
  return other === undefined
    ? printed(character, /[\^$\\.*+?()[\]{}|]/)
    : `[${[character, other].sort().join("")}]`;
}

function otherCase(character: string): string | undefined {
  if (/[a-z]/.test(character)) return character.toUpperCase();
  return /[A-Z]/.test(character) ? character.toLowerCase() : undefined;
}
