import type { Schema } from "../../src/schema/model.js";
import type { ArgumentSchema } from "../../src/schema/tool-list.js";

type Type = ArgumentSchema["type"];

const TYPES = new Set<string>(["string", "integer", "number", "boolean", "array", "object"]);

/** The lowest id of a guest, which goes without saying. */
const VMID = 100;

/** More values than these cost more than they tell; they are checked when called. */
const MOST_VALUES = 12;

/**
 * What an argument may hold: what any of the endpoints that take it allows. Patterns, formats and
 * bounds that go without saying are checked when called, and cost tokens here.
 */
export function argumentSchema(schemas: readonly Schema[], description: string): ArgumentSchema {
  const type = typeOf(schemas);
  const values = unionOf(schemas.map((schema) => schema.enum));
  const lowest = extremeOf(schemas, "minimum", Math.min);
  const highest = extremeOf(schemas, "maximum", Math.max);
  const isNumber = type === "integer" || type === "number";
  return {
    type,
    description: type === "boolean" ? asFlag(description) : description,
    ...(values && values.length <= MOST_VALUES && { enum: values }),
    ...(type === "array" && { items: { type: schemas[0]?.items?.type ?? "string" } }),
    ...(isNumber && lowest !== undefined && lowest > 1 && lowest !== VMID && { minimum: lowest }),
    ...(isNumber && highest !== undefined && highest < 1e6 && { maximum: highest }),
  };
}

/** Proxmox's words for flags name 0 and 1. */
function asFlag(line: string): string {
  return line
    .replace(/^1 (?=[a-z])/, "true ")
    .replace(/; default 0$/, "; default false")
    .replace(/; default 1$/, "; default true");
}

/** Endpoints that disagree: a flag may be written as one, a list as a text, all else as a text. */
function typeOf(schemas: readonly Schema[]): Type {
  const types = new Set(
    schemas.map(({ type }) => (type !== undefined && TYPES.has(type) ? type : "string")),
  );
  const [only] = types;
  if (types.size === 1) return only as Type;
  const isFlag = [...types].every((type) => type === "boolean" || type === "integer");
  return isFlag ? "boolean" : "string";
}

/** All values; none where one of the endpoints takes any. */
function unionOf(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
  if (lists.some((list) => list === undefined)) return undefined;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

function extremeOf(
  schemas: readonly Schema[],
  bound: "maximum" | "minimum",
  pick: (...values: number[]) => number,
): number | undefined {
  const bounds = schemas.map((schema) => schema[bound]);
  return bounds.some((value) => value === undefined)
    ? undefined
    : pick(...bounds.filter((value) => value !== undefined));
}
