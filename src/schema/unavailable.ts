import { isObject } from "../kit/objects.js";
import { propertyPairs } from "../kit/properties.js";
import {
  type Availability,
  availabilityName,
  type EndpointAvailability,
  releasesWith,
} from "./availability.js";
import { type Endpoint, type EndpointKey, keyOf } from "./model.js";
import type { Problem } from "./problem.js";
import { compareReleases, nearestRelease } from "./releases.js";

/**
 * What of a request the node's release can't know: the endpoint itself, parameters, keys of property
 * strings, enum values. Each problem names the release that it needs.
 *
 * @param parameters as a caller gives them: property strings as text or as objects
 * @param release the node's, `8.4`; for one that wasn't compared the nearest lower one counts
 * @param running what messages call it, such as `8.4.14`
 */
export function unavailable(
  availability: Availability,
  endpoint: Endpoint | EndpointKey,
  parameters: Record<string, unknown>,
  release: string,
  running = release,
): Problem[] {
  const key = typeof endpoint === "string" ? endpoint : keyOf(endpoint);
  const entry = Object.hasOwn(availability.endpoints, key)
    ? availability.endpoints[key]
    : undefined;
  if (!entry) return [];
  const nearest = nearestRelease(release, availability.releases);
  const judge: Judge = (where, what, path, value) => {
    const has = releasesWith(availability, key, path, value);
    if (has.length === 0 || has.includes(nearest)) return [];
    const allowed = `${what} ${whenItWas(has, nearest, availability.releases)}; this node runs ${running}`;
    const parameter = where.split(".")[0] ?? where;
    return [
      { parameter, path: where, rule: "release", allowed, proxmox: UNKNOWN, message: allowed },
    ];
  };
  const whole = judge("", key, undefined, undefined);
  if (whole.length > 0) return whole;
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : judgeParameter(entry, judge, name, value),
  );
}

const UNKNOWN =
  "property is not defined in schema and the schema does not allow additional properties";

type Judge = (
  where: string,
  what: string,
  path: string | undefined,
  value: string | undefined,
) => Problem[];

function judgeParameter(
  entry: EndpointAvailability,
  judge: Judge,
  name: string,
  value: unknown,
): Problem[] {
  const path = availabilityName(entry, name);
  const own = judge(name, `\`${name}\``, path, undefined);
  if (own.length > 0) return own;
  if (Array.isArray(value)) {
    return value.flatMap((element) => judgeValue(entry, judge, name, `${path}[]`, element));
  }
  return judgeValue(entry, judge, name, path, value);
}

function judgeValue(
  entry: EndpointAvailability,
  judge: Judge,
  name: string,
  path: string,
  value: unknown,
): Problem[] {
  const known = entry.parameters ?? {};
  if (known[path]?.values)
    return judge(name, `\`${String(value)}\` for ${name}`, path, String(value));
  const below = Object.keys(known).filter((at) => at.startsWith(`${path}.`));
  if (below.length === 0) return [];
  return pairsOf(value).flatMap(([key, text]) => {
    // a value without its key can be that of any key that takes it
    const at =
      key ??
      below.find((one) => Object.hasOwn(known[one]?.values ?? {}, text))?.slice(path.length + 1);
    if (at === undefined) return [];
    const own = judge(`${name}.${at}`, `\`${at}\` in ${name}`, `${path}.${at}`, undefined);
    return own.length > 0
      ? own
      : judge(`${name}.${at}`, `\`${text}\` for ${name}.${at}`, `${path}.${at}`, text);
  });
}

/** The keys of a property string, given as an object or as text; `undefined` for a bare value. */
function pairsOf(value: unknown): [string | undefined, string][] {
  if (isObject(value)) return Object.entries(value).map(([key, entry]) => [key, String(entry)]);
  return propertyPairs(String(value)).map(([key, entry]) => [key === "" ? undefined : key, entry]);
}

/** `needs Proxmox VE 9.1`, or `went with Proxmox VE 9.0` where no later release has it. */
function whenItWas(has: string[], release: string, releases: readonly string[]): string {
  const later = has.find((candidate) => compareReleases(candidate, release) > 0);
  if (later !== undefined) return `needs Proxmox VE ${later}`;
  const last = has.at(-1) ?? "";
  const next = releases.find((candidate) => compareReleases(candidate, last) > 0);
  return `went with Proxmox VE ${next}`;
}
