import { ownValue } from "../kit/objects.js";
import { type Availability, lifespan, releasesWith } from "../schema/availability.js";
import type { EndpointKey } from "../schema/model.js";
import { readGenerated } from "./generated.js";

/** Which release has which endpoint, parameter, key and value. */
export function loadAvailability(): Availability {
  return readGenerated("surface/availability.json") as Availability;
}

/** `["since 9.0"]`, `["until 8.4"]`, or nothing for what every known release has. */
export function lifetimeOf(key: EndpointKey, path: string, value?: string): string[] {
  const { since, until } = lifespan(loadAvailability(), key, path, value);
  return [...(since ? [`since ${since}`] : []), ...(until ? [`until ${until}`] : [])];
}

/** Enum values that some releases lack which have the rest: `["fabric|tap since 9.0"]`. */
export function valueLifetimesOf(key: EndpointKey, path: string): string[] {
  const values = ownValue(loadAvailability().endpoints, key)?.parameters?.[path]?.values ?? {};
  const byLifetime = new Map<string, string[]>();
  for (const value of Object.keys(values)) {
    const lifetime = lifetimeOf(key, path, value).join(", ");
    byLifetime.set(lifetime, [...(byLifetime.get(lifetime) ?? []), value]);
  }
  return [...byLifetime].map(([lifetime, some]) => `${some.join("|")} ${lifetime}`);
}

/**
 * Parameters (`path` empty) or keys of one that went before the endpoint did, each with the last
 * release that has it.
 */
export function goneFrom(key: EndpointKey, path: string): [name: string, last: string][] {
  const availability = loadAvailability();
  const lastOfAll = releasesWith(availability, key).at(-1);
  const prefix = path === "" ? "" : `${path}.`;
  return Object.keys(ownValue(availability.endpoints, key)?.parameters ?? {}).flatMap((at) => {
    const name = at.slice(prefix.length);
    if (!at.startsWith(prefix) || name.includes(".") || name.endsWith("[]")) return [];
    const last = releasesWith(availability, key, at).at(-1);
    return last === undefined || last === lastOfAll ? [] : [[name, last] as [string, string]];
  });
}
