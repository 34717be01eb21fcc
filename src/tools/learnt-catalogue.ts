import type { Catalogue, CatalogueEntry } from "../schema/catalogue.js";
import { factLine } from "../schema/fact-line.js";
import { type Api, type Endpoint, keyOf, type Schema } from "../schema/model.js";
import { isSecretName } from "../schema/secret.js";
import { catalogueEntry } from "./catalogue-entry.js";

/** The shipped catalogue, and what only the cluster's own API has. */
export function extendCatalogue(catalogue: Catalogue, learnt: Api): Catalogue {
  const added = learnt.endpoints
    .filter((endpoint) => !catalogue.endpoints[keyOf(endpoint)])
    .map((endpoint) => [keyOf(endpoint), learntEntry(endpoint, learnt.release)] as const);
  if (added.length === 0) return catalogue;
  return { ...catalogue, endpoints: { ...catalogue.endpoints, ...Object.fromEntries(added) } };
}

/** By the rules for what ships; nobody has looked for secrets in its answer, so a name that sounds like one counts. */
function learntEntry(endpoint: Endpoint, release: string): CatalogueEntry {
  const entry = catalogueEntry(endpoint, factLine(endpoint));
  const secret = entry.tier === "elevated" ? undefined : secretField(endpoint.returns, []);
  return {
    ...entry,
    ...(secret !== undefined && {
      tier: "elevated" as const,
      reason: `its answer has "${secret}", which may be a secret`,
    }),
    since: release,
  };
}

function secretField(schema: Schema | undefined, path: readonly string[]): string | undefined {
  if (!schema) return undefined;
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const field = [...path, name];
    const found = isSecretName(field.join(".")) ? field.join(".") : secretField(inner, field);
    if (found !== undefined) return found;
  }
  return secretField(schema.items, path);
}
