import type { ReadSettings } from "../settings/read.js";
import { demo, live, type Served } from "./target.js";

/** The clusters of the settings, each by its name; or the demo's, which has none. */
export function served(
  { settings, clusters }: ReadSettings,
  environment: NodeJS.ProcessEnv,
  { isDemo }: { isDemo: boolean },
): Map<string, Served> {
  if (isDemo) return new Map([["", { settings, target: demo() }]]);
  const all = clusters.size > 0 ? [...clusters] : [["", settings] as const];
  return new Map(
    all.map(([name, one]) => [name, { settings: one, target: live(one, environment) }]),
  );
}
