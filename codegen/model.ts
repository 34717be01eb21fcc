import { compare } from "../src/kit/objects.js";
import { areaOf } from "../src/schema/area.js";
import { type Availability, availability } from "../src/schema/availability.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../src/schema/model.js";
import { compareReleases } from "../src/schema/releases.js";
import { createLookup, type WordsFile, type WordsLookup } from "./words.js";

/** The imported releases and our words, indexed: all that the surface is made from. */
export interface Model {
  /** The release for which typed code is generated. */
  api: Api;
  release: string;
  /** Every imported release, oldest first. */
  apis: readonly Api[];
  /** The newest form of every endpoint that any release has, sorted by key. */
  every: ReadonlyMap<EndpointKey, Endpoint>;
  /**
   * What overrides may name: the newest form of every endpoint that the target or a newer release
   * has. Overrides are written for the newest release, and an older target doesn't break them.
   */
  known: ReadonlyMap<EndpointKey, Endpoint>;
  /** The target's endpoints by area; areas and endpoints sorted. */
  areas: ReadonlyMap<string, readonly Endpoint[]>;
  words: WordsLookup;
  /** Which release has which endpoint, parameter and value. */
  availability: Availability;
}

export function createModel(
  api: Api,
  apis: readonly Api[],
  wordsFiles: readonly WordsFile[],
): Model {
  return {
    api,
    release: api.release,
    apis,
    every: newestForms(apis),
    known: newestForms(apis.filter(({ release }) => compareReleases(release, api.release) >= 0)),
    areas: groupByArea(api),
    words: createLookup(wordsFiles),
    availability: availability(apis),
  };
}

/**
 * The newest form of every endpoint that one of the releases has, sorted by key.
 *
 * @param apis oldest first
 */
export function newestForms(apis: readonly Api[]): Map<EndpointKey, Endpoint> {
  const newest = new Map(apis.flatMap((api) => api.endpoints).map((e) => [keyOf(e), e]));
  return new Map([...newest].sort(([a], [b]) => compare(a, b)));
}

function groupByArea(api: Api): Map<string, Endpoint[]> {
  const areas = new Map<string, Endpoint[]>();
  for (const endpoint of api.endpoints) {
    const area = areaOf(endpoint.path);
    areas.set(area, [...(areas.get(area) ?? []), endpoint]);
  }
  for (const endpoints of areas.values()) endpoints.sort((a, b) => compare(keyOf(a), keyOf(b)));
  return new Map([...areas].sort(([a], [b]) => compare(a, b)));
}
