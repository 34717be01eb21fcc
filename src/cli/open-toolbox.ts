import { join } from "node:path";
import { openAuditLog } from "../audit/audit-log.js";
import { ANYONE, type Principal } from "../auth/principal.js";
import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { stateFolder, thisMachine } from "../kit/folders.js";
import { lowerTier } from "../schema/catalogue.js";
import { type EndpointFilter, endpointFilter } from "../schema/endpoint-filter.js";
import type { EndpointKey } from "../schema/model.js";
import type { Settings } from "../settings/settings.js";
import { VARIABLE_OF_OPTION } from "../settings/table.js";
import { exclusionNotices, selectionProblems, selectTools } from "../tools/registry.js";
import { createToolbox, type Toolbox } from "../tools/toolbox.js";
import type { Log } from "./log.js";
import { connect, type Target } from "./target.js";

export interface OpenOptions {
  target: Target;
  log: Log;
  environment: NodeJS.ProcessEnv;
  /** Whose toolbox it is; absent: whoever started the program. */
  principal?: Principal;
}

/** The tools that the settings give to someone, or what is wrong with those. */
export async function openToolbox(
  settings: Settings,
  { target, log, environment, principal = ANYONE }: OpenOptions,
): Promise<{ toolbox: Toolbox; notices: string[] } | { problems: string[] }> {
  const list = loadToolList();
  const access = lowerTier(settings.access, principal.access ?? settings.access);
  const selection = {
    toolsets: principal.toolsets ?? settings.toolsets ?? ["core"],
    tools: principal.tools ?? settings.tools ?? [],
    excluded: [...(settings.excludeTools ?? []), ...(principal.excludeTools ?? [])],
    access,
  };
  const closing = await closeEndpoints(settings.excludeEndpoints);
  const problems = [...selectionProblems(list, selection), ...closing.problems];
  if (problems.length > 0) return { problems };
  const registry = selectTools(list, selection);
  const caller = principal === ANYONE ? undefined : principal.name;
  const toolbox = createToolbox(registry, access, {
    connect: async (endpointOf) => connect(await target.options(), log, endpointOf),
    ...(settings.learn &&
      target.learns && {
        learn: async (client) => {
          const { createLearning } = await import("./learn.js");
          return createLearning(
            client,
            join(stateFolder({ ...thisMachine, environment }), "apidoc"),
            (await target.options()).host,
            (notice) => log.warn({}, notice),
          );
        },
      }),
    ...defined({
      uploadFolder: settings.uploadDir,
      closed: closing.closed,
      scope: settings.scope,
      callerScope: principal.scope,
    }),
    confirm: settings.confirm,
    ...(settings.auditLog !== undefined && {
      audit: {
        log: openAuditLog(settings.auditLog),
        ...defined({ cluster: settings.cluster, caller }),
      },
    }),
    ...(settings.programs && { programs: settings.programs }),
    onNotice: (notice) => log.warn({}, notice),
    nameOption: (option) => VARIABLE_OF_OPTION[option],
    onError: (error) => log.error({ error: String(error) }, "unexpected"),
  });
  return { toolbox, notices: exclusionNotices(registry) };
}

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
