import { withEnvFile } from "../settings/env-file.js";
import { readSettings } from "../settings/read.js";
import { type RenewableToolbox, renewableToolbox } from "../tools/renewable-toolbox.js";
import type { Toolbox } from "../tools/toolbox.js";
import type { Log } from "./log.js";
import { openClusters } from "./open-clusters.js";
import { renewAtChange } from "./renew-at-change.js";
import { served } from "./served.js";

export interface RenewStdioOptions {
  /** What the program was started with. */
  environment: NodeJS.ProcessEnv;
  envFile: string | undefined;
  /** PROXMOX_CONFIG. */
  config: string | undefined;
  log: Log;
}

/** What is served over stdio where files say it. */
export interface Renewal {
  toolbox: RenewableToolbox;
  /** Until the toolbox is closed. @param tellChanged runs when the tools may have changed */
  watch(tellChanged: () => void): void;
}

/** Serves tools that are opened again when the files of the settings have changed. */
export function renewStdio(first: Toolbox, options: RenewStdioOptions): Renewal {
  const { environment, envFile, config, log } = options;
  let unwatch = () => {};
  const toolbox = renewableToolbox(first, () => unwatch());

  async function renew(): Promise<void> {
    const loaded = withEnvFile(environment, envFile);
    if ("problems" in loaded) throw new Error(loaded.problems.join(" "));
    const { env } = loaded;
    const read = await readSettings(env);
    if ("problems" in read) throw new Error(read.problems.join(" "));
    const opened = await openClusters(served(read, env, { isDemo: false }), {
      log,
      environment: env,
    });
    if (opened.problems.length > 0) throw new Error(opened.problems.join(" "));
    for (const warning of [...loaded.warnings, ...read.warnings, ...opened.notices]) {
      log.warn({}, warning);
    }
    toolbox.renew(opened.toolbox);
  }

  return {
    toolbox,
    watch: (tellChanged) => {
      const files = [envFile, config];
      unwatch = renewAtChange({ files, renew: () => renew().then(tellChanged), log });
    },
  };
}
