import type { Api } from "./model.js";

export interface Likeness {
  release: string;
  /** Endpoints that both describe in the same way. */
  shared: number;
}

/**
 * The release with which a description shares the most endpoints; of several, the newest.
 *
 * @param known oldest first
 */
export function likestRelease(api: Api, known: readonly Api[]): Likeness | undefined {
  const own = new Set(api.endpoints.map((endpoint) => JSON.stringify(endpoint)));
  const likenesses = known.map(({ release, endpoints }) => ({
    release,
    shared: endpoints.filter((endpoint) => own.has(JSON.stringify(endpoint))).length,
  }));
  const most = Math.max(...likenesses.map(({ shared }) => shared));
  return likenesses.filter(({ shared }) => shared === most).at(-1);
}
