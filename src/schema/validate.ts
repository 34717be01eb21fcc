import { checkObject } from "./check-value.js";
import type { Endpoint, Schema } from "./model.js";
import { findProperty } from "./numbered-parameters.js";
import type { Problem } from "./problem.js";

export type { Problem, Rule } from "./problem.js";

export interface ValidateOptions {
  /**
   * How the request travels. `form`: every value is text, a key given several times an array of
   * texts. `json`: numbers, booleans and arrays may stand for themselves.
   */
  encoding?: "form" | "json";
}

export interface Validation {
  /**
   * What Proxmox hands on to the endpoint's code: integers and numbers as numbers, booleans as true
   * and false, lists in one text, property strings as they came.
   */
  values: Record<string, unknown>;
  problems: Problem[];
}

/**
 * Checks a request's parameters, path parameters included, as Proxmox would: same verdict, same
 * texts. Keys whose value is `undefined` or `null` count as left out.
 */
export function validate(
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
  { encoding = "form" }: ValidateOptions = {},
): Validation {
  const schema = endpoint.parameters;
  const entries = Object.entries(parameters)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => {
      const sent = encoding === "form" ? asForm(value) : value;
      return [key, normalised(findProperty(schema, key)?.schema, sent)];
    });
  const given: Record<string, unknown> = Object.fromEntries(entries);
  const problems: Problem[] = [];
  const values = checkObject("", schema, given, problems);
  return { values, problems: merged(problems) };
}

function asForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asForm);
  return typeof value === "object" ? value : String(value);
}

/**
 * Lists as one text become one text, a lone value for an array becomes an array. A lone value that
 * Perl holds for false (0 or nothing) stays alone, and then fails the check of its type.
 */
function normalised(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return value;
  const isList = typeof schema.format === "string" && schema.format.endsWith("-list");
  if (Array.isArray(value)) {
    if (schema.type !== "string" || !isList) return value;
    return value.map(String).join(",");
  }
  const isFalse = value === "" || value === "0" || value === 0;
  const isScalar = typeof value !== "object" && typeof value !== "boolean";
  return schema.type === "array" && isScalar && !isFalse ? [value] : value;
}

/** One text for each key, as in Proxmox's `errors`, which joins several with a literal `\n`. */
function merged(problems: Problem[]): Problem[] {
  const texts = new Map<string, Set<string>>();
  for (const { parameter, proxmox } of problems) {
    const known = texts.get(parameter) ?? new Set();
    texts.set(parameter, known.add(proxmox));
  }
  return problems.map((problem) => ({
    ...problem,
    proxmox: [...(texts.get(problem.parameter) ?? [])].join("\\n"),
  }));
}
