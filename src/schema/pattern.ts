/**
 * Proxmox's patterns are Perl. This translates the part of Perl that its schemas use, and a good
 * deal around it, into JavaScript.
 *
 * A pattern stands for the whole value, whether or not it has anchors of its own. Two things differ
 * from Proxmox on purpose, which matches `^<pattern>$` as text: an alternative at the top level is
 * whole too (`/dev/parport\d+|/dev/usb/lp\d+` doesn't take `/dev/parport0 or else`), and a final
 * line break isn't overlooked.
 */

/** The pattern uses something of Perl that has no translation here. */
export class PatternError extends Error {
  override name = "PatternError";
}

export interface JavaScriptPattern {
  source: string;
  flags: string;
}

/** How a dialect writes Perl's `\w` and `\d` inside brackets. */
interface Dialect {
  word: string;
  digit: string;
}

/** Perl matches decoded text, so `\w` and `\d` mean all of Unicode. */
const EXACT: Dialect = {
  word: "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}",
  digit: "\\p{Nd}",
};

/** Means the same with the `u` flag and without; above ASCII it takes any character for a letter. */
const PORTABLE: Dialect = { word: "\\w\\u0080-\\uffff", digit: "\\d" };

const compiled = new Map<string, RegExp>();

/**
 * A regular expression that matches exactly the values that the Perl pattern means.
 *
 * @throws PatternError when the pattern has no translation
 */
export function compilePattern(perl: string): RegExp {
  let expression = compiled.get(perl);
  if (!expression) {
    const { source, flags } = toJavaScriptPattern(perl);
    try {
      expression = new RegExp(source, flags);
    } catch (error) {
      throw new PatternError(`${(error as Error).message} (from the Perl pattern ${perl})`);
    }
    compiled.set(perl, expression);
  }
  return expression;
}

/** Source and flags of {@link compilePattern}. */
export function toJavaScriptPattern(perl: string): JavaScriptPattern {
  return { source: whole(perl, EXACT), flags: "u" };
}

/**
 * Source for places that know no flags, such as JSON Schema's `pattern`: every validator reads it
 * alike. It may take letters beyond ASCII that Perl doesn't count as such.
 */
export function toPortablePattern(perl: string): string {
  return whole(perl, PORTABLE);
}

/**
 * Same meaning, less work: an optional separator between two runs of letters makes a backtracking
 * matcher try every way to cut one run in two (the OCI references of 9.1).
 */
const COSTLY: [string, string][] = [["|[-]*)[a-z\\d]+)*", "|[-]+)[a-z\\d]+)*"]];

function whole(perl: string, dialect: Dialect): string {
  const reader = new Reader(
    COSTLY.reduce((text, [from, to]) => text.replaceAll(from, to), perl),
    dialect,
  );
  const body = alternatives(reader, NO_FLAGS);
  if (!reader.done) throw reader.error("an unmatched )");
  if (reader.topLevelAlternative) return `^(?:${body})$`;
  const head = body.startsWith("^") ? "" : "^";
  const tail = body.endsWith("$") && !body.endsWith("\\$") ? "" : "$";
  return head + body + tail;
}

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  multiline: boolean;
  extended: boolean;
}

const NO_FLAGS: Flags = { ignoreCase: false, dotAll: false, multiline: false, extended: false };

/** The Perl source and how far it has been read. */
class Reader {
  position = 0;
  depth = 0;
  /** Atomic groups written so far: each needs a name of its own. */
  atomic = 0;
  topLevelAlternative = false;

  constructor(
    readonly perl: string,
    readonly dialect: Dialect,
  ) {}

  get done(): boolean {
    return this.position >= this.perl.length;
  }

  peek(): string {
    return String.fromCodePoint(this.perl.codePointAt(this.position) ?? 0);
  }

  next(): string {
    if (this.done) throw this.error("an early end");
    const character = this.peek();
    this.position += character.length;
    return character;
  }

  /** What the sticky expression matches here, and steps over it. */
  take(expression: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(expression.source, "y");
    sticky.lastIndex = this.position;
    const match = sticky.exec(this.perl);
    if (!match) return undefined;
    this.position += match[0].length;
    return match;
  }

  error(what: string): PatternError {
    return new PatternError(`no translation for ${what} in the Perl pattern ${this.perl}`);
  }
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

/** Escapes that stand for one character, inside brackets and outside. */
const CONTROL: Record<string, string> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  e: "\u001b",
  a: "\u0007",
};

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

/** The character that the escape at the reader stands for; nothing read where it's a class. */
function escapedCharacter(reader: Reader): string | undefined {
  const code = reader.take(/x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})/);
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "0", 16));
  const octal = reader.take(/0[0-7]{0,2}/);
  if (octal) return String.fromCodePoint(Number.parseInt(octal[0], 8));
  const simple = reader.take(/[^a-zA-Z0-9]|[nrtfea]/);
  if (!simple) return undefined;
  return CONTROL[simple[0]] ?? simple[0];
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

/** One character as source text: `special` ones and invisible ones escaped. */
function printed(character: string, special: RegExp): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  return special.test(character) ? `\\${character}` : character;
}

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

function bracket(reader: Reader, flags: Flags): string {
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
