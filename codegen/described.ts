import type { Endpoint, Schema } from "../src/schema/model.js";
import { propertyStringOf } from "../src/schema/named-property-strings.js";
import { variantsOf } from "../src/schema/variants.js";

type Format = Record<string, Schema>;

/**
 * The names of an endpoint's parameters that need words: each parameter, and each key of a property
 * string as `net[n].tag`. Another spelling of a key (`alias`) needs none.
 */
export function describedNames(endpoint: Endpoint): string[] {
  return namesOf(endpoint, ({ format }) => (typeof format === "object" ? format : undefined));
}

/**
 * The names that may have words: also the keys of property strings that the schema only names, which
 * it says nothing about.
 */
export function describableNames(endpoint: Endpoint): string[] {
  return namesOf(endpoint, propertyStringOf);
}

function namesOf(endpoint: Endpoint, formatOf: (schema: Schema) => Format | undefined): string[] {
  return Object.entries(endpoint.parameters.properties ?? {}).flatMap(([name, schema]) => [
    name,
    ...keysOf(schema, formatOf).map((key) => `${name}.${key}`),
  ]);
}

function keysOf(schema: Schema, formatOf: (schema: Schema) => Format | undefined): string[] {
  const keys = variantsOf(schema).flatMap((variant) =>
    Object.entries(formatOf(variant) ?? {})
      .filter(([, key]) => key.alias === undefined)
      .map(([key]) => key),
  );
  return [...new Set(keys)];
}
