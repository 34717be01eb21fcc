import { mergePropertyString } from "../schema/merge-property-string.js";
import type { EndpointKey } from "../schema/model.js";
import { propertyStringOf } from "../schema/named-property-strings.js";
import { findProperty } from "../schema/numbered-parameters.js";
import type { Session } from "./session.js";

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings of which each property string changes only the keys that are given.
 *
 * @param readPresent those that are there; only asked for where there is something to merge
 * @returns also their digest, where something was merged
 */
export async function mergeSettings(
  { gate }: Session,
  endpoint: EndpointKey,
  readPresent: () => Promise<Settings>,
  given: Settings,
): Promise<Record<string, unknown>> {
  const { parameters } = await gate.endpoint(endpoint);
  const formats = Object.keys(given).flatMap((name) => {
    const schema = findProperty(parameters, name)?.schema;
    const format = schema && propertyStringOf(schema);
    // what has one key is replaced with it
    return format && Object.keys(format).length > 1 ? [[name, format] as const] : [];
  });
  if (formats.length === 0) return { ...given };
  const present = await readPresent();
  const settings: Record<string, unknown> = { ...given };
  let isMerged = false;
  for (const [name, format] of formats) {
    if (!Object.hasOwn(present, name)) continue;
    settings[name] = mergePropertyString(format, String(present[name]), given[name]);
    isMerged ||= settings[name] !== given[name];
  }
  return isMerged ? { digest: present["digest"], ...settings } : settings;
}
