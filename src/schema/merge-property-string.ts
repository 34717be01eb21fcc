import { isObject } from "../kit/objects.js";
import { propertyPairs } from "../kit/properties.js";
import type { Schema } from "./model.js";
import { printPropertyString } from "./property-string.js";
import { defaultKeyOf, splitPropertyString } from "./split-property-string.js";

type Format = Record<string, Schema>;

/** Keys that say which thing it is: with another value, the options of the old one mean nothing. */
const WHICH = ["file", "volume", "host", "mapping", "path", "dirid"];

/**
 * A property string in which only the keys of `given` are changed: `bridge=vmbr1` leaves a network
 * card its MAC address. A key without a value (`tag=`) is removed. Where `given` names another volume
 * or device than `present`, it replaces all of it.
 *
 * @param given text, or an object by key
 * @returns `given` as it is where one of them can't be read: the schema says what is wrong with it
 */
export function mergePropertyString(format: Format, present: string, given: unknown): unknown {
  const text = isObject(given) ? textOfKeys(given) : textOf(given);
  const pairs = propertyPairs(text);
  const removed = pairs.flatMap(([key, value]) => (value.trim() === "" ? [key] : []));
  const kept = pairs.filter(([, value]) => value.trim() !== "");
  const changes = splitPropertyString(format, kept.map(printPair).join(","));
  const old = splitPropertyString(format, present);
  if ("problem" in changes || "problem" in old) return given;
  const isOther = WHICH.some(
    (key) => changes.values[key] !== undefined && changes.values[key] !== old.values[key],
  );
  const staying = isOther ? {} : old.values;
  const merged = { ...staying, ...changes.values };
  const isWhole = Object.keys(staying).every((key) => changes.values[key] !== undefined);
  if (isWhole && removed.length === 0) return given;
  for (const key of removed) delete merged[format[key]?.alias ?? key];
  return print(format, merged);
}

function textOfKeys(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${textOf(value)}`)
    .join(",");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(";");
  return typeof value === "boolean" ? String(Number(value)) : String(value ?? "");
}

function printPair([key, value]: readonly [string, string]): string {
  return key === "" ? value : `${key}=${value}`;
}

/** What the format doesn't know is written as it is, for the schema to say. */
function print(format: Format, values: Record<string, string>): string {
  try {
    return printPropertyString(format, values);
  } catch {
    const first = defaultKeyOf(format);
    const names = Object.keys(values).sort((a, b) => Number(b === first) - Number(a === first));
    return names.map((name) => `${name}=${values[name]}`).join(",");
  }
}
