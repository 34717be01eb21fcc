import { isObject } from "../../src/kit/objects.js";

/** What OpenAI's strict functions understand; anything else is refused with the whole tool. */
const KEYWORDS = new Set([
  "additionalProperties",
  "description",
  "enum",
  "items",
  "maximum",
  "minimum",
  "properties",
  "required",
  "type",
]);

type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema as strict functions want it: each object closed, each property required, and null where
 * it was optional.
 *
 * @throws where that would take other values than the schema does
 */
export function toStrict(schema: Schema, path = ""): Record<string, unknown> {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) throw new Error(`${path}: ${unknown.join(", ")}`);
  if (typeof schema["type"] !== "string") throw new Error(`${path}: no type`);
  if (schema["type"] === "array") return { ...schema, items: itemsOf(schema, path) };
  return schema["type"] === "object" ? closed(schema, path) : { ...schema };
}

function itemsOf({ items }: Schema, path: string): Record<string, unknown> {
  if (!isObject(items)) throw new Error(`${path}: a list of what isn't said`);
  return toStrict(items, `${path}[]`);
}

function closed(schema: Schema, path: string): Record<string, unknown> {
  const { properties, required = [], additionalProperties } = schema;
  if (!isObject(properties)) throw new Error(`${path}: an object without properties`);
  if (additionalProperties === true) throw new Error(`${path}: an open object`);
  const needed = new Set(required as string[]);
  const entries = Object.entries(properties).map(([name, property]) => {
    const strict = toStrict(property as Schema, `${path}.${name}`);
    return [name, needed.has(name) ? strict : nullable(strict)];
  });
  return {
    ...schema,
    properties: Object.fromEntries(entries),
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function nullable(schema: Record<string, unknown>): Record<string, unknown> {
  const { enum: values } = schema;
  return {
    ...schema,
    type: [schema["type"], "null"],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}
