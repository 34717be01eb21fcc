import { parameterTiers } from "../../overrides/access.js";
import { areaOf } from "../../src/schema/area.js";
import type { Catalogue, CatalogueEntry } from "../../src/schema/catalogue.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";
import { classify } from "../classify.js";
import { headerText } from "../header.js";
import type { Emitter } from "../model.js";
import type { WordsLookup } from "../words.js";
import { jsonLines } from "./json-lines.js";

const emitCatalogue: Emitter = ({ apis, release, words }) => {
  const { endpoints, ...head } = buildCatalogue(apis, release, words);
  return [
    {
      path: "generated/catalogue.json",
      text: jsonLines({ generated: headerText(release), ...head }, "endpoints", endpoints),
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
export function buildCatalogue(
  apis: readonly Api[],
  target: string,
  words: WordsLookup,
): Catalogue {
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
      ...lifetime(apis, key),
      ...(parameters && { parameters }),
      ...(hidden && { hidden }),
    };
  }
  return { release: target, releases: apis.map((api) => api.release), endpoints };
}

function loginOf(endpoint: Endpoint): CatalogueEntry["login"] {
  if (!endpoint.permissions) return "root";
  return endpoint.allowtoken === false ? "ticket" : undefined;
}

/** Schemas call a UPID a string; no GET starts a task. */
function mayAnswerTask(endpoint: Endpoint): boolean {
  return endpoint.method !== "GET" && endpoint.returns?.type === "string";
}

function lifetime(apis: readonly Api[], key: EndpointKey): Pick<CatalogueEntry, "since" | "until"> {
  const having = apis.filter((api) => api.endpoints.some((endpoint) => keyOf(endpoint) === key));
  const first = having[0];
  const last = having.at(-1);
  return {
    ...(first && first !== apis[0] && { since: first.release }),
    ...(last && last !== apis.at(-1) && { until: last.release }),
  };
}
