import { nearest } from "../kit/nearest.js";
import { isObject, ownValue } from "../kit/objects.js";
import type { ArgumentSchema, InputSchema } from "../schema/tool-list.js";
import { MissingArguments, ToolError } from "./errors.js";

export interface ArgumentRules {
  /** The name under which an argument is listed; its own by default. */
  listedAs?: (name: string) => string;
  /** Other names of arguments. */
  aliases?: Readonly<Record<string, string>> | undefined;
  /** Names that are refused, and why. */
  refused?: Readonly<Record<string, string>> | undefined;
  /** Arguments that aren't listed. */
  hidden?: Readonly<Record<string, ArgumentSchema>>;
  /** Values of an argument that are refused, and why. */
  refusedValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The argument that a text in `options` means. */
  textOptions?: string | undefined;
  /** Whether a name that isn't listed is a parameter of the tool's endpoints; checked by them later. */
  accepts?: (name: string) => boolean;
  /** Arguments that an empty text clears. */
  emptyClears?: readonly string[] | undefined;
  /** The tool's words for arguments, of which some aren't listed. */
  words?: Readonly<Record<string, string>> | undefined;
  /** Names that aren't listed and that a mistyped one may mean. */
  others?: () => readonly string[];
  /** What else these arguments need: that depends on the action. */
  missing?: (checked: ReadonlyMap<string, unknown>) => string[];
}

/**
 * Checks what a model sent against the tool's own schema, before anything else happens.
 *
 * Lenient where the meaning is certain: `"100"` for an integer, `"true"` for a boolean, JSON in a
 * string for an object or array (some clients send it so), hyphens for underscores in a name. An absent value may be `null`, and an
 * optional one `""`: some clients fill in all of them.
 *
 * @throws ToolError that names every argument at fault, what was given and what is allowed
 */
export function checkArguments(
  tool: string,
  schema: InputSchema,
  given: unknown,
  rules: ArgumentRules = {},
): Record<string, unknown> {
  if (given !== undefined && !isObject(given)) {
    throw new ToolError("arguments", `${tool}: arguments must be an object, got ${show(given)}`);
  }
  if (isDeeper(given, DEEPEST)) {
    throw new ToolError(
      "arguments",
      `${tool}: arguments are nested in more than ${DEEPEST} levels`,
    );
  }
  const listedAs = rules.listedAs ?? ((name) => name);
  const argumentOf = (name: string) =>
    name === "options" && ownValue(schema.properties, name)
      ? OPTIONS
      : (ownValue(schema.properties, listedAs(name)) ?? ownValue(rules.hidden, name));
  const isOwn = (name: string) => ownValue(rules.hidden, name) ?? rules.accepts?.(name) ?? false;
  const isListed = (name: string) => ownValue(schema.properties, name) !== undefined;
  const ownName = (givenName: string, value: unknown) => {
    const meant = nameOf(givenName, value, rules);
    if (!/[-_]/.test(meant) && isListed(meant)) return meant;
    const spellings = new Set([meant, meant.replaceAll("_", "-"), meant.replaceAll("-", "_")]);
    return [...spellings].find(isOwn) ?? [...spellings].find(isListed) ?? meant;
  };
  const required = (schema.required ?? []).map((name) => ownName(name, undefined));
  const meaningful = [...required, ...WHOLE_TEXTS, ...(rules.emptyClears ?? [])];
  const entries = Object.entries(given ?? {})
    .map(([name, value]) => [name, ownName(name, value), value] as const)
    .filter(
      ([, name, value]) =>
        value !== null &&
        (value !== "" ||
          meaningful.includes(name) ||
          !Object.hasOwn(schema.properties, listedAs(name))),
    );
  // not an object yet: a name may be __proto__
  const checked = new Map<string, unknown>();
  const problems: string[] = [];
  for (const [givenName, name, value] of entries) {
    const argument = argumentOf(name);
    const reason =
      ownValue(rules.refused, givenName) ??
      (typeof value === "string"
        ? ownValue(ownValue(rules.refusedValues, name), value)
        : undefined);
    if (reason !== undefined) {
      problems.push(`${givenName}: ${reason}`);
      continue;
    }
    if (checked.has(name)) {
      problems.push(`${givenName}: stands for ${name}, which is given too`);
      continue;
    }
    if (!argument && rules.accepts?.(name)) {
      checked.set(name, value);
      continue;
    }
    if (!argument) {
      problems.push(unknownArgument(givenName, Object.keys(schema.properties), rules.others));
      continue;
    }
    const result = checkValue(argument, value);
    const many = name === "vmid" ? listOf(value, ownValue(schema.properties, "vmids")) : undefined;
    if ("value" in result) checked.set(name, result.value);
    else if (many && !checked.has("vmids")) checked.set("vmids", many);
    else if (isPropertyString(argument, value) && rules.accepts?.(name)) checked.set(name, value);
    else problems.push(`${listedAs(name)}: ${result.problem}`);
  }
  const wanted = new Set([...required, ...(rules.missing?.(checked) ?? [])]);
  const missing = [...wanted].filter(
    (name) => !checked.has(name) && !entries.some(([, given]) => given === name),
  );
  for (const name of missing) {
    problems.push(
      `${listedAs(name)}: missing; ${wantedOf(argumentOf(name), ownValue(rules.words, name))}`,
    );
  }
  if (missing.length > 0) throw new MissingArguments(`${tool}: ${problems.join("; ")}`, missing);
  if (problems.length > 0) {
    throw new ToolError("arguments", `${tool}: ${problems.join("; ")}`, "Nothing was sent.");
  }
  return Object.fromEntries(checked);
}

/** Arguments whose empty text means something: a file without content, a comment that is cleared. */
const WHOLE_TEXTS = ["comment", "content", "data", "input-data", "input_data"];

/** Listed as JSON in a text, since strict schemas know no open objects; objects are taken too. */
const OPTIONS: ArgumentSchema = { type: "object", description: "More parameters by name" };

/** Far more than any parameter has, and few enough to be gone through. */
const DEEPEST = 32;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((entry) => isDeeper(entry, levels - 1));
}

function wantedOf(argument: ArgumentSchema | undefined, words = "required"): string {
  if (argument?.enum) return `one of ${argument.enum.join(", ")}`;
  return argument?.description ?? words;
}

function nameOf(given: string, value: unknown, { aliases, textOptions }: ArgumentRules): string {
  const isText = given === "options" && typeof value === "string" && !isObject(fromJson(value));
  return (isText ? textOptions : ownValue(aliases, given)) ?? given;
}

/** Several guests where one is meant, of a tool that takes several under another name. */
function listOf(value: unknown, list: ArgumentSchema | undefined): unknown[] | undefined {
  const isMany = Array.isArray(value) || (typeof value === "string" && value.includes(","));
  if (!list || !isMany) return undefined;
  return Array.isArray(value) ? value : value.split(",");
}

/** What is listed as a number, such as memory, may be a property string to its endpoint. */
function isPropertyString(argument: ArgumentSchema, value: unknown): boolean {
  return argument.type === "integer" && typeof value === "string" && /^[a-z]+=/.test(value);
}

function unknownArgument(
  name: string,
  known: string[],
  others: () => readonly string[] = () => [],
): string {
  const guess = nearest(name, known) ?? nearest(name, others());
  const allowed = known.length > 0 ? `allowed are ${known.join(", ")}` : "it takes none";
  return `${show(name)}: unknown argument${guess ? `, did you mean ${guess}?` : ""} (${allowed})`;
}

type Checked = { value: unknown } | { problem: string };

function checkValue(schema: ArgumentSchema, given: unknown): Checked {
  const value = COERCE[schema.type](given);
  if (value === undefined) {
    return { problem: `must be ${article(schema.type)}, got ${show(given)}` };
  }
  if (schema.enum && !schema.enum.includes(value as string)) {
    const guess = nearest(String(value), schema.enum);
    const hint = guess ? `, did you mean ${guess}?` : "";
    return { problem: `must be one of ${schema.enum.join(", ")}; got ${show(given)}${hint}` };
  }
  if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) {
      return { problem: `must be at least ${schema.minimum}, got ${show(given)}` };
    }
    if (schema.maximum !== undefined && value > schema.maximum) {
      return { problem: `must be at most ${schema.maximum}, got ${show(given)}` };
    }
  }
  return { value };
}

const BOOLEANS = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ["1", true],
  ["true", true],
  [false, false],
  [0, false],
  ["0", false],
  ["false", false],
]);

/** What a given value means as each type; undefined where it can't. */
const COERCE: Record<ArgumentSchema["type"], (given: unknown) => unknown> = {
  string: (given) => (typeof given === "number" ? String(given) : stringOrNothing(given)),
  integer: (given) => {
    const value = numberOf(given);
    return Number.isSafeInteger(value) ? value : undefined;
  },
  number: numberOf,
  boolean: (given) => BOOLEANS.get(given),
  array: (given) => {
    const value = fromJson(given);
    return Array.isArray(value) ? value : typeof given === "string" ? [given] : undefined;
  },
  object: (given) => {
    const value = fromJson(given);
    return isObject(value) ? value : undefined;
  },
};

/** Lists of names are texts with commas to Proxmox. */
function stringOrNothing(given: unknown): string | undefined {
  const isNames =
    Array.isArray(given) && given.every((entry) => /^(string|number)$/.test(typeof entry));
  if (isNames) return given.join(",");
  return typeof given === "string" ? given : undefined;
}

function numberOf(given: unknown): number | undefined {
  if (typeof given === "number") return given;
  return typeof given === "string" && /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : undefined;
}

function fromJson(given: unknown): unknown {
  if (typeof given !== "string") return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** A value as evidence in a message: short, and unable to pass for our own words. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
