import { nearest } from "../kit/nearest.js";
import { isObject } from "../kit/objects.js";
import { checkLimits, FAILED, readType } from "./check-scalar.js";
import { describeSchema } from "./describe-schema.js";
import { checkFormat, describeFormat } from "./formats.js";
import type { Schema } from "./model.js";
import { checkNamedPropertyString, propertyStringOf } from "./named-property-strings.js";
import { describeFamily, familyOf, findProperty, parseMember } from "./numbered-parameters.js";
import { type Finding, type Problem, problemOf } from "./problem.js";
import { splitPropertyString } from "./split-property-string.js";

/**
 * The rules of PVE::JSONSchema: which values a schema takes, in the order in which Proxmox looks,
 * with the texts that Proxmox says. Each function adds to `problems` and returns the parsed value.
 */

const UNKNOWN =
  "property is not defined in schema and the schema does not allow additional properties";
const MISSING = "property is missing and it is not optional";

type Properties = Record<string, Schema>;

/** Checks the keys of an object; `path` is empty for a whole request. */
export function checkObject(
  path: string,
  schema: Schema,
  values: Record<string, unknown>,
  problems: Problem[],
): Record<string, unknown> {
  const properties = schema.properties ?? {};
  // not an object yet: a key may be __proto__
  const parsed = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(properties)) {
    if (familyOf(name) !== undefined || inner.alias !== undefined) continue;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const result = checkValue(join(path, name), inner, value, problems, {
      instance: instanceOf(inner, values),
      siblings: inner["type-property"],
    });
    if (result !== undefined) parsed.set(name, result);
  }
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    const own = findProperty(schema, key);
    const where = join(path, key);
    if (own && own.schema.alias === undefined) {
      if (own.name !== key) parsed.set(key, checkValue(where, own.schema, value, problems));
      checkRequired(path, key, own.schema, values, problems);
      if (appliesTo(own.schema, values)) continue;
    }
    if (schema.additionalProperties === false) {
      add(problems, {
        path: where,
        rule: "unknown",
        given: value,
        ...unknown(path, key, properties),
        ...(schema.unknown && { allowed: notUnderstood(schema.unknown) }),
      });
    } else if (typeof schema.additionalProperties === "object") {
      parsed.set(key, checkValue(where, schema.additionalProperties, value, problems));
    } else if (!parsed.has(key)) {
      parsed.set(key, value);
    }
  }
  return Object.fromEntries(parsed);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function add(problems: Problem[], finding: Finding): void {
  problems.push(problemOf(finding));
}

function checkRequired(
  path: string,
  key: string,
  { requires }: Schema,
  values: Record<string, unknown>,
  problems: Problem[],
): void {
  if (requires === undefined || (values[requires] ?? undefined) !== undefined) return;
  add(problems, {
    path: join(path, requires),
    rule: "requires",
    allowed: `along with ${join(path, key)}`,
    text: `missing property required by '${join(path, key)}'`,
  });
}

function notUnderstood(keywords: readonly string[]): string {
  return `this program doesn't understand ${keywords.join(", ")} in the API's description, and sends nothing unchecked`;
}

/** Helps with a key that isn't there: the range of its family, or the keys that are. */
function unknown(
  path: string,
  key: string,
  properties: Properties,
): { text: string; allowed?: string } {
  const member = parseMember(key);
  const family = member && `${member.family}[n]`;
  if (family && Object.hasOwn(properties, family)) {
    return { text: UNKNOWN, allowed: `${member.family} goes from ${describeFamily(family)}` };
  }
  if (familyOf(key) !== undefined && Object.hasOwn(properties, key)) {
    return { text: UNKNOWN, allowed: `write a number for n: ${describeFamily(key)}` };
  }
  const near = nearest(key, Object.keys(properties));
  if (near !== undefined) return { text: UNKNOWN, allowed: `did you mean ${join(path, near)}?` };
  const keys = Object.keys(properties).sort();
  return path !== "" && keys.length > 0
    ? { text: UNKNOWN, allowed: `keys are ${keys.join(", ")}` }
    : { text: UNKNOWN };
}

interface Instance {
  /** The value of the sibling that decides between variants. */
  instance?: string | undefined;
  /** That sibling's name. */
  siblings?: string | undefined;
}

function instanceOf(schema: Schema, values: Record<string, unknown>): string | undefined {
  const decides = schema["type-property"];
  const value = decides === undefined ? undefined : values[decides];
  return typeof value === "string" && value !== "" && value !== "0" ? value : undefined;
}

/** Whether one of the variants of a `oneOf` is meant for this instance; others always apply. */
function appliesTo(schema: Schema, values: Record<string, unknown>): boolean {
  if (!schema.oneOf) return true;
  const instance = instanceOf(schema, values);
  return schema.oneOf.some((variant) => {
    const types = variant["instance-types"];
    return types === undefined || (instance !== undefined && types.includes(instance));
  });
}

/** Checks one value, `undefined` for an absent one. */
export function checkValue(
  path: string,
  schema: Schema,
  value: unknown,
  problems: Problem[],
  { instance, siblings }: Instance = {},
): unknown {
  let optional = schema.optional === true;
  let parsed: unknown;
  if (schema.oneOf && schema["type-property"] !== undefined) {
    optional = true;
    for (const variant of schema.oneOf) {
      if (instance === undefined || !variant["instance-types"]?.includes(instance)) continue;
      optional = variant.optional === true;
      parsed = checkValue(path, variant, value, problems);
    }
  } else if (schema.oneOf) {
    parsed = checkAlternatives(path, schema.oneOf, value, problems);
  } else if (instance !== undefined && siblings !== undefined) {
    optional ||= !schema["instance-types"]?.includes(instance);
  }
  if (value === undefined || value === null) {
    if (!optional && schema.type !== "null") {
      const allowed = describeSchema(schema);
      add(problems, { path, rule: "missing", ...(allowed && { allowed }), text: MISSING });
    }
    return undefined;
  }
  const typed = checkType(path, schema, value, problems);
  if (typed === FAILED) return undefined;
  if (Array.isArray(value)) {
    if (!schema.items) return parsed ?? value;
    const items = schema.items;
    return value.map((entry, index) => checkValue(`${path}[${index}]`, items, entry, problems));
  }
  if (isObject(value)) {
    return schema.properties || schema.additionalProperties
      ? checkObject(path, schema, value, problems)
      : value;
  }
  checkScalar(path, schema, typed, problems);
  return parsed ?? typed;
}

function checkAlternatives(
  path: string,
  alternatives: Schema[],
  value: unknown,
  problems: Problem[],
): unknown {
  const collected: Problem[] = [];
  for (const [index, alternative] of alternatives.entries()) {
    const own: Problem[] = [];
    const parsed = checkValue(`${path}.oneOf[${index}]`, alternative, value, own);
    if (own.length === 0) return parsed;
    collected.push(...own);
  }
  problems.push(...collected);
  return undefined;
}

function checkType(path: string, schema: Schema, value: unknown, problems: Problem[]): unknown {
  const { value: typed, text } = readType(schema.type, value);
  if (text !== undefined) {
    const allowed = describeSchema(schema) ?? schema.type ?? "";
    add(problems, { path, rule: "type", given: value, allowed, text });
  }
  return typed;
}

/** Everything but the type, in Proxmox's order; the first that fails ends it. */
function checkScalar(path: string, schema: Schema, value: unknown, problems: Problem[]): void {
  const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
  if (checkFormatOf(path, schema, text, problems)) return;
  const finding = checkLimits(schema, text);
  if (finding) add(problems, { path, given: value, ...finding });
}

/** @returns whether there was a problem */
function checkFormatOf(path: string, schema: Schema, text: string, problems: Problem[]): boolean {
  const keys = propertyStringOf(schema);
  if (keys) return checkPropertyString(path, schema, keys, text, problems);
  if (typeof schema.format !== "string") return false;
  const problem = checkFormat(schema.format, text);
  if (problem === undefined) return false;
  add(problems, {
    path,
    rule: "format",
    given: text,
    allowed: describeFormat(schema.format) ?? schema.format,
    text: `invalid format - ${problem}\n`,
  });
  return true;
}

function checkPropertyString(
  path: string,
  schema: Schema,
  keys: Properties,
  text: string,
  problems: Problem[],
): boolean {
  const { problems: inner } = readPropertyString(path, keys, text, schema.format);
  problems.push(...inner);
  return inner.length > 0;
}

/**
 * Reads a property string and checks every key. Problems carry the parameter's own name and the text
 * that Proxmox has for the whole of it; `path` tells the key.
 */
export function readPropertyString(
  path: string,
  keys: Properties,
  text: string,
  name?: Schema["format"],
): { values: Record<string, unknown>; problems: Problem[] } {
  const whole = (proxmox: string, problem: Problem): Problem => ({
    ...problem,
    parameter: path,
    proxmox: `invalid format - ${proxmox}\n`,
  });
  const split = splitPropertyString(keys, text);
  if ("problem" in split) {
    const { key, text: words, message } = split.problem;
    const at = key === undefined ? path : join(path, key);
    const found = problemOf({
      path: at,
      rule: "syntax",
      allowed: message,
      text: words,
    });
    return { values: {}, problems: [whole(words, found)] };
  }
  const problems: Problem[] = [];
  const schema: Schema = { properties: keys, additionalProperties: false };
  const values = checkObject(path, schema, split.values, problems);
  if (problems.length > 0) {
    const lines = problems.map(({ parameter, proxmox }) => `${parameter}: ${proxmox}`);
    const all = ["format error", ...lines].join("\n");
    return { values, problems: problems.map((problem) => whole(all, problem)) };
  }
  const conflict = typeof name === "string" ? checkNamedPropertyString(name, values) : undefined;
  if (conflict === undefined) return { values, problems };
  const found = problemOf({
    path,
    rule: "conflict",
    allowed: conflict,
    text: conflict,
  });
  return { values, problems: [whole(conflict, found)] };
}
