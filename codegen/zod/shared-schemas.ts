import { pascalCase } from "../../src/schema/endpoint-name.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { zodCode } from "./zod-code.js";

/** A schema that several endpoints use. */
export interface SharedSchema {
  name: string;
  schema: JsonSchema;
}

const FEWEST_USES = 3;
/** Characters of code; what is shorter isn't worth a name. */
const SHORTEST = 24;

/**
 * Finds the schemas inside others that stand in several places, and names them: `Vmid` after the
 * property that most often has it, `StringOrNull` by its types.
 *
 * @returns those that others use come first
 */
export function findShared(schemas: readonly JsonSchema[]): Map<string, SharedSchema> {
  const uses = new Map<string, { schema: JsonSchema; count: number; names: Map<string, number> }>();
  const note = (schema: JsonSchema, name: string): void => {
    const key = JSON.stringify(schema);
    const use = uses.get(key) ?? { schema, count: 0, names: new Map() };
    uses.set(key, use);
    use.count += 1;
    use.names.set(name, (use.names.get(name) ?? 0) + 1);
    // what stands inside a shared schema is printed once
    if (use.count === 1) visitInner(schema, name, note);
  };
  for (const schema of schemas) visitInner(schema, "value", note);
  const taken = new Set<string>();
  const shared = [...uses].filter(
    ([, { schema, count }]) => count >= FEWEST_USES && zodCode(schema).length >= SHORTEST,
  );
  shared.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return new Map(
    shared.map(([key, { schema, names }]) => {
      const [[usual = ""] = []] = [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const name = freeName(nameByType(schema) ?? usual, taken);
      taken.add(name);
      return [key, { name, schema }];
    }),
  );
}

function visitInner(
  schema: JsonSchema,
  name: string,
  note: (schema: JsonSchema, name: string) => void,
): void {
  const { properties = {}, patternProperties = {}, items, anyOf, additionalProperties } = schema;
  for (const [key, inner] of Object.entries(properties)) note(inner, key);
  for (const [key, inner] of Object.entries(patternProperties)) note(inner, key);
  if (items) note(items, name);
  for (const inner of anyOf ?? []) note(inner, name);
  if (typeof additionalProperties === "object") note(additionalProperties, name);
}

/** `IntegerOrStringOrNull` of a schema that only says which types there are. */
function nameByType({ type, ...rest }: JsonSchema): string | undefined {
  if (!Array.isArray(type) || Object.keys(rest).length > 0) return undefined;
  return type.map(pascalCase).join("Or");
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = pascalCase(wanted.replace(/^[^A-Za-z]+/, "")) || "Value";
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}${number}`;
    if (!taken.has(free)) return free;
  }
}
