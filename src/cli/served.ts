import { defined } from "../kit/defined.js";
import type { ReadSettings } from "../settings/read.js";
import { demo, live, type Served } from "./target.js";

/** What is served. */
export interface Clusters {
  /** By name; one that has no name is the only one. */
  clusters: ReadonlyMap<string, Served>;
  /** The cluster of calls that name none. */
  chosen?: string;
}

/** The clusters of the settings, each by its name; or the demo's, which has none. */
export function served(
  { settings, clusters, chosen }: ReadSettings,
  environment: NodeJS.ProcessEnv,
  { isDemo }: { isDemo: boolean },
): Clusters {
  if (isDemo) return { clusters: new Map([["", { settings, target: demo() }]]) };
  const all = clusters.size > 0 ? [...clusters] : [["", settings] as const];
  return {
    clusters: new Map(
      all.map(([name, one]) => [name, { settings: one, target: live(one, environment) }]),
    ),
    ...defined({ chosen }),
  };
}
