import { exampleParameters } from "./example.js";
import { checkFormat, formatPattern } from "./formats.js";
import type { Endpoint, Schema } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";
import { familyOf, indexRange } from "./numbered-parameters.js";
import { compilePattern, PatternError } from "./pattern.js";
import type { Rule } from "./problem.js";
import { parsePropertyString } from "./property-string.js";

/** Parameters that an endpoint takes but for one fault. */
export interface Mutation {
  parameters: Record<string, unknown>;
  /** The key that is at fault: `net0`. */
  parameter: string;
  /** Where in it: `net0.tag`. */
  path: string;
  /** The rule that was meant to break; a check may trip over an earlier one. */
  rule: Rule;
  /** Whether JSON Schema can say this rule: formats that need a program and what's inside property strings it can't. */
  inJsonSchema: boolean;
}

/** A value that breaks a schema. */
interface Fault {
  value: unknown;
  rule: Rule;
  inJsonSchema: boolean;
  /** Below the parameter: `.tag`. */
  below?: string;
}

/** Every single fault that can be made in an endpoint's parameters, always the same ones. */
export function mutations(endpoint: Endpoint): Mutation[] {
  const few = exampleParameters(endpoint);
  const many = exampleParameters(endpoint, { all: true });
  const properties = endpoint.parameters.properties ?? {};
  return [
    ...Object.entries(properties).flatMap(([name, schema]) =>
      parameterMutations(name, schema, few, many, properties),
    ),
    ...unknownMutations(endpoint, few),
  ];
}

function parameterMutations(
  name: string,
  schema: Schema,
  few: Record<string, unknown>,
  many: Record<string, unknown>,
  properties: Record<string, Schema>,
): Mutation[] {
  const family = familyOf(name);
  const key = family === undefined ? name : `${family}0`;
  // the variant that the example chose decides what fits here
  if (!(key in many) || schema.oneOf) return [];
  const { requires } = schema;
  const base = { ...few, ...(requires !== undefined && { [requires]: many[requires] }) };
  const at = (parameters: Record<string, unknown>, fault: Omit<Fault, "value">): Mutation => ({
    parameters,
    parameter: key,
    path: key + (fault.below ?? ""),
    rule: fault.rule,
    inJsonSchema: fault.inJsonSchema,
  });
  const found = faultsOf(schema, many[key]).map((fault) =>
    at({ ...base, [key]: fault.value }, fault),
  );
  if (!schema.optional && key in few) {
    const { [key]: _, ...rest } = few;
    found.push(at(rest, { rule: "missing", inJsonSchema: true }));
  }
  if (requires !== undefined && properties[requires]?.optional) {
    const { [requires]: _, ...rest } = { ...few, [key]: many[key] };
    found.push({
      ...at(rest, { rule: "requires", inJsonSchema: false }),
      parameter: requires,
      path: requires,
    });
  }
  return found;
}

function unknownMutations({ parameters }: Endpoint, few: Record<string, unknown>): Mutation[] {
  if (parameters.additionalProperties !== false) return [];
  const beyond = Object.keys(parameters.properties ?? {}).flatMap((name) => {
    const range = familyOf(name) === undefined ? undefined : indexRange(name);
    return range ? [`${familyOf(name)}${range.last + 1}`] : [];
  });
  return ["no-such-parameter", ...beyond].map((parameter) => ({
    parameters: { ...few, [parameter]: "1" },
    parameter,
    path: parameter,
    rule: "unknown",
    inJsonSchema: true,
  }));
}

const NO_OBJECT = { "no-such-key": "x" };

/** Values of another type, as JSON has them. */
const WRONG_TYPE: Partial<Record<string, unknown>> = {
  array: NO_OBJECT,
  boolean: "maybe",
  integer: "some",
  number: "some",
  object: "text",
  string: NO_OBJECT,
};

function faultsOf(schema: Schema, example: unknown): Fault[] {
  const faults: Fault[] = [];
  const seen = (value: unknown, rule: Rule, inJsonSchema = true): void => {
    faults.push({ value, rule, inJsonSchema });
  };
  const { type, minimum, maximum, minLength, maxLength, format } = schema;
  if (type !== undefined && type in WRONG_TYPE) seen(WRONG_TYPE[type], "type");
  if (type === "integer" || type === "number") {
    if (minimum !== undefined) seen(minimum - 1, "minimum");
    if (maximum !== undefined) seen(maximum + 1, "maximum");
    return faults;
  }
  if (type === "array") {
    const items = faultsOf(schema.items ?? {}, undefined);
    return [
      ...faults,
      ...items.map((fault) => ({
        ...fault,
        value: [fault.value],
        below: `[0]${fault.below ?? ""}`,
      })),
    ];
  }
  if (type !== "string") return faults;
  if (schema.enum) seen("no-such-value", "enum");
  if (minLength !== undefined && minLength > 0) seen("x".repeat(minLength - 1), "minLength");
  if (maxLength !== undefined) seen("x".repeat(maxLength + 1), "maxLength");
  const unmatched = schema.pattern === undefined ? undefined : refusedBy(schema.pattern);
  if (unmatched !== undefined) seen(unmatched, "pattern");
  const keys = propertyStringOf(schema);
  if (keys) return [...faults, ...propertyStringFaults(keys, schema.format, example)];
  if (typeof format === "string") {
    const misfit = UNFIT.find((text) => checkFormat(format, text) !== undefined);
    if (misfit !== undefined) seen(misfit, "format", formatPattern(format) !== undefined);
  }
  return faults;
}

/** Between them at least one is refused by every pattern and format that refuses anything. */
const UNFIT = ["\u0001 !", "no such value!", "=", "../x", "/../", ""];

function refusedBy(pattern: string): string | undefined {
  try {
    const expression = compilePattern(pattern);
    return UNFIT.find((text) => !expression.test(text));
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** A key too many, and each key with a value that it doesn't take. */
function propertyStringFaults(
  keys: Record<string, Schema>,
  format: Schema["format"],
  example: unknown,
): Fault[] {
  if (typeof example !== "string") return [];
  const values = parsePropertyString(format ?? keys, example);
  const write = (entries: Record<string, unknown>) =>
    Object.entries(entries)
      .map(([key, value]) => `${key}=${typeof value === "boolean" ? Number(value) : value}`)
      .join(",");
  const faults: Fault[] = [
    {
      value: write({ ...values, "no-such-key": 1 }),
      rule: "unknown",
      inJsonSchema: false,
      below: ".no-such-key",
    },
  ];
  for (const [key, schema] of Object.entries(keys)) {
    if (schema.alias) continue;
    for (const { value, rule } of faultsOf(schema, undefined)) {
      const isWritable = typeof value !== "object" && value !== "" && !/[,\n]/.test(String(value));
      if (!isWritable) continue;
      faults.push({
        value: write({ ...values, [key]: value }),
        rule,
        inJsonSchema: false,
        below: `.${key}`,
      });
    }
  }
  return faults;
}
