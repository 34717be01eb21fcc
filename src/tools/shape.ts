import { isObject } from "../kit/objects.js";
import { readableSize } from "../kit/sizes.js";
import type { Schema } from "../schema/model.js";

/**
 * Makes an answer of Proxmox readable: 0/1 becomes a boolean where the schema says so and a number in
 * a text a number, a time an ISO string, a size gets its readable form beside it. What the schema doesn't know stays as it is:
 * Proxmox's answers hold more than their schemas say.
 */
export function shapeAnswer(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) {
    const shaped = value.map((entry) => shapeAnswer(entry, schema?.items));
    return shaped.some((entry, index) => entry !== value[index]) ? shaped : value;
  }
  if (!isObject(value)) return shapeScalar(value, schema);
  // most objects stay as they are, and copying one of many keys takes long
  let shaped = value;
  const readable: Record<string, string> = {};
  for (const key of Object.keys(value)) {
    const entry = value[key];
    const changed = shapeEntry(key, entry, schema);
    if (changed !== entry) {
      if (shaped === value) shaped = { ...value };
      shaped[key] = changed;
    } else if (typeof entry === "number" && entry >= 1024 && isSize(key, schema)) {
      readable[key] = readableSize(entry);
    }
  }
  return Object.keys(readable).length > 0 ? { ...shaped, readable } : shaped;
}

function shapeEntry(key: string, entry: unknown, schema: Schema | undefined): unknown {
  if (isTimeKey(key) && isTimestamp(entry)) return new Date(entry * 1000).toISOString();
  return shapeAnswer(entry, schema?.properties?.[key] ?? schema?.properties?.[familyOf(key)]);
}

function shapeScalar(value: unknown, schema: Schema | undefined): unknown {
  if (
    schema?.type === "boolean" &&
    (value === 0 || value === 1 || value === "0" || value === "1")
  ) {
    return value === 1 || value === "1";
  }
  if (/^(integer|number)$/.test(schema?.type ?? "") && isFigure(value)) return Number(value);
  // a share of 0.17605193746250855 says no more than 0.1761
  if (typeof value === "number" && !Number.isInteger(value)) return Math.round(value * 1e4) / 1e4;
  return value;
}

/** A number in a text, as Perl writes some of them; not an id with a leading zero. */
function isFigure(value: unknown): boolean {
  return typeof value === "string" && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(value);
}

/** `net0` stands in schemas as `net[n]`. */
function familyOf(key: string): string {
  return key.replace(/\d+$/, "[n]");
}

const TIME_KEYS = new Set([
  "starttime",
  "endtime",
  "ctime",
  "snaptime",
  "expire",
  "notbefore",
  "notafter",
  "next-run",
  "last-run",
  "last_sync",
  "last_try",
  "next_sync",
  "mtime",
  "checktime",
  "created",
  "tfa-locked-until",
  "login-time",
  "time",
  "timestamp",
]);

function isTimeKey(key: string): boolean {
  return TIME_KEYS.has(key);
}

/** After 2001 and before 2286: what can't be a duration or a flag such as `expire: 0`. */
function isTimestamp(value: unknown): value is number {
  return typeof value === "number" && value > 1_000_000_000 && value < 10_000_000_000;
}

const SIZE_KEYS = new Set([
  "mem",
  "maxmem",
  "disk",
  "maxdisk",
  "size",
  "used",
  "avail",
  "total",
  "free",
]);

function isSize(key: string, schema: Schema | undefined): boolean {
  return SIZE_KEYS.has(key) || schema?.properties?.[key]?.renderer === "bytes";
}
