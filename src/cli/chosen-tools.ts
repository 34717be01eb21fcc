import { loadToolList } from "../data/tool-list.js";
import { splitList } from "../kit/lists.js";
import { isTier, TIERS } from "../schema/catalogue.js";
import type { ToolList } from "../schema/tool-list.js";
import { type Registry, selectionProblems, selectTools } from "../tools/registry.js";
import { UsageError } from "./command.js";

/**
 * The tools that a server with these settings lists; at tier elevated unless the settings say otherwise.
 *
 * @throws UsageError for a name that no tool has
 */
export function chosenTools(
  environment: NodeJS.ProcessEnv,
  asked: { access?: string | undefined; toolsets?: readonly string[] | undefined } = {},
): { list: ToolList; registry: Registry; toolsets: readonly string[] } {
  const access = asked.access ?? environment["PROXMOX_ACCESS"] ?? "elevated";
  if (!isTier(access)) {
    throw new UsageError(
      `--access must be one of ${TIERS.join(", ")}, got ${JSON.stringify(access)}`,
    );
  }
  const chosen = asked.toolsets ?? splitList(environment["PROXMOX_TOOLSETS"] ?? "");
  const toolsets = chosen.length > 0 ? chosen : ["core"];
  const selection = {
    toolsets: [...toolsets],
    tools: splitList(environment["PROXMOX_TOOLS"] ?? ""),
    excluded: splitList(environment["PROXMOX_EXCLUDE_TOOLS"] ?? ""),
    access,
  };
  const list = loadToolList();
  const problems = selectionProblems(list, selection);
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return { list, registry: selectTools(list, selection), toolsets };
}
