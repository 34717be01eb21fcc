import { nearest } from "../kit/nearest.js";
import { reaches, TIERS, type Tier } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import type { ListedTool, ToolList, ToolRecord } from "../schema/tool-list.js";
import { currentName } from "./tool-names.js";

/** Which tools the operator wants; names as in the settings. */
export interface Selection {
  toolsets: readonly string[];
  tools: readonly string[];
  excluded: readonly string[];
  access: Tier;
}

export interface Registry {
  listed: ListedTool[];
  /** Tools that the operator took away. */
  excluded: ReadonlySet<string>;
  /**
   * The endpoints of excluded tools, closed to the doors and to bulk actions, each with the listed
   * tools that need it themselves.
   */
  excludedEndpoints: ReadonlyMap<EndpointKey, ReadonlySet<string>>;
  /** How many tools aren't listed, by the first reason that holds. */
  hidden: Readonly<Record<"excluded" | "access" | "toolsets", number>>;
}

/** Toolsets that name no area: the default, and everything. */
const COLLECTIONS = ["core", "all"];

export function toolsetNames(list: ToolList): string[] {
  const areas = new Set(Object.values(list.tools).map((tool) => tool.toolset));
  return [...COLLECTIONS, ...[...areas].sort()];
}

/** One line for each unknown name, with the nearest known one. */
export function selectionProblems(list: ToolList, selection: Omit<Selection, "access">): string[] {
  const toolsets = toolsetNames(list);
  const tools = [...Object.keys(list.tools), ...Object.keys(list.renamed)];
  return [
    ...unknownNames("PROXMOX_TOOLSETS", "toolset", selection.toolsets, toolsets),
    ...unknownNames("PROXMOX_TOOLS", "tool", selection.tools, tools),
    ...unknownNames("PROXMOX_EXCLUDE_TOOLS", "tool", selection.excluded, tools),
  ];
}

function unknownNames(
  variable: string,
  kind: string,
  given: readonly string[],
  known: string[],
): string[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const guess = nearest(name, known);
      const help = guess
        ? `did you mean "${guess}"?`
        : kind === "toolset"
          ? `there are ${known.join(", ")}`
          : "`proxmox-mcp tools --toolset all` lists them";
      return `${variable}: "${name}" is no ${kind}; ${help}`;
    });
}

/** It does with many guests what other tools do with one: excluding those excludes it there. */
const KEEPS_NOTHING_OPEN: ReadonlySet<string> = new Set(["proxmox_bulk"]);

/** One line for each change that stays possible although a tool for it is excluded. */
export function exclusionNotices({ excludedEndpoints }: Registry): string[] {
  return [...excludedEndpoints]
    .filter(([endpoint, tools]) => !endpoint.startsWith("GET ") && tools.size > 0)
    .map(
      ([endpoint, tools]) =>
        `${endpoint} stays open for ${[...tools].join(", ")}, although a tool for it is excluded; PROXMOX_EXCLUDE_ENDPOINTS closes it for all`,
    );
}

/** What is listed: exclusion beats inclusion, and what the access tier forbids isn't listed. */
export function selectTools(list: ToolList, given: Selection): Registry {
  const today = (names: readonly string[]) => names.map((name) => currentName(list, name));
  const selection = { ...given, tools: today(given.tools), excluded: today(given.excluded) };
  const isWanted = (name: string, tool: ToolRecord) =>
    selection.tools.includes(name) ||
    selection.toolsets.some(
      (set) => set === "all" || set === tool.toolset || (set === "core" && tool.core === true),
    );
  const isExcluded = (name: string) => selection.excluded.includes(name);
  const entries = Object.entries(list.tools);
  const kept = entries.filter(
    ([name, tool]) => isWanted(name, tool) && !isExcluded(name) && tierFor(tool, selection.access),
  );
  const closed = entries
    .filter(([name]) => isExcluded(name))
    .flatMap(([, tool]) => Object.keys(tool.endpoints) as EndpointKey[]);
  const keepers = kept.filter(([name]) => !KEEPS_NOTHING_OPEN.has(name));
  const excludedEndpoints = new Map(
    closed.map((endpoint) => [
      endpoint,
      new Set(keepers.filter(([, tool]) => endpoint in tool.endpoints).map(([name]) => name)),
    ]),
  );
  const unexcluded = entries.filter(([name]) => !isExcluded(name));
  const allowed = unexcluded.filter(([, tool]) => tierFor(tool, selection.access));
  const listed = kept.flatMap(([, tool]) => variantFor(tool, selection.access) ?? []);
  return {
    listed,
    excluded: new Set(selection.excluded),
    excludedEndpoints,
    hidden: {
      excluded: entries.length - unexcluded.length,
      access: unexcluded.length - allowed.length,
      toolsets: allowed.length - listed.length,
    },
  };
}

/** The entry that a tier sees: its own, else that of the tier before it. */
export function variantFor(tool: ToolRecord, access: Tier): ListedTool | undefined {
  const tier = tierFor(tool, access);
  return tier && tool.variants[tier];
}

function tierFor(tool: ToolRecord, access: Tier): Tier | undefined {
  return TIERS.findLast((tier) => reaches(access, tier) && hasVariant(tool, tier));
}

/** The lowest tier at which a tool is listed at all. */
export function lowestTier(tool: ToolRecord): Tier {
  return TIERS.find((tier) => hasVariant(tool, tier)) ?? "elevated";
}

/** Asked without a look at the entry, which would be parsed for it. */
function hasVariant(tool: ToolRecord, tier: Tier): boolean {
  return Object.hasOwn(tool.variants, tier);
}
