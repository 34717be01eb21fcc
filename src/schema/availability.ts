import { compare } from "../kit/objects.js";
import { type Api, type Endpoint, type EndpointKey, keyOf, type Schema } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";
import { familyOf } from "./numbered-parameters.js";
import { compareReleases } from "./releases.js";

/** Releases that have something: `8.1-` (from there on), `-8.4` (up to there), `8.4,9.1-`. */
export type Releases = string;

/** One parameter, key of a property string, or what either holds. */
export interface PathAvailability {
  in?: Releases;
  /** Enum values that some of those releases lack. */
  values?: Record<string, Releases>;
}

export interface EndpointAvailability {
  in?: Releases;
  /**
   * By path: `net[n]`, `net[n].host-managed`, `map[].iommu`. Only what some release lacks that has
   * the thing around it.
   */
  parameters?: Record<string, PathAvailability>;
}

/** What came and went between releases; what isn't mentioned is in all of them. */
export interface Availability {
  /** All releases that were compared, oldest first. */
  releases: string[];
  endpoints: Record<EndpointKey, EndpointAvailability>;
}

/** What one release knows below a path. */
interface Known {
  /** Enum values; undefined where any value goes. */
  values?: readonly string[] | undefined;
  /** Whether the schema leaves open what is inside. */
  open: boolean;
}

/** Compares any number of releases. */
export function availability(apis: readonly Api[]): Availability {
  const sorted = [...apis].sort((a, b) => compareReleases(a.release, b.release));
  const releases = sorted.map(({ release }) => release);
  const byKey = new Map<EndpointKey, Map<string, Map<string, Known>>>();
  for (const { release, endpoints } of sorted) {
    for (const endpoint of endpoints) {
      const key = keyOf(endpoint);
      const paths = byKey.get(key) ?? new Map<string, Map<string, Known>>();
      byKey.set(key, paths);
      walk(release, "", endpoint.parameters, (path, known) => {
        const seen = paths.get(path) ?? new Map<string, Known>();
        paths.set(path, seen.set(release, known));
      });
    }
  }
  const endpoints: Availability["endpoints"] = {};
  for (const key of [...byKey.keys()].sort(compare)) {
    const entry = endpointAvailability(byKey.get(key) ?? new Map(), releases);
    if (Object.keys(entry).length > 0) endpoints[key] = entry;
  }
  return { releases, endpoints };
}

function walk(
  release: string,
  path: string,
  schema: Schema,
  visit: (path: string, known: Known) => void,
): void {
  const keys = propertyStringOf(schema, release);
  const variants = schema.oneOf ?? [];
  visit(path, { values: schema.enum, open: isOpen(schema) });
  for (const [name, inner] of Object.entries({ ...schema.properties, ...keys })) {
    walk(release, path === "" ? name : `${path}.${name}`, inner, visit);
  }
  if (schema.items) walk(release, `${path}[]`, schema.items, visit);
  for (const variant of variants)
    if (variant.items) walk(release, `${path}[]`, variant.items, visit);
}

/** Lists and objects of which nothing more is said; text without keys has none. */
function isOpen({ type, items, properties, additionalProperties, oneOf }: Schema): boolean {
  if (oneOf) return false;
  if (type === "array") return !items;
  return type === "object" && !properties && additionalProperties !== false;
}

function endpointAvailability(
  paths: Map<string, Map<string, Known>>,
  releases: string[],
): EndpointAvailability {
  const own = [...(paths.get("")?.keys() ?? [])];
  const parameters: Record<string, PathAvailability> = {};
  for (const path of [...paths.keys()].sort(compare)) {
    if (path === "") continue;
    const entry = pathAvailability(path, paths, releases);
    if (Object.keys(entry).length > 0) parameters[path] = entry;
  }
  return {
    ...(own.length < releases.length && { in: printReleases(own, releases) }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}

function pathAvailability(
  path: string,
  paths: Map<string, Map<string, Known>>,
  releases: string[],
): PathAvailability {
  const seen = paths.get(path) ?? new Map<string, Known>();
  const above = paths.get(parentOf(path)) ?? new Map<string, Known>();
  // what a list holds can't come later than the list
  const isPart = path.endsWith("[]");
  const has = releases.filter(
    (release) => seen.has(release) || (isPart ? above.has(release) : above.get(release)?.open),
  );
  const values: Record<string, Releases> = {};
  const lists = [...seen.values()].flatMap((known) => known.values ?? []);
  for (const value of [...new Set(lists)].sort(compare)) {
    const takes = has.filter((release) => seen.get(release)?.values?.includes(value) ?? true);
    if (takes.length < has.length) values[value] = printReleases(takes, releases);
  }
  return {
    ...(has.length < above.size && { in: printReleases(has, releases) }),
    ...(Object.keys(values).length > 0 && { values }),
  };
}

/** `net[n]` of `net[n].tag`, `map` of `map[]`, nothing of `map`. */
function parentOf(path: string): string {
  if (path.endsWith("[]")) return path.slice(0, -2);
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

/** Writes a part of `releases` as runs: `8.1-8.3,9.0-`. */
function printReleases(some: readonly string[], releases: readonly string[]): Releases {
  const runs: string[] = [];
  for (let index = 0; index < releases.length; index += 1) {
    if (!some.includes(releases[index] as string)) continue;
    const first = index;
    while (index + 1 < releases.length && some.includes(releases[index + 1] as string)) index += 1;
    const start = first === 0 ? "" : releases[first];
    const end = index === releases.length - 1 ? "" : releases[index];
    runs.push(start && start === end ? start : `${start}-${end}`);
  }
  return runs.join(",");
}

/** Reads what {@link printReleases} writes; without a text, all. */
export function readReleases(text: Releases | undefined, releases: readonly string[]): string[] {
  if (text === undefined) return [...releases];
  const runs = text.split(",").map((run) => {
    const [first = "", last = first] = run.split("-");
    return { first, last };
  });
  return releases.filter((release) =>
    runs.some(
      ({ first, last }) =>
        (first === "" || compareReleases(first, release) <= 0) &&
        (last === "" || compareReleases(release, last) <= 0),
    ),
  );
}

/** The releases that have an endpoint, one of its parameters or keys, or an enum value of those. */
export function releasesWith(
  { releases, endpoints }: Availability,
  endpoint: Endpoint | EndpointKey,
  path?: string,
  value?: string,
): string[] {
  const key = typeof endpoint === "string" ? endpoint : keyOf(endpoint);
  const entry = Object.hasOwn(endpoints, key) ? endpoints[key] : undefined;
  let found = readReleases(entry?.in, releases);
  if (path === undefined) return found;
  const narrow = (text: Releases | undefined): void => {
    const some = readReleases(text, releases);
    found = found.filter((release) => some.includes(release));
  };
  const about = (at: string) => entry?.parameters?.[at];
  for (let above = path; above !== ""; above = parentOf(above)) narrow(about(above)?.in);
  const values = about(path)?.values;
  if (value !== undefined && values && Object.hasOwn(values, value)) narrow(values[value]);
  return found;
}

/** First and last release that have it; absent at the edge of what is known. */
export function lifespan(
  availability: Availability,
  endpoint: Endpoint | EndpointKey,
  path?: string,
  value?: string,
): { since?: string; until?: string } {
  const { releases } = availability;
  const having = releasesWith(availability, endpoint, path, value);
  const [first] = having;
  const last = having.at(-1);
  return {
    ...(first !== undefined && first !== releases[0] && { since: first }),
    ...(last !== undefined && last !== releases.at(-1) && { until: last }),
  };
}

/** The name by which {@link Availability} knows a request's key: `net[n]` for `net0`. */
export function availabilityName({ parameters = {} }: EndpointAvailability, key: string): string {
  if (Object.hasOwn(parameters, key)) return key;
  const family = `${key.replace(/\d+$/, "")}[n]`;
  const isKnown = Object.keys(parameters).some(
    (path) => path === family || path.startsWith(`${family}.`),
  );
  return familyOf(family) !== undefined && family !== `${key}[n]` && isKnown ? family : key;
}
