import type { ToolAnswer } from "./define.js";
import type { ToolError } from "./errors.js";

/** An answer larger than this is cut, and says so: 25,000 tokens at 4 bytes each. */
export const MAX_BYTES = 100_000;

type Redact = (text: string) => string;

export interface CallResult {
  content: [TextContent, ...ImageContent[]];
  structuredContent: Record<string, unknown>;
  isError?: true;
}

export interface TextContent {
  type: "text";
  text: string;
}

export interface ImageContent {
  type: "image";
  /** Base64. */
  data: string;
  mimeType: "image/png";
}

/** Structured content, and the same JSON as text for hosts that show only that. */
export function toResult(answer: ToolAnswer, redact: Redact = (text) => text): CallResult {
  const { data, image, ...rest } = answer;
  const result = textResult(data, rest, redact);
  if (!image) return result;
  const shown: ImageContent = { type: "image", data: image.png, mimeType: "image/png" };
  return { ...result, content: [...result.content, shown] };
}

function textResult(data: unknown, rest: object, redact: Redact): CallResult {
  const whole = { data: data ?? {}, ...rest };
  const text = JSON.stringify(whole);
  const isPlain = text.length <= MAX_BYTES && !ESCAPABLE.test(text) && !hasGaps(whole);
  if (isPlain && redact(text) === text) return resultOf(whole, text);
  return wrap(shorten(prune(whole) as Record<string, unknown>), redact);
}

/** @param see where the error is explained at length */
export function toErrorResult(error: ToolError, see?: string, redact?: Redact): CallResult {
  const { code, message, hint, details } = error;
  const body = { error: prune(cut({ code, message, hint, see, ...details })) };
  return { ...wrap(body, redact), isError: true };
}

/** An error may quote what was sent, and tell the trouble with each of ten thousand parameters. */
const LONGEST_TEXT = 8_000;
const MOST_ENTRIES = 50;

function cut(value: unknown): unknown {
  if (typeof value === "string") return cutText(value);
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map(cut);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(entries.map(([key, entry]) => [cutText(key), cut(entry)]));
}

export function cutText(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** Our own credentials may stand in what others say: in a log, a file, an echoed header. */
function wrap(content: Record<string, unknown>, redact: Redact = (text) => text): CallResult {
  const text = JSON.stringify(content);
  if (redact(text) === text) return resultOf(content, text);
  const masked = mapTexts(content, redact) as Record<string, unknown>;
  return resultOf(masked, JSON.stringify(masked));
}

function resultOf(structuredContent: Record<string, unknown>, text: string): CallResult {
  return { content: [{ type: "text", text }], structuredContent };
}

function mapTexts(value: unknown, change: Redact): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, entry]) => [change(key), mapTexts(entry, change)]));
}

/**
 * Drops nulls, and shows characters that could steer a terminal or reorder text as escapes: names,
 * notes and logs are other people's.
 */
function prune(value: unknown): unknown {
  if (typeof value === "string") return escapeControls(value);
  if (Array.isArray(value)) return value.filter((entry) => entry !== undefined).map(prune);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([, entry]) => entry !== null && entry !== undefined,
  );
  return Object.fromEntries(entries.map(([key, entry]) => [escapeControls(key), prune(entry)]));
}

// C0 but tab and newline, DEL and C1, and Unicode's bidirectional and invisible characters: those that
// can carry a hidden text (tags, variation selectors beyond those of emoji) among them
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** JSON in which some character is to be escaped; most answers have none. */
const ESCAPABLE = new RegExp(`\\\\[bfru]|${CONTROLS.source}`, "u");

/** Whether `prune` would leave something out. */
function hasGaps(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.values(value).some(hasGaps);
}

export function escapeControls(text: string): string {
  return text.replace(CONTROLS, escapeUnits);
}

/** Each half of a pair for itself, as JSON writes it. */
function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Cuts the longest list, else the longest text, until the answer fits; says what was left out. */
function shorten(answer: Record<string, unknown>): Record<string, unknown> {
  const size = JSON.stringify(answer).length;
  if (size <= MAX_BYTES) return answer;
  const { data } = answer;
  if (Array.isArray(data)) {
    const kept = prefixWithin(data, MAX_BYTES - 1_000);
    return note(
      {
        ...answer,
        data: data.slice(0, kept),
        total: answer["total"] ?? data.length,
        returned: kept,
        ...cursorAfter(kept, data.length, answer),
      },
      `Only the first ${kept} of ${data.length} entries fit; use limit, cursor, fields or a filter.`,
    );
  }
  if (typeof data === "string") {
    return note(
      { ...answer, data: data.slice(0, MAX_BYTES - 1_000) },
      `Only the first ${MAX_BYTES - 1_000} of ${data.length} characters fit.`,
    );
  }
  return shortenLargest(answer, data as Record<string, unknown>);
}

/** Where the page goes on that was cut to `kept` of its entries; only lists that have pages say so. */
function cursorAfter(
  kept: number,
  length: number,
  { total, cursor }: Record<string, unknown>,
): { cursor?: string } {
  if (typeof total !== "number") return {};
  const end = cursor === undefined ? total : Number(cursor);
  return { cursor: String(end - length + kept) };
}

function shortenLargest(
  answer: Record<string, unknown>,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const sizes = Object.entries(data).map(([key, value]) => [key, sizeOf(value)] as const);
  const [largest] = sizes.sort(([, a], [, b]) => b - a);
  if (!largest) return answer;
  const [key, size] = largest;
  const total = sizeOf(data);
  const room = Math.max(0, MAX_BYTES - 1_000 - (total - size));
  const value = data[key];
  const shorter = Array.isArray(value)
    ? value.slice(0, prefixWithin(value, room))
    : String(typeof value === "string" ? value : JSON.stringify(value)).slice(0, room);
  const cut = note({ ...answer, data: { ...data, [key]: shorter } }, `${key} is cut to what fits.`);
  return cut;
}

function note(answer: Record<string, unknown>, text: string): Record<string, unknown> {
  const notes = Array.isArray(answer["notes"]) ? answer["notes"] : [];
  return { ...answer, notes: [...notes, text] };
}

function prefixWithin(entries: unknown[], room: number): number {
  let used = 2;
  for (const [index, entry] of entries.entries()) {
    used += sizeOf(entry) + 1;
    if (used > room) return index;
  }
  return entries.length;
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
