import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease } from "../data/releases.js";
import { nearest } from "../kit/nearest.js";
import type { Catalogue } from "../schema/catalogue.js";
import { type Api, type Endpoint, type EndpointKey, keyOf, METHODS } from "../schema/model.js";
import { UnknownHere } from "./errors.js";

const tables = new WeakMap<Api, Map<EndpointKey, Endpoint>>();

/** The endpoints of a release by key. */
export function endpointsOfRelease(api: Api): ReadonlyMap<EndpointKey, Endpoint> {
  const known = tables.get(api);
  if (known) return known;
  const table = new Map(api.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));
  tables.set(api, table);
  return table;
}

/** An endpoint as the newest release that has it describes it. */
export function newestForm(key: EndpointKey): Endpoint | undefined {
  const catalogue = loadCatalogue();
  const release = catalogue.endpoints[key]?.until ?? catalogue.releases.at(-1);
  return release === undefined ? undefined : endpointsOfRelease(loadRelease(release)).get(key);
}

export function parameterNames(key: EndpointKey): string[] {
  return Object.keys(newestForm(key)?.parameters.properties ?? {});
}

/** Tried once for each run of slashes: a text of nothing else must not take minutes. */
const TRAILING_SLASHES = /(?<!\/)\/+$/;

export interface FoundEndpoint {
  key: EndpointKey;
  /** Parameters whose values stand in the path that was given. */
  values: Record<string, string>;
}

/**
 * The endpoint that a caller means: as search returns it, or with its values in the path
 * (`GET /nodes/pve1/qemu`). Case of the method, spaces, a trailing slash and `/api2/json` don't matter.
 *
 * @param method what a path without a method means; without it, there has to be one
 * @throws UnknownHere for what isn't a known endpoint, with the nearest one
 */
export function parseEndpoint(
  given: unknown,
  { endpoints }: Catalogue,
  method?: "GET",
): FoundEndpoint {
  const text = String(given).trim();
  const [, verb = "", path = ""] = /^(?:(\S+)\s+)?(\/\S*)$/.exec(text) ?? [];
  const isGone = (one: EndpointKey) => endpoints[one]?.until !== undefined;
  const key = `${(verb || (method ?? "")).toUpperCase()} ${path.replace(/^\/api2\/(json|extjs)/, "").replace(TRAILING_SLASHES, "")}`;
  if (Object.hasOwn(endpoints, key)) return { key: key as EndpointKey, values: {} };
  // a release may rename a parameter of a path: the newest name comes first
  const known = (Object.keys(endpoints) as EndpointKey[]).sort(
    (a, b) => Number(isGone(a)) - Number(isGone(b)),
  );
  const found = filledTemplate(key, known);
  if (found) return found;
  const guess = nearest(key, known);
  throw new UnknownHere(
    "endpoint",
    `endpoint: there is no "${text}"${guess ? `, did you mean "${guess}"?` : ""}`,
    `It is ${METHODS.join(", ")} and a path as proxmox_api_search returns it.`,
  );
}

/** `GET /nodes/{node}/qemu` for `GET /nodes/pve1/qemu`; of several, the one with the fewest values. */
function filledTemplate(key: string, known: readonly EndpointKey[]): FoundEndpoint | undefined {
  const given = key.split("/");
  const found = known.flatMap((template) => {
    const values = valuesOf(template.split("/"), given);
    return values ? [{ key: template, values }] : [];
  });
  const count = ({ values }: FoundEndpoint) => Object.keys(values).length;
  return found.sort((a, b) => count(a) - count(b))[0];
}

/** Undefined where the path isn't of this template. */
function valuesOf(
  template: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== given.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, segment] of template.entries()) {
    const own = given[index] ?? "";
    if (segment === own) continue;
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    const value = decoded(own);
    if (name === undefined || value === undefined) return undefined;
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** What a segment of a path says; undefined for what can't be a value in it. */
function decoded(segment: string): string | undefined {
  if (segment === "" || /[{}?#]/.test(segment)) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
