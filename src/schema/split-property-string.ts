import type { Schema } from "./model.js";

/** A property string whose form is wrong: not `key=value,key=value`, or a key twice. */
export interface SyntaxProblem {
  /** Which key is concerned, where it's one. */
  key?: string;
  /** Proxmox's text, without its final line break. */
  text: string;
  /** Our words. */
  message: string;
}

export type Split = { values: Record<string, string> } | { problem: SyntaxProblem };

const BOOLEANS: Record<string, string> = {
  "1": "1",
  on: "1",
  yes: "1",
  true: "1",
  "0": "0",
  off: "0",
  no: "0",
  false: "0",
};

/**
 * Cuts a property string into its keys, aliases resolved and booleans spelled 0 or 1. Whether the
 * keys exist and what they hold isn't looked at.
 */
export function splitPropertyString(format: Record<string, Schema>, text: string): Split {
  const defaultKey = defaultKeyOf(format);
  const values: Record<string, string> = Object.create(null);
  let bareSeen = false;
  for (const part of text.split(",")) {
    if (/^\s*$/.test(part)) continue;
    const pair = /^([^=]+)=([^\n]+)\n?$/.exec(part);
    if (pair) {
      const problem = takePair(format, values, pair[1] as string, pair[2] as string);
      if (problem) return { problem };
      continue;
    }
    if (part.includes("=")) return { problem: MISSING_KEY };
    if (defaultKey === undefined) return { problem: NO_DEFAULT_KEY };
    if (bareSeen || isTrue(values[defaultKey])) return { problem: DUPLICATE(defaultKey) };
    bareSeen = true;
    values[defaultKey] = spell(format[defaultKey], part);
  }
  return { values: { ...values } };
}

function takePair(
  format: Record<string, Schema>,
  values: Record<string, string>,
  name: string,
  value: string,
): SyntaxProblem | undefined {
  if (values[name] !== undefined) return DUPLICATE(name);
  const own = Object.hasOwn(format, name) ? format[name] : undefined;
  const key = own?.alias ?? name;
  if (own?.alias !== undefined && own.keyAlias !== undefined) {
    if (values[own.keyAlias] !== undefined) return KEY_ALIAS(own.keyAlias, name);
    values[own.keyAlias] = name;
  }
  if (values[key] !== undefined) return VIA_ALIAS(key);
  values[key] = spell(format[key], value);
  return undefined;
}

function spell(schema: Schema | undefined, value: string): string {
  return schema?.type === "boolean" ? (BOOLEANS[value.toLowerCase()] ?? value) : value;
}

/** Perl's idea of a true value. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0";
}

/** The key that may stand bare at the beginning. */
export function defaultKeyOf(format: Record<string, Schema>): string | undefined {
  return Object.keys(format).find((key) => format[key]?.default_key);
}

const DUPLICATE = (key: string): SyntaxProblem => ({
  key,
  text: `duplicate key in comma-separated list property: ${key}`,
  message: "is given twice",
});

const KEY_ALIAS = (key: string, name: string): SyntaxProblem => ({
  key,
  text: `key alias '${key}' is already defined`,
  message: `is given twice, the second time by ${name}=`,
});

const VIA_ALIAS = (key: string): SyntaxProblem => ({
  key,
  text: `key '${key}' is already defined (via alias)`,
  message: "is given twice, once under another name",
});

const NO_DEFAULT_KEY: SyntaxProblem = {
  text: "value without key, but schema does not define a default key",
  message: "every value needs a key before it: key=value",
};

const MISSING_KEY: SyntaxProblem = {
  text: "missing key in comma-separated list property",
  message: "expected key=value, with something on either side",
};
