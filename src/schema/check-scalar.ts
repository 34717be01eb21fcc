import { describePattern } from "./describe-pattern.js";
import { describeEnum, describeRange } from "./describe-schema.js";
import type { Schema, SchemaType } from "./model.js";
import { compilePattern, PatternError } from "./pattern.js";
import type { Finding } from "./problem.js";

/** What {@link checkType} answers for a value of another type. */
export const FAILED = Symbol("the value doesn't have the type");

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+\.\d+|\d+\.|\.\d+|\d+)(?:[eE][+-]?\d+)?$/;

/** What Perl calls a reference of this kind, as its messages show it. */
function referenceName(value: unknown): string | undefined {
  if (Array.isArray(value)) return "ARRAY";
  if (typeof value === "boolean") return "JSON::PP::Boolean";
  return typeof value === "object" ? "HASH" : undefined;
}

/** Types of scalars: which spellings they take and what those mean. */
const SCALARS: Partial<Record<SchemaType, (text: string) => unknown>> = {
  boolean: (text) => (text === "1" ? true : text === "0" ? false : FAILED),
  integer: (text) => (INTEGER.test(text) ? Number(text) : FAILED),
  number: (text) => (NUMBER.test(text) ? Number(text) : FAILED),
};

/** The value as its type has it, or {@link FAILED} and what Proxmox says to that. */
export function readType(
  type: SchemaType | undefined,
  value: unknown,
): { value: unknown; text?: string } {
  const reference = referenceName(value);
  const fail = (ending: string) => ({
    value: FAILED,
    text: `type check ('${type}') failed${ending}`,
  });
  if (type === undefined || type === "any") return { value };
  if (type === "null") return fail(" - value is not null");
  if (type === "array") return reference === "ARRAY" ? { value } : fail("");
  if (type === "object") return reference === "HASH" ? { value } : fail("");
  if (reference !== undefined) {
    return type === "boolean" && typeof value === "boolean"
      ? { value }
      : fail(` - got ${reference}`);
  }
  const text = String(value);
  const parse = SCALARS[type];
  if (!parse) return { value: text };
  const parsed = parse(text);
  return parsed === FAILED ? fail(` - got '${text}'`) : { value: parsed };
}

/** What the value breaks of everything but type and format, in Proxmox's order; the first only. */
export function checkLimits(schema: Schema, text: string): Omit<Finding, "path"> | undefined {
  const { pattern, maxLength, minLength, maximum, minimum } = schema;
  if (pattern && !matches(pattern, text)) {
    return {
      rule: "pattern",
      allowed: describePattern(pattern),
      text: "value does not match the regex pattern",
    };
  }
  const length = [...text].length;
  if (maxLength !== undefined && length > maxLength) {
    const words = `at most ${maxLength} characters, not ${length}`;
    return {
      rule: "maxLength",
      allowed: words,
      text: `value may only be ${maxLength} characters long`,
    };
  }
  if (minLength !== undefined && length < minLength) {
    const words = `at least ${minLength} characters, not ${length}`;
    return {
      rule: "minLength",
      allowed: words,
      text: `value must be at least ${minLength} characters long`,
    };
  }
  if (NUMBER.test(text)) {
    if (maximum !== undefined && Number(text) > maximum) {
      return {
        rule: "maximum",
        allowed: describeRange(schema),
        text: `value must have a maximum value of ${maximum}`,
      };
    }
    if (minimum !== undefined && Number(text) < minimum) {
      return {
        rule: "minimum",
        allowed: describeRange(schema),
        text: `value must have a minimum value of ${minimum}`,
      };
    }
  }
  if (schema.enum && !schema.enum.includes(text)) {
    return {
      rule: "enum",
      allowed: describeEnum(schema.enum),
      text: `value '${text}' does not have a value in the enumeration '${schema.enum.join(", ")}'`,
    };
  }
  return undefined;
}

/** The time that a matcher takes grows faster than its text. */
const LONGEST_CHECKED = 10_000;

/** What has no translation, or is very long, can't be checked here; Proxmox will. */
function matches(pattern: string, text: string): boolean {
  if (text.length > LONGEST_CHECKED) return true;
  try {
    return compilePattern(pattern).test(text);
  } catch (error) {
    if (error instanceof PatternError) return true;
    throw error;
  }
}
