import { checkLimits } from "./check-scalar.js";
import { checkFormat, formatExample, formatPattern, readFormatName } from "./formats.js";
import type { Schema } from "./model.js";
import { toPortablePattern } from "./pattern.js";
import { edgesOf, samplePattern } from "./sample-pattern.js";

/** Texts for a parameter that takes nearly anything. */
const ANYTHING = ["", "a", "A", "0", "a_b", "a-b", "a.b", "a b", "ä", "a,b", "a/b", "a:b"].concat(
  [1, 2, 8, 9, 64, 65, 256, 4097].map((length) => "a".repeat(length)),
);

/** What was tried, by both schemas: a rule changes at many endpoints alike. */
const tried = new Map<string, boolean | undefined>();

const MOST_TRIED = 1_000;

/**
 * Whether text exists that one schema takes and another refuses, found by trying texts that the
 * patterns and formats of both describe.
 *
 * @returns undefined where it can't be told: a format without a rule or pattern, or no text that fits
 */
export function refusesMore(before: Schema, after: Schema): boolean | undefined {
  const key = JSON.stringify([before, after]);
  if (tried.has(key)) return tried.get(key);
  if (tried.size >= MOST_TRIED) tried.clear();
  const refuses = tryTexts(before, after);
  tried.set(key, refuses);
  return refuses;
}

function tryTexts(before: Schema, after: Schema): boolean | undefined {
  if (!isKnown(after)) return undefined;
  const longest = Math.max(66, (before.maxLength ?? 0) + 1, (after.maxLength ?? 0) + 1);
  const edges = [...patternsOf(before), ...patternsOf(after)].flatMap(edgesOf);
  const samples = [
    ...ANYTHING,
    ...atBounds(before),
    ...atBounds(after),
    ...samplesOf(before, longest, edges),
    ...samplesOf(after, longest, edges),
  ];
  const taken = samples.filter((text) => takes(before, text));
  if (taken.length === 0) return undefined;
  if (taken.some((text) => !takes(after, text))) return true;
  return hasPattern(before) && !looksAround(before, after) ? false : undefined;
}

/** Whether what is refused now may stand in a lookahead, whose texts aren't drawn. */
function looksAround({ pattern: before }: Schema, { pattern: after = "" }: Schema): boolean {
  return after !== before && /\(\?<?[=!]/.test(after);
}

/** Whether samples can be drawn from all that the format describes. */
function hasPattern({ format }: Schema): boolean {
  return typeof format !== "string" || formatPattern(format) !== undefined;
}

/** Texts as long as the bounds, and one off. */
function atBounds({ minLength = 1, maxLength = 1 }: Schema): string[] {
  const lengths = [minLength - 1, minLength, maxLength, maxLength + 1];
  return lengths.map((length) => "a".repeat(Math.max(0, length)));
}

function isKnown({ format }: Schema): boolean {
  return format === undefined || (typeof format === "string" && !!readFormatName(format).format);
}

function samplesOf(schema: Schema, longest: number, edges: readonly string[]): string[] {
  const { format, enum: values = [] } = schema;
  const example = typeof format === "string" ? formatExample(format) : undefined;
  const drawn = patternsOf(schema).flatMap((source) => samplePattern(source, longest, edges));
  return [...values, ...(example === undefined ? [] : [example]), ...drawn];
}

/** Its own pattern, and its format's. */
function patternsOf({ pattern, format }: Schema): string[] {
  const own = pattern === undefined ? undefined : portable(pattern);
  const named = typeof format === "string" ? formatPattern(format) : undefined;
  return [own, named].filter((source) => source !== undefined);
}

function takes(schema: Schema, text: string): boolean {
  const { format, pattern } = schema;
  if (pattern !== undefined && portable(pattern) === undefined) return false;
  if (schema.enum && !schema.enum.includes(text)) return false;
  if (typeof format === "string" && checkFormat(format, text) !== undefined) return false;
  return checkLimits({ ...schema, type: "string" }, text) === undefined;
}

function portable(pattern: string): string | undefined {
  try {
    return toPortablePattern(pattern);
  } catch {
    return undefined;
  }
}
