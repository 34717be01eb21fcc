import { compare } from "../src/kit/objects.js";
import { areaOf } from "../src/schema/area.js";
import { type Availability, availability } from "../src/schema/availability.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../src/schema/model.js";
import { compareReleases } from "../src/schema/releases.js";
import { createLookup, type WordsFile, type WordsLookup } from "./words.js";

/** All that an emitter knows. */
export interface Model {
  /** The release for which typed code is generated. */
  api: Api;
  release: string;
  /** Every known release, oldest first. */
  apis: readonly Api[];
  /**
   * What overrides may name: the newest form of every endpoint that the target or a newer release
   * has. They are written for the newest, and don't become wrong with an older target.
   */
  known: ReadonlyMap<EndpointKey, Endpoint>;
  /** The target's endpoints by area; areas and endpoints sorted. */
  areas: ReadonlyMap<string, readonly Endpoint[]>;
  words: WordsLookup;
  /** What came and went with which release. */
  availability: Availability;
}

/** One file, or with `marker` the part of it between two marks. */
export interface GeneratedFile {
  /** From the root of the checkout. */
  path: string;
  text: string;
  /** The text stands between `<!-- generated:<marker> -->` and `<!-- /generated:<marker> -->`. */
  marker?: string;
}

/** A pure function from the model to files; none knows another. */
export type Emitter = (model: Model) => GeneratedFile[];

export function createModel(
  api: Api,
  apis: readonly Api[],
  wordsFiles: readonly WordsFile[],
): Model {
  return {
    api,
    release: api.release,
    apis,
    known: newestOf(apis.filter((other) => compareReleases(other.release, api.release) >= 0)),
    areas: groupByArea(api),
    words: createLookup(wordsFiles),
    availability: availability(apis),
  };
}

/** @param apis oldest first */
function newestOf(apis: readonly Api[]): Map<EndpointKey, Endpoint> {
  return new Map(apis.flatMap((api) => api.endpoints).map((e) => [keyOf(e), e]));
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
