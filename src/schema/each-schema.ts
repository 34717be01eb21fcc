import type { Schema } from "./model.js";

/** Calls `visit` for a schema and everything inside it; `where` reads like `net[n].tag`. */
export function eachSchema(
  schema: Schema,
  where: string,
  visit: (schema: Schema, where: string) => void,
): void {
  visit(schema, where);
  const { format, properties, items, additionalProperties, oneOf } = schema;
  const keyed = typeof format === "object" ? { ...properties, ...format } : properties;
  for (const [name, inner] of Object.entries(keyed ?? {})) {
    eachSchema(inner, where ? `${where}.${name}` : name, visit);
  }
  if (items) eachSchema(items, `${where}[]`, visit);
  if (typeof additionalProperties === "object")
    eachSchema(additionalProperties, `${where}.*`, visit);
  for (const alternative of oneOf ?? []) eachSchema(alternative, where, visit);
}
