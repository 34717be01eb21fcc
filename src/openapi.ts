/**
 * OpenAPI 3.1 documents of every known release:
 *
 * ```ts
 * import { openApi, releases } from "proxmox-mcp/openapi";
 *
 * const document = openApi("8.4");
 * ```
 */
import { loadCatalogue } from "./data/catalogue.js";
import { loadRelease, newestRelease } from "./data/releases.js";
import { parameterWords } from "./data/words.js";
import { type OpenApi, type OpenApiOptions, openApiDocument } from "./openapi/document.js";
import { type Endpoint, keyOf } from "./schema/model.js";

export { releases } from "./data/releases.js";
export type { OpenApi, OpenApiOptions } from "./openapi/document.js";

/**
 * The document of a release, made when it is asked for. Its paths are those of the API, without
 * `/api2/json`, which is part of the server's URL.
 *
 * @param release `8.4`; by default the newest
 * @throws Error for a release that isn't among `releases()`
 */
export function openApi(release = newestRelease(), options: OpenApiOptions = {}): OpenApi {
  const { endpoints } = loadCatalogue();
  const words = {
    endpoint: (endpoint: Endpoint) => endpoints[keyOf(endpoint)]?.line,
    parameter: (endpoint: Endpoint, name: string) => parameterWords(keyOf(endpoint), name),
  };
  return openApiDocument(loadRelease(release), words, options);
}
