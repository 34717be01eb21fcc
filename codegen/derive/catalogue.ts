import { lifespan } from "../../src/schema/availability.js";
import type { Catalogue, CatalogueEntry } from "../../src/schema/catalogue.js";
import type { EndpointKey } from "../../src/schema/model.js";
import { catalogueEntry } from "../../src/tools/catalogue-entry.js";
import type { Model } from "../model.js";

/** What search, describe and policy need to know about every endpoint of every release. */
export function buildCatalogue({ every, availability, release, words }: Model): Catalogue {
  const endpoints: Record<EndpointKey, CatalogueEntry> = {};
  for (const [key, endpoint] of every) {
    endpoints[key] = {
      ...catalogueEntry(endpoint, words.endpoint(endpoint)),
      ...lifespan(availability, key),
    };
  }
  return { release, releases: availability.releases, endpoints };
}
