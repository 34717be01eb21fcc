import { loadToolList } from "../data/tool-list.js";
import { nearest } from "../kit/nearest.js";
import type { Tier } from "../schema/catalogue.js";
import { ToolError } from "./errors.js";
import { lowestTier, type Registry } from "./registry.js";
import { currentName } from "./tool-names.js";

/** A tool that there is, and whose endpoints the doors may reach. */
export class NotSwitchedOn extends ToolError {
  constructor(
    name: string,
    toolset: string,
    readonly access: Tier,
  ) {
    super(
      "tool",
      `${name} isn't switched on here.`,
      `The operator can list it with PROXMOX_TOOLS=${name} or PROXMOX_TOOLSETS=${toolset}.`,
    );
  }
}

/** Says whether the tool doesn't exist, was taken away, is switched off, or needs another tier. */
export function unlistedTool(
  calledName: string,
  { listed, excluded }: Registry,
  access: Tier,
): ToolError {
  const list = loadToolList();
  const { tools } = list;
  const name = currentName(list, calledName);
  const record = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!record) {
    const guess = nearest(
      name,
      listed.map((tool) => tool.name),
    );
    return new ToolError(
      "tool",
      `There is no tool ${JSON.stringify(name)}${guess ? `, did you mean ${guess}?` : "."}`,
    );
  }
  if (excluded.has(name)) {
    return new ToolError(
      "tool",
      `${name} was taken away here by PROXMOX_EXCLUDE_TOOLS.`,
      "The operator can take it out of that setting; neither PROXMOX_TOOLS nor PROXMOX_TOOLSETS lists it while it is there.",
    );
  }
  const tier = lowestTier(record);
  if (!record.variants[access] && tier !== "read" && access !== tier) {
    return new ToolError(
      "access",
      `${name} needs access tier "${tier}"; this server runs with "${access}".`,
      `The operator can allow it with PROXMOX_ACCESS=${tier}.`,
    );
  }
  return new NotSwitchedOn(name, record.toolset, access);
}
