import type { Schema } from "./model.js";

/** A schema with the alternatives and items in which a format may stand. */
export function variantsOf(schema: Schema): Schema[] {
  const types = schema["instance-types"];
  const inner = [...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [
    schema,
    ...inner.flatMap((variant) =>
      variantsOf({ ...(types && { "instance-types": types }), ...variant }),
    ),
  ];
}
