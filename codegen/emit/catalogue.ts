import { parameterTiers } from "../../overrides/access.js";
import { areaOf } from "../../src/schema/area.js";
import { lifespan } from "../../src/schema/availability.js";
import type { Catalogue, CatalogueEntry } from "../../src/schema/catalogue.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";
import { headerText } from "../header.js";
import type { Emitter, Model } from "../model.js";
import { classify } from "../tier-of-endpoint.js";
import { jsonLines } from "./json-lines.js";

const emitCatalogue: Emitter = (model) => {
  const { endpoints, ...head } = buildCatalogue(model);
  return [
    {
      path: "generated/catalogue.json",
      text: jsonLines({ generated: headerText(model.release), ...head }, "endpoints", endpoints),
    },
  ];
};

export default emitCatalogue;

/** The newest form of every endpoint that any release has, in the order of their keys. */
export function unionOf(apis: readonly Api[]): Map<EndpointKey, Endpoint> {
  const newest = new Map<EndpointKey, Endpoint>();
  for (const api of apis)
    for (const endpoint of api.endpoints) newest.set(keyOf(endpoint), endpoint);
  return new Map([...newest].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `generated/catalogue.json`: what search, describe and policy need about every endpoint. */
export function buildCatalogue({ apis, availability, release, words }: Model): Catalogue {
  const endpoints: Record<EndpointKey, CatalogueEntry> = {};
  const rules: Readonly<Record<string, CatalogueEntry["parameters"]>> = parameterTiers;
  for (const [key, endpoint] of unionOf(apis)) {
    const { tier, destructive, reason, hidden } = classify(endpoint);
    const login = loginOf(endpoint);
    const parameters = rules[key];
    endpoints[key] = {
      line: words.endpoint(endpoint),
      area: areaOf(endpoint.path),
      tier,
      ...(destructive && { destructive: true }),
      reason,
      privileges: describePermissions(endpoint),
      ...(login && { login }),
      ...(mayAnswerTask(endpoint) && { task: true }),
      ...lifespan(availability, key),
      ...(parameters && { parameters }),
      ...(hidden && { hidden }),
    };
  }
  return { release, releases: availability.releases, endpoints };
}

function loginOf(endpoint: Endpoint): CatalogueEntry["login"] {
  if (!endpoint.permissions) return "root";
  return endpoint.allowtoken === false ? "ticket" : undefined;
}

/** Schemas call a UPID a string; no GET starts a task. */
function mayAnswerTask(endpoint: Endpoint): boolean {
  return endpoint.method !== "GET" && endpoint.returns?.type === "string";
}
