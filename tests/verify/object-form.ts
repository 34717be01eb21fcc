import type { Endpoint, Schema } from "../../src/schema/model.js";
import type { Mutation } from "../../src/schema/mutate.js";
import { propertyStringOf } from "../../src/schema/named-property-strings.js";
import { findProperty } from "../../src/schema/numbered-parameters.js";
import { parsePropertyString } from "../../src/schema/property-string.js";

/**
 * The same fault with the property string given as an object, as typed functions take it; undefined
 * where an object can't have the fault.
 */
export function objectForm(
  endpoint: Endpoint,
  { parameters, parameter, path }: Mutation,
): Record<string, unknown> | undefined {
  const schema = findProperty(endpoint.parameters, parameter)?.schema;
  const given = parameters[parameter];
  if (path === parameter || !schema) return undefined;
  const isItem = path.startsWith(`${parameter}[`);
  const text = isItem && Array.isArray(given) ? given[0] : given;
  const keys = propertyStringOf(isItem ? (schema.items ?? {}) : schema);
  if (typeof text !== "string" || !keys) return undefined;
  const entries = text.split(",").map((part): [string, unknown] => {
    const [key = "", ...rest] = part.split("=");
    return [key, typed(keys[key], rest.join("="))];
  });
  const object = Object.fromEntries(entries);
  return { ...parameters, [parameter]: isItem ? [object] : object };
}

/** Valid parameters with every property string given as an object. */
export function objectsIn(
  endpoint: Endpoint,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => {
      const schema = findProperty(endpoint.parameters, key)?.schema ?? {};
      const variant =
        schema.oneOf?.find((one) => one.items && propertyStringOf(one.items)) ?? schema;
      return [key, asObject(variant, value)];
    }),
  );
}

function asObject(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => asObject(schema.items ?? {}, item));
  if (typeof value !== "string" || !propertyStringOf(schema)) return value;
  return parsePropertyString(schema.format ?? {}, value);
}

function typed(schema: Schema | undefined, text: string): unknown {
  if (schema?.type === "boolean" && /^[01]$/.test(text)) return text === "1";
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  return isNumber && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
