import { compare } from "../../src/kit/objects.js";
import { reaches, TIERS, type Tier } from "../../src/schema/catalogue.js";
import type { EndpointKey } from "../../src/schema/model.js";
import type { ListedTool, ToolList, ToolRecord } from "../../src/schema/tool-list.js";
import { existing, parametersOf } from "../../src/tools/action-parameters.js";
import {
  type Action,
  actionsOf,
  endpointsOf,
  refsOf,
  type ToolDeclaration,
} from "../../src/tools/define.js";
import { UserError } from "../user-error.js";
import { argumentsOf, type ToolSource } from "./tool-arguments.js";

/** Endpoints of an override that the target release doesn't have. */
export class StaleOverrides extends UserError {}

/**
 * The finished `tools/list` entries, one variant for each tier at which a tool looks different.
 *
 * @throws StaleOverrides that lists every line that no longer fits
 */
export function buildToolList(tools: readonly ToolDeclaration[], source: ToolSource): ToolList {
  const stale = tools.flatMap((tool) => staleLines(tool, source));
  if (stale.length > 0) throw new StaleOverrides(`stale overrides:\n${stale.join("\n")}`);
  const records = tools.map((tool) => [tool.name, recordOf(tool, source)] as const);
  return { release: source.catalogue.release, tools: Object.fromEntries(records) };
}

function staleLines(tool: ToolDeclaration, { endpoints }: ToolSource): string[] {
  const actions = actionsOf(tool);
  const gone = actions.flatMap(([name, action]) => {
    const isThere = (ref: string) =>
      endpointsOf({ ...action, endpoint: ref as never }).some((key) => endpoints.has(key));
    const refs = refsOf(action).filter((ref) => !isThere(ref));
    return refs.map((ref) => `${tool.name} ${name}: no ${ref}`);
  });
  const known = new Set(
    actions.flatMap(([, action]) => parametersOf(action, endpoints).map(([name]) => name)),
  );
  const named = [...(tool.arguments ?? []), ...(tool.unlisted ?? [])];
  const unknown = named.filter((name) => !known.has(name));
  return [...gone, ...unknown.map((name) => `${tool.name}: no parameter ${name}`)];
}

function recordOf(tool: ToolDeclaration, source: ToolSource): ToolRecord {
  const keys = actionsOf(tool).flatMap(([, action]) => existing(action, source.endpoints));
  const tiers = [...new Set(keys)].sort(compare).map((key) => [key, tierOf(key, source)] as const);
  const variants: ToolRecord["variants"] = {};
  let previous = "";
  for (const tier of TIERS) {
    const entry = entryFor(tool, tier, source);
    const text = JSON.stringify(entry);
    if (entry && text !== previous) variants[tier] = entry;
    if (entry) previous = text;
  }
  return {
    toolset: tool.toolset,
    ...(tool.core && { core: true }),
    endpoints: Object.fromEntries(tiers),
    variants,
  };
}

function tierOf(key: EndpointKey, { catalogue }: ToolSource): Tier {
  return catalogue.endpoints[key]?.tier ?? "elevated";
}

/** An action needs what its strongest endpoint needs. */
export function tierOfAction(action: Action, source: ToolSource): Tier {
  if (action.tier) return action.tier;
  const tiers = existing(action, source.endpoints).map((key) => tierOf(key, source));
  return TIERS.findLast((tier) => tiers.includes(tier)) ?? "elevated";
}

/** What a caller of this tier sees; nothing where no action is allowed. */
function entryFor(tool: ToolDeclaration, access: Tier, source: ToolSource): ListedTool | undefined {
  const allowed = actionsOf(tool).filter(([, action]) =>
    reaches(access, tierOfAction(action, source)),
  );
  if (tool.door === "write" ? access === "read" : !tool.door && allowed.length === 0)
    return undefined;
  const { properties, required } = argumentsOf(tool, allowed, source);
  return {
    name: tool.name,
    title: tool.title,
    description: tool.summary,
    inputSchema: {
      type: "object",
      properties,
      ...(required.length > 0 && { required }),
    },
    outputSchema: OUTPUT_SCHEMA,
    annotations: annotationsOf(tool, allowed, source),
  };
}

/** Every tool answers with an object; saying more costs each of them tokens and tells a model little. */
const OUTPUT_SCHEMA: ListedTool["outputSchema"] = { type: "object" };

function annotationsOf(
  tool: ToolDeclaration,
  actions: [string, Action][],
  source: ToolSource,
): ListedTool["annotations"] {
  const keys = actions.flatMap(([, action]) => existing(action, source.endpoints));
  const entries = keys.flatMap((key) => source.catalogue.endpoints[key] ?? []);
  const readOnly = tool.door ? tool.door !== "write" : entries.every(({ tier }) => tier === "read");
  return {
    readOnlyHint: readOnly,
    destructiveHint:
      tool.door === "write" || entries.some(({ destructive }) => destructive === true),
    idempotentHint: tool.door
      ? tool.door !== "write"
      : keys.every((key) => !key.startsWith("POST ") || tierOf(key, source) === "read"),
    openWorldHint: false,
  };
}
