import { describePattern } from "./describe-pattern.js";
import { describeFormat } from "./formats.js";
import type { Schema, SchemaType } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";
import { gatherFamilies } from "./numbered-parameters.js";

const TYPE_WORDS: Partial<Record<SchemaType, string>> = {
  boolean: "true or false (1 or 0)",
  integer: "a whole number",
  number: "a number",
  array: "a list",
  object: "an object",
  string: "text",
};

/** What a schema takes, in a few words; undefined where there's nothing to say. */
export function describeSchema(schema: Schema): string | undefined {
  const { type, format, pattern } = schema;
  if (schema.enum) return describeEnum(schema.enum);
  if (typeof format === "string") {
    const words = describeFormat(format);
    if (words !== undefined) return words;
  }
  const keys = propertyStringOf(schema);
  if (keys) return `key=value,… with the keys ${Object.keys(keys).sort().join(", ")}`;
  if (pattern) return describePattern(pattern);
  const words = type && TYPE_WORDS[type];
  if (words === undefined) return undefined;
  return schema.minimum === undefined && schema.maximum === undefined
    ? words
    : `${words} ${describeRange(schema)}`;
}

/** `one of rootfs, mp0 to mp255`: long rows of numbered names in short. */
export function describeEnum(values: readonly string[]): string {
  if (values.length <= LONGEST_ENUM) return `one of ${values.join(", ")}`;
  const { families, others } = gatherFamilies(values);
  const rows = [...families].map(([family, last]) => `${family}0 to ${family}${last}`);
  return `one of ${[...others, ...rows].join(", ")}`;
}

const LONGEST_ENUM = 20;

/** The bounds of a number, one of which is there. */
export function describeRange({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}
