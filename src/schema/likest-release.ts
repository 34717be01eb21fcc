import type { Api, Endpoint } from "./model.js";

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
  const own = new Set(api.endpoints.map(facts));
  const likenesses = known.map(({ release, endpoints }) => ({
    release,
    shared: endpoints.filter((endpoint) => own.has(facts(endpoint))).length,
  }));
  const most = Math.max(...likenesses.map(({ shared }) => shared));
  return likenesses.filter(({ shared }) => shared === most).at(-1);
}

/** Without the hashes of texts: some descriptions have none, and words change with each build. */
function facts(endpoint: Endpoint): string {
  return JSON.stringify(endpoint, (key, value: unknown) =>
    key === "text" && typeof value === "string" ? undefined : value,
  );
}
