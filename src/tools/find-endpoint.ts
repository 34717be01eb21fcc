import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease } from "../data/releases.js";
import { nearest } from "../kit/nearest.js";
import type { Catalogue } from "../schema/catalogue.js";
import { type Api, type Endpoint, type EndpointKey, keyOf, METHODS } from "../schema/model.js";
import { ToolError } from "./errors.js";

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

/**
 * The key that a caller means: exactly as search returns it, but for case of the method, spaces, a
 * trailing slash and `/api2/json`.
 *
 * @throws ToolError for what isn't a known endpoint, with the nearest one
 */
export function parseEndpoint(given: unknown, { endpoints }: Catalogue): EndpointKey {
  const text = String(given).trim();
  const [, method = "", path = ""] = /^(\S+)\s+(\S+)$/.exec(text) ?? [];
  const key = `${method.toUpperCase()} ${path.replace(/^\/api2\/(json|extjs)/, "").replace(TRAILING_SLASHES, "")}`;
  if (Object.hasOwn(endpoints, key)) return key as EndpointKey;
  const filled = templateOf(key, Object.keys(endpoints));
  if (filled) {
    throw new ToolError(
      "endpoint",
      `endpoint: "${text}" has its values in the path; give "${filled}" and the values in params`,
    );
  }
  const guess = nearest(key, Object.keys(endpoints));
  throw new ToolError(
    "endpoint",
    `endpoint: there is no "${text}"${guess ? `, did you mean "${guess}"?` : ""}`,
    `It is ${METHODS.join(", ")} and a path as proxmox_api_search returns it.`,
  );
}

/** `GET /nodes/{node}/qemu` for `GET /nodes/pve1/qemu`. */
function templateOf(key: string, known: string[]): string | undefined {
  const segments = key.split("/");
  return known.find((candidate) => {
    const template = candidate.split("/");
    return (
      template.length === segments.length &&
      template.every((segment, index) => segment.startsWith("{") || segment === segments[index])
    );
  });
}
