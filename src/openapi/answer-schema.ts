import { compare } from "../kit/objects.js";
import type { JsonSchema } from "../schema/json-schema.js";
import type { Schema, SchemaType } from "../schema/model.js";
import { familyOf, familyPattern } from "../schema/numbered-parameters.js";

/**
 * JSON Schema of an answer's `data` as Proxmox declares it, for people and programs that want to know
 * what a field means. Flags are 0 and 1, property strings are strings, objects stay open.
 *
 * What really arrives differs here and there: `toJsonSchema` with `answer` takes that.
 */
export function answerSchema(schema: Schema | undefined): JsonSchema {
  if (!schema) return {};
  if (schema.oneOf) return { anyOf: schema.oneOf.map(answerSchema) };
  const type = schema.type ?? (schema.properties ? "object" : "any");
  return ANSWERS[type](schema);
}

const ANSWERS: Record<SchemaType, (schema: Schema) => JsonSchema> = {
  string: (schema) => ({ type: "string", ...(schema.enum && { enum: schema.enum }) }),
  integer: () => ({ type: "integer" }),
  number: () => ({ type: "number" }),
  boolean: () => ({ type: "integer", enum: [0, 1] }),
  array: ({ items }) => ({ type: "array", ...(items && { items: answerSchema(items) }) }),
  object: objectSchema,
  null: () => ({ type: "null" }),
  any: () => ({}),
};

function objectSchema(schema: Schema): JsonSchema {
  const entries = Object.entries(schema.properties ?? {}).sort(([a], [b]) => compare(a, b));
  const single = entries.filter(([name]) => familyOf(name) === undefined);
  const families = entries.filter(([name]) => familyOf(name) !== undefined);
  const required = single.filter(([, field]) => !field.optional).map(([name]) => name);
  return {
    type: "object",
    ...(single.length > 0 && {
      properties: Object.fromEntries(single.map(([name, field]) => [name, answerSchema(field)])),
    }),
    ...(families.length > 0 && {
      patternProperties: Object.fromEntries(
        families.map(([name, field]) => [familyPattern(name), answerSchema(field)]),
      ),
    }),
    ...(required.length > 0 && { required }),
  };
}
