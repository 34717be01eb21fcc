import { mergePropertyString } from "../schema/merge-property-string.js";
import type { EndpointKey } from "../schema/model.js";
import { propertyStringOf } from "../schema/named-property-strings.js";
import { findProperty } from "../schema/numbered-parameters.js";
import type { Session } from "./session.js";

type Settings = Readonly<Record<string, unknown>>;

/** Settings of which each property string changes only the keys that are given. */
export async function mergeSettings(
  { gate }: Session,
  endpoint: EndpointKey,
  present: Settings,
  given: Settings,
): Promise<Record<string, unknown>> {
  const { parameters } = await gate.endpoint(endpoint);
  const merged = Object.entries(given).map(([name, value]) => {
    const old = Object.hasOwn(present, name) ? present[name] : undefined;
    const schema = findProperty(parameters, name)?.schema;
    const format = schema && propertyStringOf(schema);
    if (old === undefined || !format) return [name, value] as const;
    return [name, mergePropertyString(format, String(old), value)] as const;
  });
  return Object.fromEntries(merged);
}
