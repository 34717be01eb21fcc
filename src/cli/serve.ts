import { parseArgs } from "node:util";
import { packageVersion } from "../data/package.js";
import { loadToolList } from "../data/tool-list.js";
import { splitList } from "../kit/lists.js";
import { serve as serveStdio } from "../mcp/stdio.js";
import { withEnvFile } from "../settings/env-file.js";
import { readSettings } from "../settings/read.js";
import type { Variable } from "../settings/table.js";
import { type Selection, selectionProblems } from "../tools/registry.js";
import { type Command, UsageError } from "./command.js";
import { createLog } from "./log.js";
import { openClusters } from "./open-clusters.js";
import { served } from "./served.js";
import { openTracing } from "./tracing.js";
import { unset } from "./unset.js";

/** sysexits' EX_CONFIG. */
const CONFIG_EXIT_CODE = 78;

/** sysexits' EX_DATAERR. */
const DATA_EXIT_CODE = 65;

/** `proxmox-mcp`: serves over stdio until the client closes its end, or over HTTP. */
export const serve: Command = async (args, environment) => {
  const { values } = parseArgs({
    args,
    options: {
      demo: { type: "boolean" },
      "env-file": { type: "string" },
      http: { type: "string" },
      admin: { type: "string" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "insecure-listen": { type: "boolean" },
    },
  });
  if (values.http !== undefined) {
    const { serveHttp } = await import("./serve-http.js");
    return serveHttp({ ...values, http: values.http }, environment);
  }
  if (values.admin !== undefined) throw new UsageError("--admin belongs to --http");
  const loaded = withEnvFile(environment, values["env-file"]);
  if ("problems" in loaded) return serveProblems(loaded.problems);
  const read = await readSettings(loaded.env, { needs: values.demo ? "nothing" : "login" });
  if ("problems" in read) {
    return serveProblems([
      ...read.problems,
      ...selectionProblems(loadToolList(), namesIn(loaded.env)),
    ]);
  }
  const log = createLog(read.settings.logLevel);
  await openTracing(loaded.env, log);
  const serving = served(read, loaded.env, { isDemo: values.demo === true });
  const opened = await openClusters(serving, {
    log,
    environment: loaded.env,
  });
  if (opened.problems.length > 0) return serveProblems(opened.problems);
  for (const warning of [...loaded.warnings, ...read.warnings, ...opened.notices]) {
    log.warn({}, warning);
  }
  const files = { envFile: values["env-file"], config: loaded.env["PROXMOX_CONFIG"] };
  const isWatched = !values.demo && Boolean(files.envFile || files.config);
  const renewal = isWatched
    ? (await import("./renew-stdio.js")).renewStdio(opened.toolbox, { ...files, environment, log })
    : undefined;
  const { toolbox } = renewal ?? opened;
  const close = () => [
    toolbox.close(),
    ...[...serving.clusters.values()].map(({ target }) => target.close()),
  ];
  const { tellChanged } = serveStdio(toolbox, {
    version: packageVersion(),
    changes: isWatched,
    onError: (error) => log.warn({ reason: error.message }, "protocol"),
    onBroken: (error) => {
      log.error({}, error.message);
      process.exitCode = DATA_EXIT_CODE;
    },
    // open connections and the demo's cluster would keep the process alive
    onClosed: () => void Promise.allSettled(close()),
  });
  renewal?.watch(tellChanged);
  return undefined;
};

/** What the environment alone says of tools, for when the rest can't be read. */
function namesIn(environment: NodeJS.ProcessEnv): Omit<Selection, "access"> {
  const names = (variable: Variable) => splitList(environment[variable] ?? "");
  return {
    toolsets: names("PROXMOX_TOOLSETS"),
    tools: names("PROXMOX_TOOLS"),
    excluded: names("PROXMOX_EXCLUDE_TOOLS"),
  };
}

/**
 * A client is told what is wrong by a server that answers, as most show nothing of one that ends. The
 * exit code tells it too, once the client goes; at a terminal, at once.
 */
function serveProblems(problems: readonly string[]): number | undefined {
  const lines = [...problems, "See docs/troubleshooting.md#a-setting-is-wrong"];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
  if (process.stdin.isTTY) return CONFIG_EXIT_CODE;
  process.exitCode = CONFIG_EXIT_CODE;
  serveStdio(unset(problems), {
    version: packageVersion(),
    onError: () => {},
    onBroken: (error) => process.stderr.write(`${error.message}\n`),
    onClosed: () => {},
  });
  return undefined;
}
