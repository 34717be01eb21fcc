import type { CatalogueEntry } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";

/** Whether an answer is kept from lower tiers: it holds secrets, or opens something. */
export function reveals(endpoint: EndpointKey, entry: CatalogueEntry | undefined): boolean {
  return endpoint.startsWith("GET ") && entry?.tier === "elevated";
}

/** Reads, whatever its verb, is what tier `read` may do, and most of what other GETs do. */
export function isChange(endpoint: EndpointKey, entry: CatalogueEntry | undefined): boolean {
  return endpoint.startsWith("GET ") ? entry?.acts === true : entry?.tier !== "read";
}
