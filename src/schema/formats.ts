import { ACCESS } from "./formats/access.js";
import { ADDRESSES } from "./formats/addresses.js";
import { CLUSTER } from "./formats/cluster.js";
import { FIREWALL } from "./formats/firewall.js";
import type { Format } from "./formats/format.js";
import { GUESTS } from "./formats/guests.js";
import { STORAGE } from "./formats/storage.js";

const FORMATS: Record<string, Format> = {
  ...ACCESS,
  ...ADDRESSES,
  ...CLUSTER,
  ...FIREWALL,
  ...GUESTS,
  ...STORAGE,
};

/** How a format's name is to be read. */
export interface FormatName {
  /** The name without its ending. */
  base: string;
  /** `list`: each element has the format; `opt`: an empty value will do. */
  kind: "one" | "list" | "opt";
  /** The rule; absent where this version of the project knows none, and every value passes. */
  format?: Format;
}

/** Splits `pve-node-list` into `pve-node` and what its ending means. */
export function readFormatName(name: string): FormatName {
  const [, base = name, ending] = /^(.*?)(?:-(list|opt))?$/s.exec(name) ?? [];
  const format = Object.hasOwn(FORMATS, base) ? FORMATS[base] : undefined;
  return { base, kind: (ending ?? "one") as FormatName["kind"], ...(format && { format }) };
}

/**
 * Checks a value against a named format.
 *
 * Formats that stand for a property string pass here: see `namedPropertyString`.
 *
 * @returns Proxmox's own text, without its final line break; undefined when the value fits or
 *   nobody knows the format
 */
export function checkFormat(name: string, value: string): string | undefined {
  const { kind, format } = readFormatName(name);
  if (!format) return undefined;
  if (kind === "opt" && (value === "" || value === "0")) return undefined;
  if (kind !== "list") return format.check(value);
  for (const element of splitList(value)) {
    const problem = format.check(element);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/**
 * Cuts a list as Proxmox does: at NUL characters where there are any, else at commas, semicolons and
 * white space. An empty text is an empty list.
 */
export function splitList(text: string): string[] {
  const elements = text.includes("\0")
    ? text.split("\0")
    : text.replace(/^[,;\s]+/, "").split(/[,;\s]+/);
  while (elements.at(-1) === "") elements.pop();
  return elements;
}

/** What fits, in our words, list or not; undefined for an unknown format. */
export function describeFormat(name: string): string | undefined {
  const { kind, format } = readFormatName(name);
  if (!format) return undefined;
  if (kind === "list") return `a list, each ${format.allowed}`;
  return kind === "opt" ? `${format.allowed}, or nothing` : format.allowed;
}

/** A value that fits; undefined for an unknown format. */
export function formatExample(name: string): string | undefined {
  return readFormatName(name).format?.example;
}

/**
 * Portable source of a regular expression that takes every value that fits, and for a single value
 * nothing else; undefined where none says it.
 */
export function formatPattern(name: string): string | undefined {
  const { kind, format } = readFormatName(name);
  if (!format?.pattern) return undefined;
  if (kind === "one") return format.pattern;
  return kind === "opt" ? `^$|^0$|${format.pattern}` : undefined;
}

/** Every base name with a rule, sorted. */
export function formatNames(): string[] {
  return Object.keys(FORMATS).sort();
}
