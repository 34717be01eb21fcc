import type { Catalogue, CatalogueEntry } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import { readGenerated } from "./generated.js";

/** Every endpoint of every release; read on first need. */
export function loadCatalogue(): Catalogue {
  return readGenerated("served/catalogue.json") as Catalogue;
}

/** @throws Error for an endpoint that no release has */
export function catalogueEntry(key: EndpointKey): CatalogueEntry {
  const entry = loadCatalogue().endpoints[key];
  if (!entry) throw new Error(`${key} isn't in the catalogue`);
  return entry;
}
