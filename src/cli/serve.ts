import { join } from "node:path";
import { parseArgs } from "node:util";
import { openAuditLog } from "../audit/audit-log.js";
import { packageVersion } from "../data/package.js";
import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { stateFolder, thisMachine } from "../kit/folders.js";
import { splitList } from "../kit/lists.js";
import { serve as serveStdio } from "../mcp/stdio.js";
import { type EndpointFilter, endpointFilter } from "../schema/endpoint-filter.js";
import type { EndpointKey } from "../schema/model.js";
import type { ToolList } from "../schema/tool-list.js";
import { withEnvFile } from "../settings/env-file.js";
import { readSettings } from "../settings/read.js";
import { VARIABLE_OF_OPTION, type Variable } from "../settings/table.js";
import {
  exclusionNotices,
  type Selection,
  selectionProblems,
  selectTools,
} from "../tools/registry.js";
import { createToolbox } from "../tools/toolbox.js";
import { createUnsetToolbox } from "../tools/unset-toolbox.js";
import type { Command } from "./command.js";
import { createLog } from "./log.js";
import { connect, demo, live } from "./target.js";

/** sysexits' EX_CONFIG. */
const CONFIG_EXIT_CODE = 78;

/** sysexits' EX_DATAERR. */
const DATA_EXIT_CODE = 65;

/** `proxmox-mcp`: serves over stdio until the client closes its end. */
export const serve: Command = async (args, environment) => {
  const { values } = parseArgs({
    args,
    options: { demo: { type: "boolean" }, "env-file": { type: "string" } },
  });
  const file = values["env-file"];
  const loaded =
    file === undefined ? { env: environment, warnings: [] } : withEnvFile(environment, file);
  const list = loadToolList();
  const refuse = (problems: readonly string[]) => serveProblems(list, problems);
  if ("problems" in loaded) return refuse(loaded.problems);
  const read = readSettings(loaded.env, { needsConnection: values.demo !== true });
  if ("problems" in read) {
    return refuse([...read.problems, ...selectionProblems(list, namesIn(loaded.env))]);
  }
  const { settings, warnings, clusters } = read;
  if (!values.demo && !settings.connection) return refuse([chooseCluster([...clusters.keys()])]);

  const selection = {
    toolsets: settings.toolsets ?? ["core"],
    tools: settings.tools ?? [],
    excluded: settings.excludeTools ?? [],
    access: settings.access,
  };
  const closing = await closeEndpoints(settings.excludeEndpoints);
  const problems = [...selectionProblems(list, selection), ...closing.problems];
  if (problems.length > 0) return refuse(problems);

  const log = createLog(settings.logLevel);
  for (const warning of [...loaded.warnings, ...warnings]) log.warn({}, warning);
  const registry = selectTools(list, selection);
  for (const notice of exclusionNotices(registry)) log.warn({}, notice);
  const target = values.demo ? demo() : live(settings, loaded.env);
  const toolbox = createToolbox(registry, settings.access, {
    connect: async (endpointOf) => connect(await target.options(), log, endpointOf),
    // the demo's cluster is made of what ships
    ...(settings.learn &&
      !values.demo && {
        learn: async (client) => {
          const { createLearning } = await import("./learn.js");
          return createLearning(
            client,
            join(stateFolder({ ...thisMachine, environment: loaded.env }), "apidoc"),
            (await target.options()).host,
            (notice) => log.warn({}, notice),
          );
        },
      }),
    ...defined({ uploadFolder: settings.uploadDir, closed: closing.closed, scope: settings.scope }),
    confirm: settings.confirm,
    ...(settings.auditLog !== undefined && {
      audit: { log: openAuditLog(settings.auditLog), ...defined({ cluster: settings.cluster }) },
    }),
    ...(settings.programs && { programs: settings.programs }),
    onNotice: (notice) => log.warn({}, notice),
    nameOption: (option) => VARIABLE_OF_OPTION[option],
    onError: (error) => log.error({ error: String(error) }, "unexpected"),
  });
  serveStdio(toolbox, {
    version: packageVersion(),
    onError: (error) => log.warn({ reason: error.message }, "protocol"),
    onBroken: (error) => {
      log.error({}, error.message);
      process.exitCode = DATA_EXIT_CODE;
    },
    // open connections and the demo's cluster would keep the process alive
    onClosed: () => void Promise.allSettled([toolbox.close(), target.close()]),
  });
  return undefined;
};

/** A pattern that fits no endpoint is most likely mistyped, and closes nothing. */
async function closeEndpoints(
  patterns: readonly string[] | undefined,
): Promise<{ closed?: EndpointFilter; problems: string[] }> {
  if (!patterns) return { problems: [] };
  const { loadCatalogue } = await import("../data/catalogue.js");
  const endpoints = Object.keys(loadCatalogue().endpoints) as EndpointKey[];
  const idle = patterns.filter((pattern) => !endpoints.some(endpointFilter([pattern])));
  return {
    closed: endpointFilter(patterns),
    problems: idle.map((pattern) => `PROXMOX_EXCLUDE_ENDPOINTS: no endpoint fits "${pattern}"`),
  };
}

/** What the environment alone says of tools, for when the rest can't be read. */
function namesIn(environment: NodeJS.ProcessEnv): Omit<Selection, "access"> {
  const names = (variable: Variable) => splitList(environment[variable] ?? "");
  return {
    toolsets: names("PROXMOX_TOOLSETS"),
    tools: names("PROXMOX_TOOLS"),
    excluded: names("PROXMOX_EXCLUDE_TOOLS"),
  };
}

function chooseCluster(names: readonly string[]): string {
  return `PROXMOX_CLUSTER is not set, but PROXMOX_CONFIG has several clusters and no default: should be one of ${names.join(", ")}`;
}

/**
 * A client is told what is wrong by a server that answers, as most show nothing of one that ends. The
 * exit code tells it too, once the client goes; at a terminal, at once.
 */
function serveProblems(list: ToolList, problems: readonly string[]): number | undefined {
  const lines = [...problems, "See docs/troubleshooting.md#a-setting-is-wrong"];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
  if (process.stdin.isTTY) return CONFIG_EXIT_CODE;
  process.exitCode = CONFIG_EXIT_CODE;
  const registry = selectTools(list, {
    toolsets: ["core"],
    tools: [],
    excluded: [],
    access: "read",
  });
  serveStdio(createUnsetToolbox(registry, problems), {
    version: packageVersion(),
    onError: () => {},
    onBroken: (error) => process.stderr.write(`${error.message}\n`),
    onClosed: () => {},
  });
  return undefined;
}
