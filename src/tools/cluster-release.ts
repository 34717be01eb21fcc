import { setTimeout } from "node:timers/promises";
import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, releases } from "../data/releases.js";
import type { Version } from "../pve/wire/client.js";
import type { Clock } from "../pve/wire/clock.js";
import type { Catalogue, CatalogueEntry } from "../schema/catalogue.js";
import type { Api, Endpoint, EndpointKey } from "../schema/model.js";
import { minorRelease, nearestRelease } from "../schema/releases.js";
import { UnknownHere } from "./errors.js";
import { endpointsOfRelease, newestForm } from "./find-endpoint.js";

/** What the connected cluster runs, and which schema describes it. */
export interface ConnectedRelease {
  /** As the cluster says it: `9.1.9`. */
  version: string;
  /** The schema that is used: `9.1`. */
  release: string;
  api: Api;
  /** False where that is only the nearest release that ships. */
  exact: boolean;
  /** The schema is the cluster's own. */
  learnt?: boolean;
  catalogue: Catalogue;
  /** What an answer should add that refuses something as unknown. */
  caveat?: string;
}

/** Reads the API as a cluster describes it. */
export interface Learning {
  /** What an earlier start has learnt of the same build. */
  kept(version: Version): Promise<Api | undefined>;
  fetch(version: Version): Promise<Api>;
}

/** What the cluster runs: known with the first call, and asked again when a call doubts it. */
export interface ClusterRelease {
  current(): Promise<ConnectedRelease>;
  /**
   * For whoever is about to refuse something as unknown: waits for what is being learnt, and asks for
   * the version again when that is long ago.
   *
   * @returns whether something else is known now
   */
  reconsider(): Promise<boolean>;
  /** What is known without asking. */
  entry(key: EndpointKey): CatalogueEntry | undefined;
  endpoint(key: EndpointKey): Endpoint | undefined;
  /** What the doors know; doesn't wait long for a cluster that is silent. */
  knowledge(): Promise<Knowledge>;
}

/** The catalogue, and how each endpoint is described. */
export interface Knowledge {
  catalogue: Catalogue;
  /** As the cluster itself describes it where that was learnt, else as the newest release that has it. */
  describe(key: EndpointKey): Endpoint | undefined;
  caveat?: string;
}

export interface ClusterReleaseOptions {
  /** Asks the cluster, each time. */
  version: () => Promise<Version>;
  clock: () => Promise<Clock>;
  /** Absent: learning is off. */
  learning?: Learning;
  onNotice: (notice: string) => void;
}

/** Milliseconds after which a version is asked again that a call doubts. */
const VERSION_AGE = 600_000;

/** Milliseconds that a refusal waits for what is being learnt. */
const PATIENCE = 5_000;

/** Milliseconds that a search waits for the cluster. */
const SHORT_PATIENCE = 2_000;

const OFF = "PROXMOX_LEARN=true reads the cluster's own";

export function createClusterRelease({
  version: ask,
  clock,
  learning,
  onNotice,
}: ClusterReleaseOptions): ClusterRelease {
  let running: Version | undefined;
  let known: ConnectedRelease | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  let asking: Promise<ConnectedRelease> | undefined;
  let fetching: Promise<void> | undefined;

  async function identify(): Promise<ConnectedRelease> {
    const version = await ask();
    asked = (await clock()).now();
    if (known && running && isSameBuild(running, version)) return known;
    running = version;
    const shipped = shippedRelease(version);
    const kept = await learning?.kept(version);
    if (kept) {
      known = await learnt(shipped, kept);
    } else if (learning) {
      known = shipped;
      fetching = fetch(learning, version, shipped);
    } else {
      if (!shipped.exact) onNotice(inexactNotice(shipped, OFF));
      known = { ...shipped, caveat: caveatOf(shipped, OFF) };
    }
    return known;
  }

  /** Never fails: what can't be learnt is served by the nearest release, with a notice. */
  async function fetch(
    { fetch: read }: Learning,
    version: Version,
    shipped: ConnectedRelease,
  ): Promise<void> {
    try {
      const own = await learnt(shipped, await read(version));
      if (running === version) known = own;
    } catch (error) {
      const failed = `learning it failed: ${(error as Error).message}`;
      onNotice(
        shipped.exact
          ? `this cluster's API is taken for that of Proxmox VE ${shipped.release}; ${failed}`
          : inexactNotice(shipped, failed),
      );
      if (running === version) known = { ...shipped, caveat: caveatOf(shipped, failed) };
    }
  }

  const current = async () => known ?? (await askOnce());

  function askOnce(): Promise<ConnectedRelease> {
    asking ??= identify().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function reconsider(): Promise<boolean> {
    const before = await current();
    if (fetching) await patiently(fetching, PATIENCE);
    if (known === before && (await clock()).now() - asked >= VERSION_AGE) {
      await askOnce().catch(() => undefined);
      if (fetching) await patiently(fetching, PATIENCE);
    }
    return known?.api !== before.api;
  }

  return {
    current,
    reconsider,
    entry: (key) => (known?.catalogue ?? loadCatalogue()).endpoints[key],
    endpoint: (key) => known && endpointsOfRelease(known.api).get(key),
    async knowledge() {
      if (!known && learning) await patiently(current(), SHORT_PATIENCE);
      const own = known?.learnt ? known.api : undefined;
      return {
        catalogue: known?.catalogue ?? loadCatalogue(),
        describe: (key) => (own && endpointsOfRelease(own).get(key)) ?? newestForm(key),
        ...(known?.caveat !== undefined && { caveat: known.caveat }),
      };
    },
  };
}

/** At most so long; what is waited for goes on. */
async function patiently(work: Promise<unknown>, limit: number): Promise<void> {
  const stop = new AbortController();
  const sleep = setTimeout(limit, undefined, { signal: stop.signal, ref: false });
  await Promise.race([work, sleep]).catch(() => undefined);
  stop.abort();
  await sleep.catch(() => undefined);
}

function isSameBuild(a: Version, b: Version): boolean {
  return a.version === b.version && a.repoid === b.repoid;
}

/** The shipped release that is nearest to what a cluster runs. */
function shippedRelease({ version }: Pick<Version, "version">): ConnectedRelease {
  const running = minorRelease(version);
  const release = nearestRelease(running ?? "", releases());
  return {
    version,
    release,
    api: loadRelease(release),
    exact: release === running,
    catalogue: loadCatalogue(),
  };
}

async function learnt(shipped: ConnectedRelease, api: Api): Promise<ConnectedRelease> {
  const { extendCatalogue } = await import("./learnt-catalogue.js");
  const catalogue = extendCatalogue(loadCatalogue(), api);
  return { ...shipped, api, catalogue, learnt: true };
}

/** What an operator is told of a release that doesn't ship. */
function inexactNotice({ version, release }: ConnectedRelease, remedy: string): string {
  return `this cluster runs Proxmox VE ${version}, which isn't known here: its API is taken for that of ${release}; ${remedy}`;
}

function caveatOf({ version, release }: ConnectedRelease, remedy: string): string {
  return `This cluster runs Proxmox VE ${version}; the description of ${release} is used (${remedy}).`;
}

/** @throws UnknownHere where the connected release doesn't have the endpoint */
export function endpointOf({ version, api, caveat }: ConnectedRelease, key: EndpointKey): Endpoint {
  const endpoint = endpointsOfRelease(api).get(key);
  if (endpoint) return endpoint;
  const { since, until } = loadCatalogue().endpoints[key] ?? {};
  const need = until
    ? `was removed after Proxmox VE ${until}`
    : `needs Proxmox VE ${since ?? "of another release"} or newer`;
  throw new UnknownHere(
    "unsupported",
    `${key} ${need}; this cluster runs ${version}.`,
    withCaveat("Nothing was sent.", caveat),
  );
}

/** A hint, and that the description in use may be the wrong one. */
export function withCaveat(hint: string, caveat: string | undefined): string {
  return caveat === undefined ? hint : `${hint} ${caveat}`;
}
