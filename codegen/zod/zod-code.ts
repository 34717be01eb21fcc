import { type JsonSchema as ConvertibleSchema, jsonSchemaToZod } from "json-schema-to-zod";
import type { JsonSchema } from "../../src/schema/json-schema.js";

/** The name of a schema that is declared once and used by many; undefined for any other. */
export type SharedNames = (schema: JsonSchema) => string | undefined;

/**
 * A JSON Schema as the source of a zod 4 schema.
 *
 * json-schema-to-zod does the work, except for two kinds of object. Where unknown keys are allowed,
 * its output would strip them. With `patternProperties` it strips the very keys that it is about to
 * check: those become calls of our `withFamilies`.
 */
export function zodCode(schema: JsonSchema, sharedName: SharedNames = () => undefined): string {
  return jsonSchemaToZod(schema as ConvertibleSchema, {
    module: "none",
    zodVersion: 4,
    withoutDefaults: true,
    withoutDescribes: true,
    parserOverride: (part) => {
      const name = part === schema ? undefined : sharedName(part as JsonSchema);
      if (name !== undefined) return name;
      const { patternProperties, ...rest } = part as JsonSchema;
      if (rest.type !== "object") return undefined;
      if (patternProperties) return familiesCode(patternProperties, rest, sharedName);
      if (rest.additionalProperties === undefined) {
        return zodCode({ ...rest, additionalProperties: true }, sharedName);
      }
      return hasOptionalOnly(rest) ? partialCode(rest, sharedName) : undefined;
    },
  });
}

/** One `.partial()` takes less room than an `.optional()` for each property. */
function hasOptionalOnly({ properties = {}, required = [] }: JsonSchema): boolean {
  return Object.keys(properties).length > 1 && required.length === 0;
}

function partialCode(object: JsonSchema, sharedName: SharedNames): string {
  const required = Object.keys(object.properties ?? {});
  return `${zodCode({ ...object, required }, sharedName)}.partial()`;
}

function familiesCode(
  patterns: Record<string, JsonSchema>,
  object: JsonSchema,
  sharedName: SharedNames,
): string {
  const { additionalProperties, ...shape } = object;
  const families = Object.entries(patterns).map(
    ([pattern, schema]) =>
      `[new RegExp(${JSON.stringify(pattern)}), ${sharedName(schema) ?? zodCode(schema, sharedName)}]`,
  );
  const open = additionalProperties !== false;
  const known = zodCode({ properties: {}, ...shape }, sharedName);
  return `z.withFamilies(${known}, [${families.join(", ")}], ${open})`;
}
