import type { ListedTool } from "../../schema/tool-list.js";
import { show } from "../arguments.js";
import { ToolError } from "../errors.js";
import type { Toolbox } from "../toolbox.js";

/** Tools that look over all clusters where a call names none. */
export const OVER_ALL: ReadonlySet<string> = new Set([
  "proxmox_guest_list",
  "proxmox_guest_find",
  "proxmox_health",
]);

/**
 * One toolbox of several clusters: each tool takes `cluster` beside its own arguments.
 *
 * @param byName two or more
 * @param chosen the cluster of calls that name none; absent: they have to
 */
export function combineToolboxes(byName: ReadonlyMap<string, Toolbox>, chosen?: string): Toolbox {
  const toolboxes = [...byName.values()];
  const names = [...byName.keys()];
  const preset = chosen !== undefined && byName.has(chosen) ? chosen : undefined;
  // the one that lists most is open to most
  const [widest] = [...toolboxes].sort((a, b) => b.listed.length - a.listed.length);
  if (!widest) throw new Error("there are no clusters to combine");
  return {
    get notices() {
      return [...byName].flatMap(([name, { notices = [] }]) =>
        notices.map((notice) => `${name}: ${notice}`),
      );
    },
    clusters: { byName, ...(preset !== undefined && { chosen: preset }) },
    listed: listedIn(toolboxes).map((tool) => withCluster(tool, names, preset)),
    instructions: [
      `Clusters: ${names.join(", ")}. Tools take cluster${preset === undefined ? "" : ` (${preset} unless given)`}; lists of guests and health look over all where none is given. What is said of access holds for the cluster with the most.`,
      widest.instructions,
    ].join(" "),
    session: (options) => inCluster(toolboxOf(options.cluster), (own) => own.session(options)),
    unlisted: (name) => widest.unlisted(name),
    explain: (error) => widest.explain(error),
    redact: (text) => toolboxes.reduce((shown, toolbox) => toolbox.redact(shown), text),
    close: async () => {
      await Promise.allSettled(toolboxes.map((toolbox) => toolbox.close()));
    },
  };

  function toolboxOf(cluster: string | undefined): Toolbox | ToolError {
    return byName.get(cluster ?? preset ?? "") ?? noSuchCluster(cluster, names);
  }
}

async function inCluster<T>(found: Toolbox | ToolError, use: (own: Toolbox) => Promise<T>) {
  if (found instanceof ToolError) throw found;
  return use(found);
}

/** The toolbox of one cluster; the toolbox itself where there is only one. @throws ToolError */
export function ofCluster(toolbox: Toolbox, cluster: string | undefined): Toolbox {
  const { clusters } = toolbox;
  if (!clusters) {
    if (cluster === undefined) return toolbox;
    throw new ToolError("arguments", "cluster: this server has only one, without a name");
  }
  const own = clusters.byName.get(cluster ?? clusters.chosen ?? "");
  if (own) return own;
  throw noSuchCluster(cluster, [...clusters.byName.keys()]);
}

function noSuchCluster(cluster: unknown, names: readonly string[]): ToolError {
  const known = names.join(", ");
  return cluster === undefined
    ? new ToolError("arguments", `cluster: is required; there are ${known}`)
    : new ToolError("arguments", `cluster: there is no ${show(cluster)}; there are ${known}`);
}

/** Each tool once, as the cluster lists it that allows most of it. */
function listedIn(toolboxes: readonly Toolbox[]): ListedTool[] {
  const byName = new Map<string, ListedTool>();
  for (const tool of toolboxes.flatMap(({ listed }) => listed)) {
    const known = byName.get(tool.name);
    if (!known || JSON.stringify(tool).length > JSON.stringify(known).length) {
      byName.set(tool.name, tool);
    }
  }
  return [...byName.values()];
}

function withCluster(
  tool: ListedTool,
  names: readonly string[],
  chosen: string | undefined,
): ListedTool {
  const { inputSchema, ...rest } = tool;
  const isOptional = chosen !== undefined || OVER_ALL.has(tool.name);
  const { required = [], properties, ...schema } = inputSchema;
  const needed = isOptional ? required : ["cluster", ...required];
  return {
    ...rest,
    inputSchema: {
      ...schema,
      properties: {
        cluster: { type: "string", description: "Which cluster", enum: [...names] },
        ...properties,
      },
      ...(needed.length > 0 && { required: [...needed] }),
    },
  };
}
