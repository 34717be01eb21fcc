import type { Principal } from "../auth/principal.js";
import type { Toolbox } from "../tools/toolbox.js";
import type { Log } from "./log.js";
import { openToolbox } from "./open-toolbox.js";
import type { Clusters } from "./served.js";
import { unset } from "./unset.js";

export interface OpenClustersOptions {
  log: Log;
  environment: NodeJS.ProcessEnv;
  /** Whose tools they are; absent: whoever started the program. */
  principal?: Principal;
}

export interface OpenedClusters {
  /** Of one cluster, or all of them together; one that is wrongly set says so in each call. */
  toolbox: Toolbox;
  /** What is wrong with what the settings list; empty where all is right. */
  problems: readonly string[];
  notices: readonly string[];
}

/** The tools that the settings of all clusters give to someone. */
export async function openClusters(
  { clusters, chosen }: Clusters,
  options: OpenClustersOptions,
): Promise<OpenedClusters> {
  const toolboxes = new Map<string, Toolbox>();
  const problems: string[] = [];
  const notices: string[] = [];
  for (const [name, { settings, target }] of clusters) {
    const opened = await openToolbox(settings, { ...options, target });
    if ("problems" in opened) {
      problems.push(...opened.problems);
      toolboxes.set(name, unset(opened.problems));
    } else {
      notices.push(...opened.notices);
      toolboxes.set(name, opened.toolbox);
    }
  }
  const [only] = toolboxes.values();
  const isAlone = only !== undefined && toolboxes.size === 1;
  const toolbox = isAlone ? only : await combined(toolboxes, chosen);
  return { toolbox, problems: [...new Set(problems)], notices };
}

/** Loaded where it's needed: most have one cluster. */
async function combined(toolboxes: ReadonlyMap<string, Toolbox>, chosen: string | undefined) {
  const { combineToolboxes } = await import("../tools/clusters/combine.js");
  return combineToolboxes(toolboxes, chosen);
}
