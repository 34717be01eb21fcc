import { areaOf } from "../schema/area.js";
import type { Catalogue, CatalogueEntry } from "../schema/catalogue.js";
import { factLine } from "../schema/fact-line.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import { describePermissions } from "../schema/permissions.js";

/** The shipped catalogue, and what only the node's own API has, all of it `elevated`. */
export function extendCatalogue(catalogue: Catalogue, learnt: Api): Catalogue {
  const added = learnt.endpoints
    .filter((endpoint) => !catalogue.endpoints[keyOf(endpoint)])
    .map((endpoint) => [keyOf(endpoint), learntEntry(endpoint, learnt.release)] as const);
  if (added.length === 0) return catalogue;
  return { ...catalogue, endpoints: { ...catalogue.endpoints, ...Object.fromEntries(added) } };
}

function learntEntry(endpoint: Endpoint, release: string): CatalogueEntry {
  return {
    line: factLine(endpoint),
    area: areaOf(endpoint.path),
    tier: "elevated",
    reason: "learned from the node; its tier hasn't been reviewed",
    privileges: describePermissions(endpoint),
    ...(!endpoint.permissions && { login: "root" as const }),
    since: release,
  };
}

/** What the doors know: the catalogue, and how each endpoint is described. */
export interface Knowledge {
  catalogue: Catalogue;
  /** As the node itself describes it where that was learnt, else as the newest release that has it. */
  describe(key: EndpointKey): Endpoint | undefined;
}
