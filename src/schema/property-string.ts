import { readPropertyString } from "./check-value.js";
import type { Schema } from "./model.js";
import { namedPropertyString } from "./named-property-strings.js";
import type { Problem } from "./problem.js";
import { defaultKeyOf } from "./split-property-string.js";

/** The keys of a property string, or the name of a format that has them. */
export type PropertyStringFormat = string | Record<string, Schema>;

/** A property string can't be read or written; `problems` tells each key that is to blame. */
export class PropertyStringError extends Error {
  override name = "PropertyStringError";

  constructor(readonly problems: Problem[]) {
    super(problems.map(({ message }) => message).join("; "));
  }
}

/**
 * Reads `virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=on` into an object: aliases resolved to the
 * keys they stand for, integers and numbers as numbers, booleans as true and false.
 *
 * @param path what messages call the property string: `net0`
 * @throws PropertyStringError when a key or value isn't what the format says
 */
export function parsePropertyString(
  format: PropertyStringFormat,
  text: string,
  path = "",
): Record<string, unknown> {
  const { values, problems } = readPropertyString(path, keysOf(format), text, format);
  if (problems.length > 0) throw new PropertyStringError(problems);
  return values;
}

/**
 * Writes an object as a property string, the default key bare and first, then the required keys,
 * then the others by name, as Proxmox does. `undefined` and `null` are left out; arrays are joined
 * with semicolons, which is what lists inside property strings are; a number for a disk size is
 * bytes.
 *
 * @throws PropertyStringError when a value isn't what the format says or can't be written
 */
export function printPropertyString(
  format: PropertyStringFormat,
  values: Record<string, unknown>,
  path = "",
): string {
  const keys = keysOf(format);
  const texts = canonical(keys, values, path);
  const parts: string[] = [];
  const done = new Set<string>();
  const write = (key: string): void => {
    const text = texts.get(key);
    if (text === undefined || done.has(key)) return;
    done.add(key);
    const partner = combinedWith(keys, key);
    const other = partner === undefined ? undefined : texts.get(partner);
    if (partner !== undefined && other !== undefined) {
      done.add(partner);
      parts.push(`${text}=${other}`);
      return;
    }
    const isBare = keys[key]?.default_key && !text.includes("=") && text.trim() !== "";
    parts.push(isBare ? text : `${key}=${text}`);
  };
  const first = defaultKeyOf(keys);
  if (first !== undefined) write(first);
  const names = [...texts.keys()].sort();
  for (const name of names) if (!keys[name]?.optional) write(name);
  for (const name of names) write(name);
  const text = parts.join(",");
  parsePropertyString(format, text, path);
  return text;
}

function keysOf(format: PropertyStringFormat): Record<string, Schema> {
  if (typeof format !== "string") return format;
  const keys = namedPropertyString(format);
  if (!keys) throw new TypeError(`${format} isn't the name of a property string`);
  return keys;
}

/** The key whose value is written behind this one's: `virtio=<macaddr>` for `model`. */
function combinedWith(keys: Record<string, Schema>, key: string): string | undefined {
  return Object.values(keys).find(({ alias, keyAlias }) => alias && keyAlias === key)?.alias;
}

/** Each key's text, under the name that aliases stand for. */
function canonical(
  keys: Record<string, Schema>,
  values: Record<string, unknown>,
  path: string,
): Map<string, string> {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  const put = (key: string, text: string): void => {
    if (texts.has(key)) problems.push(unwritable(path, key, "is given twice"));
    texts.set(key, text);
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    const own = Object.hasOwn(keys, name) ? keys[name] : undefined;
    const key = own?.alias ?? name;
    if (own?.keyAlias !== undefined) put(own.keyAlias, name);
    const text = textOf(value, keys[key]);
    if (text === undefined) problems.push(unwritable(path, name, "must be text or a number"));
    else if (text === "") problems.push(unwritable(path, name, "is empty; leave it out instead"));
    else if (/[,\n]/.test(text)) {
      problems.push(
        unwritable(path, name, "holds a comma or a line break, which can't be written"),
      );
    } else put(key, text);
  }
  if (problems.length > 0) throw new PropertyStringError(problems);
  return texts;
}

function textOf(value: unknown, schema: Schema | undefined): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number") {
    if (schema?.format === "disk-size") return diskSize(value);
    return Number.isFinite(value) ? String(value) : undefined;
  }
  if (typeof value === "string" || typeof value === "bigint") return String(value);
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((entry) => textOf(entry, undefined));
  return entries.includes(undefined) ? undefined : entries.join(";");
}

/** The largest unit in which a number of bytes is whole: `32G`. */
function diskSize(bytes: number): string {
  let size = Math.trunc(bytes);
  for (const unit of ["", "K", "M", "G"]) {
    if (size === 0 || size % 1024 !== 0) return `${size}${unit}`;
    size /= 1024;
  }
  return `${size}T`;
}

function unwritable(path: string, key: string, what: string): Problem {
  const at = path === "" ? key : `${path}.${key}`;
  return {
    parameter: path,
    path: at,
    rule: "syntax",
    proxmox: `illegal value with commas for ${key}`,
    message: `${at} ${what}`,
  };
}
