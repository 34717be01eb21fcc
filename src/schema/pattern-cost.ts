/**
 * How many ways a backtracking matcher may try a JavaScript pattern on a text, at most: one for a
 * pattern without choices, as many as there are characters for each `*`, and `Infinity` for a
 * repetition of what can itself be matched in several ways, such as `(a+)+` or `(a|aa)*`.
 *
 * It is an upper bound: where a choice shows itself with the next character, as in `(a|b)*`, nothing
 * is tried twice, and yet it counts.
 *
 * @param source of a pattern that compiles
 * @param length characters of the longest text
 */
export function patternCost(source: string, length: number): number {
  const reader: Reader = { source, position: 0, length };
  const ways = readChoice(reader);
  return source.startsWith("^") && !reader.hasChoice ? ways : ways * length;
}

interface Reader {
  source: string;
  position: number;
  length: number;
  /** At the top level, where `^` holds for the first alternative alone. */
  hasChoice?: boolean;
}

/** Alternatives, up to the end or the bracket that closes their group. */
function readChoice(reader: Reader, depth = 0): number {
  let ways = readSequence(reader, depth);
  while (reader.source[reader.position] === "|") {
    reader.position += 1;
    if (depth === 0) reader.hasChoice = true;
    ways += readSequence(reader, depth);
  }
  return ways;
}

function readSequence(reader: Reader, depth: number): number {
  let ways = 1;
  while (reader.position < reader.source.length && !isEnd(reader, depth)) {
    const atom = readAtom(reader, depth);
    ways *= repeated(atom, readQuantifier(reader), reader.length);
  }
  return ways;
}

function isEnd({ source, position }: Reader, depth: number): boolean {
  const next = source[position];
  return next === "|" || (next === ")" && depth > 0);
}

const ESCAPE = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|[\s\S])/y;
const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/y;
const GROUP = /\((?:\?(?:[:=!]|<[=!]|<\w+>|[a-z-]+:))?/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;

/** @returns in how many ways it can be matched where it stands */
function readAtom(reader: Reader, depth: number): number {
  if (take(reader, ESCAPE) || take(reader, CLASS)) return 1;
  if (take(reader, GROUP)) {
    const ways = readChoice(reader, depth + 1);
    reader.position += 1;
    return ways;
  }
  reader.position += 1;
  return 1;
}

interface Repetition {
  least: number;
  most: number;
}

function readQuantifier(reader: Reader): Repetition {
  const match = take(reader, QUANTIFIER);
  if (!match) return { least: 1, most: 1 };
  const [text, from, comma, to] = match;
  if (from === undefined) {
    return {
      least: text.startsWith("+") ? 1 : 0,
      most: text.startsWith("?") ? 1 : Number.POSITIVE_INFINITY,
    };
  }
  const least = Number(from);
  if (comma === undefined) return { least, most: least };
  return { least, most: to ? Number(to) : Number.POSITIVE_INFINITY };
}

function repeated(ways: number, { least, most }: Repetition, length: number): number {
  const longest = Math.max(least, Math.min(most, length));
  if (ways === 1) return longest - least + 1;
  let all = 0;
  for (let count = least; count <= longest && Number.isFinite(all); count += 1)
    all += ways ** count;
  return all;
}

function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.position;
  const match = expression.exec(reader.source);
  if (!match) return undefined;
  reader.position += match[0].length;
  return match;
}
