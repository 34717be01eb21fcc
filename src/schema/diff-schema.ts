import { defined } from "../kit/defined.js";
import { sortKeys } from "../kit/objects.js";
import type { Change, ChangeClass } from "./change.js";
import { childrenOfBoth, restOf } from "./diff-children.js";
import { matches, parameterContent } from "./diff-renames.js";
import { checkFormat, readFormatName } from "./formats.js";
import type { Schema } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";
import { toPortablePattern } from "./pattern.js";
import { refusesMore } from "./refuses-more.js";

/** A change below a part of an endpoint. */
export type SchemaChange = Pick<Change, "class" | "path" | "what" | "before" | "after">;

type Part = "parameters" | "returns";

/** What is compared, and between which releases. */
export interface Comparison {
  part: Part;
  from: string;
  to: string;
}

/**
 * Differences between two schemas and everything inside them. In `returns` it is breaking when a
 * field goes or changes its type.
 */
export function schemaChanges(
  was: Schema,
  is: Schema,
  comparison: Comparison,
  path = "",
): SchemaChange[] {
  const [before, after] = [byType(was), byType(is)];
  if (!before.oneOf && after.oneOf && comparison.part === "parameters" && path !== "") {
    return mildest(after.oneOf.map((variant) => schemaChanges(before, variant, comparison, path)));
  }
  const keyword = comparison.part === "parameters" ? requestKeyword : answerKeyword;
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Schema)[]);
  const own = [...keywords].flatMap((what): SchemaChange[] => {
    if (CONTAINERS.has(what)) return [];
    if (what === "additionalProperties" && restOf(before) && restOf(after)) return [];
    // an alias is nothing but the name of another key
    if (before.alias !== after.alias && what !== "alias") return [];
    const severity = keyword(what, before, after);
    return severity ? [change(severity, path, what, before[what], after[what])] : [];
  });
  return [...own, ...insides(before, after, comparison, path)];
}

/** A property of some types only is one with variants, however it is written. */
function byType(schema: Schema): Schema {
  const { "instance-types": types, "type-property": decides, ...rest } = schema;
  if (!types || decides === undefined || schema.oneOf) return schema;
  return { oneOf: [{ ...rest, "instance-types": types }], "type-property": decides };
}

/** What became several variants still takes a value when one of them does. */
function mildest(candidates: SchemaChange[][]): SchemaChange[] {
  const weight = (changes: SchemaChange[]) =>
    changes.filter(({ class: severity }) => severity === "breaking").length;
  return candidates.reduce(
    (best, next) => (weight(next) < weight(best) ? next : best),
    candidates[0] ?? [],
  );
}

/** Whether the parameter can be left out for some type at least. */
function canBeAbsent({ optional, oneOf, "type-property": decides }: Schema): boolean {
  const mayBeAbsent = oneOf?.some((variant) => decides !== undefined || variant.optional);
  return optional === true || mayBeAbsent === true;
}

function change(
  severity: ChangeClass,
  path: string,
  what: string,
  before?: unknown,
  after?: unknown,
): SchemaChange {
  return {
    class: severity,
    path,
    what,
    ...defined({ before, after }),
  };
}

/** Keywords that hold schemas: what is inside is compared one by one. */
const CONTAINERS: ReadonlySet<string> = new Set(["properties", "items", "keys", "oneOf"]);

function insides(
  before: Schema,
  after: Schema,
  comparison: Comparison,
  path: string,
): SchemaChange[] {
  const { part, from, to } = comparison;
  const { old, now } = childrenOfBoth([before, from], [after, to]);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const renamed =
    part === "parameters"
      ? matches(
          [...old].filter(([name]) => !now.has(name)),
          [...now].filter(([name]) => !old.has(name)),
          parameterContent,
        )
      : [];
  const newNames = new Map(renamed.map((pair) => [pair.before[0], pair.after[0]]));
  const taken = new Set(newNames.values());
  return names.flatMap((name): SchemaChange[] => {
    const at = path === "" || name.startsWith("[") ? path + name : `${path}.${name}`;
    if (taken.has(name)) return [];
    const newName = newNames.get(name);
    if (newName !== undefined) return [change("breaking", at, "renamed", name, newName)];
    const [was, is] = [old.get(name), now.get(name)];
    if (was && is) return schemaChanges(was, is, comparison, at);
    if (part === "returns")
      return [change(is ? "additive" : "breaking", at, is ? "added" : "removed")];
    // a list or property string that says more about itself than before isn't a new thing
    const isOpen = (was ? now : old).size === 0 && path !== "";
    if (was) return [change(isOpen ? "additive" : "breaking", at, "removed", summary(was))];
    const isNeeded = is && !canBeAbsent(is) && !is.alias && !name.startsWith("[");
    const isVariant = name.startsWith("[") && name !== "[]";
    return [
      change(
        isNeeded || (isOpen && !isVariant) ? "breaking" : "additive",
        at,
        "added",
        undefined,
        summary(is ?? {}),
      ),
    ];
  });
}

/** What a parameter takes, short enough for a line: without what is inside and without words. */
function summary(schema: Schema): Partial<Schema> {
  const { properties, items, keys, oneOf, text, format, ...facts } = schema;
  return typeof format === "string" ? { ...facts, format } : facts;
}

type Keyword = (what: keyof Schema, before: Schema, after: Schema) => ChangeClass | undefined;

/** How much less a keyword lets through now; undefined where nothing changed. */
const requestKeyword: Keyword = (what, before, after) => {
  const [old, now] = [before[what], after[what]];
  if (equal(old, now)) return undefined;
  const rule = NARROWING[what];
  if (rule === undefined) return "attention";
  const severity = typeof rule === "string" ? rule : rule(before, after);
  return severity === "breaking" && TEXT_RULES.has(what) && isText(before) && isText(after)
    ? textClass(what, before, after)
    : severity;
};

/** Keywords that say which texts are taken, often one in place of another. */
const TEXT_RULES: ReadonlySet<keyof Schema> = new Set<keyof Schema>([
  "enum",
  "format",
  "maxLength",
  "minLength",
  "pattern",
]);

const isText = (schema: Schema): boolean =>
  schema.type === "string" && propertyStringOf(schema) === undefined;

/** Breaking only when the new rule refuses a text that all old rules together took. */
function textClass(what: keyof Schema, before: Schema, after: Schema): ChangeClass {
  const stricter = { ...before, [what]: after[what] };
  if (refusesMore(before, stricter) !== false) return "breaking";
  return refusesMore(after, before) ? "additive" : "text";
}

const equal = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value));

type Rule = ChangeClass | ((before: Schema, after: Schema) => ChangeClass | undefined);

const narrowedWhen = (isNarrower: boolean): ChangeClass => (isNarrower ? "breaking" : "additive");

const lower =
  (what: "minimum" | "minLength"): Rule =>
  (before, after) => {
    const now = after[what];
    if (now !== undefined && impliedByFormat(before, now - 1)) return "text";
    return narrowedWhen(now !== undefined && now > (before[what] ?? Number.NEGATIVE_INFINITY));
  };

const upper =
  (what: "maximum" | "maxLength"): Rule =>
  (before, after) => {
    const now = after[what];
    if (now !== undefined && impliedByFormat(before, now + 1)) return "text";
    return narrowedWhen(now !== undefined && now < (before[what] ?? Number.POSITIVE_INFINITY));
  };

/** Whether the format of a number refused the first value out of bounds already: vmid 99. */
function impliedByFormat({ type, format }: Schema, outside: number): boolean {
  const isNumber = type === "integer" || type === "number";
  return (
    isNumber && typeof format === "string" && checkFormat(format, String(outside)) !== undefined
  );
}

const NARROWING: Partial<Record<keyof Schema, Rule>> = {
  additionalProperties: (_, after) => narrowedWhen(after.additionalProperties === false),
  alias: (_, after) => narrowedWhen(after.alias === undefined),
  default: "attention",
  default_key: (_, after) => narrowedWhen(!after.default_key),
  enum: ({ enum: before }, { enum: after }) =>
    before && after && sameValues(before, after)
      ? undefined
      : narrowedWhen(
          after !== undefined && (!before || before.some((value) => !after.includes(value))),
        ),
  format: formatRule,
  "instance-types": (before, after) => {
    const now = after["instance-types"];
    return narrowedWhen(
      now !== undefined && (before["instance-types"] ?? []).some((type) => !now.includes(type)),
    );
  },
  keyAlias: "attention",
  maxLength: upper("maxLength"),
  maximum: upper("maximum"),
  minLength: lower("minLength"),
  minimum: lower("minimum"),
  optional: (before, after) =>
    canBeAbsent(before) === canBeAbsent(after) ? "text" : narrowedWhen(!canBeAbsent(after)),
  pattern: patternRule,
  requires: (_, after) => narrowedWhen(after.requires !== undefined),
  text: "text",
  type: typeRule,
};

/** Property strings are compared key by key; `x-list` takes all that `x` takes. */
function formatRule(before: Schema, after: Schema): ChangeClass | undefined {
  if (propertyStringOf(before) && propertyStringOf(after)) return undefined;
  if (after.format === undefined) return "additive";
  if (sameRule(before.format, after.format)) return "text";
  const widened = [`${before.format}-list`, `${before.format}-opt`].includes(String(after.format));
  return narrowedWhen(before.format === undefined || !widened);
}

/** Two names of one format. */
function sameRule(a: Schema["format"], b: Schema["format"]): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  const [one, other] = [readFormatName(a), readFormatName(b)];
  const pattern = one.format?.pattern;
  return pattern !== undefined && one.kind === other.kind && pattern === other.format?.pattern;
}

/** Two spellings of one pattern are one; whether another lets more through can't be decided. */
function patternRule(
  { pattern: before }: Schema,
  { pattern: after }: Schema,
): ChangeClass | undefined {
  if (before === undefined || after === undefined) return narrowedWhen(after !== undefined);
  try {
    if (toPortablePattern(before) === toPortablePattern(after)) return undefined;
  } catch {
    return "breaking";
  }
  return "breaking";
}

function typeRule(before: Schema, after: Schema): ChangeClass {
  if (after.type === undefined || after.type === "any") return "additive";
  // over the wire everything but a list is text
  if (before.type === undefined && after.type === "string") return "attention";
  return narrowedWhen(!(before.type === "integer" && after.type === "number"));
}

const answerKeyword: Keyword = (what, before, after) => {
  const [old, now] = [before[what], after[what]];
  if (equal(old, now)) return undefined;
  if (what === "text") return "text";
  if (what === "type") return old === undefined ? "additive" : "breaking";
  if (what === "optional") return now ? "attention" : "additive";
  if (what === "format" && propertyStringOf(before) && propertyStringOf(after)) return undefined;
  return "additive";
};
