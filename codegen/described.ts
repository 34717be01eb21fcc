import type { Endpoint, Schema } from "../src/schema/model.js";

/**
 * The names of an endpoint's parameters that need words: each parameter, and each key of a property
 * string as `net[n].tag`. Another spelling of a key (`alias`) needs none.
 */
export function describedNames(endpoint: Endpoint): string[] {
  return Object.entries(endpoint.parameters.properties ?? {}).flatMap(([name, schema]) => [
    name,
    ...keysOf(schema).map((key) => `${name}.${key}`),
  ]);
}

function keysOf(schema: Schema): string[] {
  const variants = [schema, ...(schema.oneOf ?? [])].flatMap((variant) =>
    variant.items ? [variant, variant.items, ...(variant.items.oneOf ?? [])] : [variant],
  );
  const keys = variants.flatMap(({ format }) =>
    typeof format === "object"
      ? Object.entries(format)
          .filter(([, key]) => key.alias === undefined)
          .map(([key]) => key)
      : [],
  );
  return [...new Set(keys)];
}
