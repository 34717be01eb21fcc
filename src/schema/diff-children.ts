import type { Schema } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";

type Children = Map<string, Schema>;

/** What is inside of two schemas, each with its release, by names that are alike on both sides. */
export function childrenOfBoth(
  [before, from]: [Schema, string],
  [after, to]: [Schema, string],
): { old: Children; now: Children } {
  const [old, now] = [childrenOf(before, from), childrenOf(after, to)];
  const [oldRest, newRest] = [restOf(before), restOf(after)];
  if (oldRest && newRest) {
    old.set("*", oldRest);
    now.set("*", newRest);
  }
  return { old, now };
}

/** Properties, keys of a property string, what a list holds, variants by their instance types. */
function childrenOf(schema: Schema, release: string): Children {
  const named = Object.entries({ ...schema.properties, ...propertyStringOf(schema, release) });
  const children = new Map(
    named.map(([name, child]) => [isPlaceholder(name) ? "*" : name, child] as const),
  );
  if (schema.items) children.set("[]", schema.items);
  for (const [index, variant] of (schema.oneOf ?? []).entries()) {
    children.set(`[${variant["instance-types"]?.join("|") ?? index}]`, variant);
  }
  return children;
}

/** What undeclared properties hold, where that is said: also by a name in braces that stands for all. */
export function restOf({ additionalProperties, properties = {} }: Schema): Schema | undefined {
  if (typeof additionalProperties === "object") return additionalProperties;
  return Object.entries(properties).find(([name]) => isPlaceholder(name))?.[1];
}

const isPlaceholder = (name: string): boolean => /^\{\w+\}$/.test(name);
