import { splitList } from "../kit/lists.js";
import { isObject } from "../kit/objects.js";
import { show } from "./arguments.js";
import type { ToolAnswer } from "./define.js";
import { ToolError } from "./errors.js";

export interface Page {
  fields?: readonly string[] | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/**
 * One page of a list. A cursor is the index at which the next page starts: Proxmox has no cursors of
 * its own, and a list is sorted the same way each time.
 */
export function paginate(entries: readonly unknown[], { fields, limit, cursor }: Page): ToolAnswer {
  const start = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new ToolError("arguments", `cursor: must come from a previous answer, got "${cursor}"`);
  }
  const end = limit === undefined ? entries.length : Math.min(entries.length, start + limit);
  const page = entries.slice(start, end).map((entry) => pick(entry, fields));
  return {
    data: page,
    total: entries.length,
    ...(page.length < entries.length && { returned: page.length }),
    ...(end < entries.length && { cursor: String(end) }),
  };
}

/** One page of a list, with a note on the fields that were asked for and that no entry has. */
export function pageOfList(
  entries: readonly unknown[],
  asked: Page,
  defaults: Page = {},
): ToolAnswer {
  const answer = paginate(entries, {
    fields: asked.fields ?? defaults.fields,
    limit: asked.limit ?? defaults.limit,
    cursor: asked.cursor,
  });
  const note = missingFieldsNote(entries, asked.fields);
  return note === undefined ? answer : { ...answer, notes: [note] };
}

export function pick(entry: unknown, fields: readonly string[] | undefined): unknown {
  if (!fields || !isObject(entry)) return entry;
  return Object.fromEntries(
    fields.filter((field) => Object.hasOwn(entry, field)).map((field) => [field, entry[field]]),
  );
}

/** Field names as a list, as one text with commas, or as a list of such texts. */
export function fieldsOf(given: unknown): string[] | undefined {
  if (typeof given !== "string" && !Array.isArray(given)) return undefined;
  return splitList(String(given));
}

/** Fields that are added to an entry after its page was cut. */
const ADDED_LATER = new Set(["ips", "readable"]);

/** Says which of the fields asked for no entry has; undefined where each is in some. */
export function missingFieldsNote(
  entries: readonly unknown[],
  asked: readonly string[] = [],
): string | undefined {
  const objects = entries.filter(isObject);
  if (objects.length === 0) return undefined;
  const missing = asked.filter(
    (field) => !ADDED_LATER.has(field) && !objects.some((entry) => Object.hasOwn(entry, field)),
  );
  if (missing.length === 0) return undefined;
  const known = [...new Set(objects.slice(0, 100).flatMap((entry) => Object.keys(entry)))];
  return `fields: no entry has ${missing.map((field) => show(field)).join(", ")}; they have ${known.join(", ")}`;
}
