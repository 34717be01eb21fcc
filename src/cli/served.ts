import type { ReadSettings } from "../settings/read.js";
import { live, type Served } from "./target.js";

/** The clusters of the settings, each by its name. */
export function served(
  { settings, clusters }: ReadSettings,
  environment: NodeJS.ProcessEnv,
): Map<string, Served> {
  const all = clusters.size > 0 ? [...clusters] : [["", settings] as const];
  return new Map(
    all.map(([name, one]) => [name, { settings: one, target: live(one, environment) }]),
  );
}
