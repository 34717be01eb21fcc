import { type JsonSchema as ConvertibleSchema, jsonSchemaToZod } from "json-schema-to-zod";
import type { JsonSchema } from "../src/schema/json-schema.js";

/**
 * A JSON Schema as the source of a zod 4 schema.
 *
 * json-schema-to-zod does the work, but for two kinds of object. Where unknown keys are allowed, its
 * output would strip them. And with `patternProperties` it strips the very keys that it is about to
 * check: those become calls of our `withFamilies`.
 */
export function zodCode(schema: JsonSchema): string {
  return jsonSchemaToZod(schema as ConvertibleSchema, {
    module: "none",
    zodVersion: 4,
    withoutDefaults: true,
    withoutDescribes: true,
    parserOverride: (part) => {
      const { patternProperties, ...rest } = part as JsonSchema;
      if (rest.type !== "object") return undefined;
      if (patternProperties) return familiesCode(patternProperties, rest);
      return rest.additionalProperties === undefined
        ? zodCode({ ...rest, additionalProperties: true })
        : undefined;
    },
  });
}

function familiesCode(patterns: Record<string, JsonSchema>, object: JsonSchema): string {
  const { additionalProperties, ...shape } = object;
  const families = Object.entries(patterns).map(
    ([pattern, schema]) => `[new RegExp(${JSON.stringify(pattern)}), ${zodCode(schema)}]`,
  );
  const open = additionalProperties !== false;
  return `withFamilies(${zodCode({ properties: {}, ...shape })}, [${families.join(", ")}], ${open})`;
}
