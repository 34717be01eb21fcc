import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, releases } from "../data/releases.js";
import type { Version } from "../pve/wire/client.js";
import type { Api, Endpoint, EndpointKey } from "../schema/model.js";
import { minorRelease, nearestRelease } from "../schema/releases.js";
import { ToolError } from "./errors.js";
import { endpointsOfRelease } from "./find-endpoint.js";

/** What the connected node runs, and which of our schemas describes it. */
export interface ConnectedRelease {
  /** As the node says it: `9.1.9`. */
  version: string;
  /** The schema that is used: `9.1`. */
  release: string;
  api: Api;
  /** False where that is only the nearest release that we have. */
  exact: boolean;
  /** The schema comes from the node itself, as the release doesn't ship. */
  learnt?: boolean;
}

/** The shipped release that is nearest to what a node runs. */
export function shippedRelease({ version }: Pick<Version, "version">): ConnectedRelease {
  const running = minorRelease(version);
  const release = nearestRelease(running ?? "", releases());
  return { version, release, api: loadRelease(release), exact: release === running };
}

/** What an operator is told of a release that doesn't ship. */
export function inexactNotice({ version, release }: ConnectedRelease, remedy: string): string {
  return `this cluster runs Proxmox VE ${version}, which isn't known here: its API is taken for that of ${release}; ${remedy}`;
}

/** @throws ToolError where the connected release doesn't have the endpoint */
export function endpointOf({ version, api }: ConnectedRelease, key: EndpointKey): Endpoint {
  const endpoint = endpointsOfRelease(api).get(key);
  if (endpoint) return endpoint;
  const { since, until } = loadCatalogue().endpoints[key] ?? {};
  const need = until
    ? `was removed after Proxmox VE ${until}`
    : `needs Proxmox VE ${since ?? "of another release"} or newer`;
  throw new ToolError(
    "unsupported",
    `${key} ${need}; this cluster runs ${version}.`,
    "Nothing was sent.",
  );
}
