import { isObject } from "../../kit/objects.js";
import { escapeControls, hasHidden } from "../../kit/visible.js";
import type { ToolAnswer } from "../define.js";
import type { ToolError } from "../errors.js";
import { LONGEST_ERROR, LONGEST_NOTE, MAX_BYTES, MOST_NOTES } from "./limits.js";
import { renderText } from "./render.js";
import { type Cuts, countWithin, shrink, sizeOf } from "./shrink.js";

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

/** Structured content, and a short text of the same for hosts that show only that. */
export function toResult(answer: ToolAnswer, redact: Redact = (text) => text): CallResult {
  const { data, image, notes = [], ...rest } = answer;
  const rough = roughly(data);
  const whole = { data: rough ?? {}, ...rest, ...(notes.length > 0 && { notes: few(notes) }) };
  const content = isClean(whole, redact) ? whole : (clean(whole, redact) as Content);
  const result = fitResult(content, rough !== data, Array.isArray(data) ? data.length : 0);
  if (!image) return result;
  const shown: ImageContent = { type: "image", data: image.png, mimeType: "image/png" };
  return { ...result, content: [...result.content, shown] };
}

/** Enough to cut from: what is made of megabytes would hold up all other calls. */
const ROUGH_BYTES = 5 * MAX_BYTES;

/** The beginning of what is far too large. */
function roughly(data: unknown): unknown {
  if (sizeOf(data) <= ROUGH_BYTES) return data;
  if (!Array.isArray(data)) return shrink(data, ROUGH_BYTES, []);
  const count = Math.max(1, countWithin(data, ROUGH_BYTES));
  return data.slice(0, count).map((row) => shrink(row, ROUGH_BYTES, []));
}

/** @param see where the error is explained at length */
export function toErrorResult(
  error: ToolError,
  see?: string,
  redact: Redact = (text) => text,
): CallResult {
  const { code, message, hint, details } = error;
  const body = { error: clean({ code, message, hint, see, ...details }, redact) };
  return { ...resultOf(shrink(body, LONGEST_ERROR, []) as Content), isError: true };
}

type Content = Record<string, unknown>;

function resultOf(structuredContent: Content): CallResult {
  return { content: [{ type: "text", text: renderText(structuredContent) }], structuredContent };
}

function few(notes: readonly string[]): string[] {
  return notes.slice(0, MOST_NOTES).map((note) => shrink(note, LONGEST_NOTE, []) as string);
}

/** Most answers are, and one look at them as text costs less than one at each of their values. */
function isClean(content: Content, redact: Redact): boolean {
  const text = JSON.stringify(content);
  return !ESCAPED.test(text) && !hasHidden(text) && redact(text) === text && !hasGaps(content);
}

/** How JSON writes a character that may be hidden. */
const ESCAPED = /\\[bfru]/;

/** Whether `clean` would leave something out. */
function hasGaps(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.values(value).some(hasGaps);
}

/**
 * Drops nulls, masks our own credentials, which may stand in what others say, and shows characters
 * that could steer a terminal or reorder text as escapes: names, notes and logs are other people's.
 */
function clean(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return escapeControls(redact(value));
  if (Array.isArray(value))
    return value.filter((entry) => entry !== undefined).map((entry) => clean(entry, redact));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([, entry]) => entry !== null && entry !== undefined,
  );
  return Object.fromEntries(
    entries.map(([key, entry]) => [escapeControls(redact(key)), clean(entry, redact)]),
  );
}

/**
 * Cuts an answer until both of its forms fit together; says what was left out.
 *
 * @param isRough whether something was left out already
 * @param length how many entries its list had
 */
function fitResult(content: Content, isRough: boolean, length: number): CallResult {
  let result = resultOf(content);
  let size = sizeOf(result);
  let room = sizeOf(content);
  for (let isWhole = !isRough; size > MAX_BYTES || !isWhole; isWhole = true) {
    // half the room is there when a text says the same in as many bytes
    room = Math.floor(room * Math.min(0.9, (MAX_BYTES / size) * 0.97));
    result = resultOf(shorten(content, length, Math.max(room, 1_000)));
    size = sizeOf(result);
  }
  return result;
}

/** Room for what is said of the cut. */
const FOR_NOTES = 400;

function shorten(content: Content, length: number, room: number): Content {
  const { data, ...rest } = content;
  const left = Math.max(room - sizeOf(rest) - FOR_NOTES, 200);
  const cuts: Cuts = [];
  if (!Array.isArray(data)) {
    const kept = shrink(data, left, cuts);
    const paths = [...new Set(cuts)].slice(0, 5).join(", ");
    return note({ ...content, data: kept }, `Cut to what fits: ${paths}.`);
  }
  // a row that is too large for itself is cut, so that the next page begins behind it
  const count = Math.max(1, countWithin(data, left));
  const rows = data.slice(0, count).map((row, index) => shrink(row, left, cuts, `[${index}]`));
  const page = { returned: count, ...cursorAfter(count, length, content) };
  const text = `Only the first ${count} of ${length} entries fit; use limit, cursor, fields or a filter.`;
  const whole = { ...content, data: rows, total: content["total"] ?? length, ...page };
  const large = cuts.length > 0 ? " The entry itself is cut." : "";
  return note(whole, `${text}${large}`);
}

/** Where the page goes on that was cut to `kept` of its entries; only lists that have pages say so. */
function cursorAfter(kept: number, length: number, { total, cursor }: Content): Content {
  if (typeof total !== "number") return {};
  const end = cursor === undefined ? total : Number(cursor);
  const next = end - length + kept;
  return next < total ? { cursor: String(next) } : {};
}

function note(content: Content, text: string): Content {
  const notes = Array.isArray(content["notes"]) ? content["notes"] : [];
  return { ...content, notes: [...notes, text] };
}
