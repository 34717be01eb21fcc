import {
  actingReads,
  addingTools,
  type Match,
  reachingOut,
  repeating,
  runningTools,
  sparing,
} from "../../overrides/access.js";
import { compare } from "../../src/kit/objects.js";
import { type Loss, reaches, TIERS, type Tier } from "../../src/schema/catalogue.js";
import { holds } from "../../src/schema/condition.js";
import { type Endpoint, type EndpointKey, keyOf, pathParameters } from "../../src/schema/model.js";
import type { ListedTool, ToolList, ToolRecord } from "../../src/schema/tool-list.js";
import { existing, parametersOf } from "../../src/tools/action-parameters.js";
import {
  type Action,
  actionsOf,
  endpointsOf,
  refsOf,
  type ToolDeclaration,
} from "../../src/tools/define.js";
import { fits } from "../../src/tools/tier-of-endpoint.js";
import { StaleOverrides } from "../user-error.js";
import { answerOf } from "./answer-of.js";
import { argumentsOf, type ToolSource } from "./tool-arguments.js";

/**
 * The finished `tools/list` entries, one variant for each tier at which a tool looks different.
 *
 * @throws StaleOverrides that lists every line that no longer fits
 */
export function buildToolList(tools: readonly ToolDeclaration[], source: ToolSource): ToolList {
  const stale = tools.flatMap((tool) => staleLines(tool, source));
  if (stale.length > 0) throw new StaleOverrides("stale overrides:", stale);
  const records = tools.map((tool) => [tool.name, recordOf(tool, source)] as const);
  const renamed = tools.flatMap(({ formerly, name }) => (formerly ? [[formerly, name]] : []));
  return {
    release: source.catalogue.release,
    renamed: Object.fromEntries(renamed),
    tools: Object.fromEntries(records),
  };
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
  const named = tool.arguments ?? [];
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
  const data = answerOf(tool, source);
  return {
    name: tool.name,
    title: tool.title,
    description: tool.summary,
    inputSchema: {
      type: "object",
      properties,
      ...(required.length > 0 && { required }),
    },
    ...(data && { outputSchema: { type: "object", properties: { data } } }),
    annotations: annotationsOf(tool, access, allowed, source),
  };
}

/** What the tool may do at this tier, whichever of its actions and arguments are used. */
function annotationsOf(
  tool: ToolDeclaration,
  access: Tier,
  actions: [string, Action][],
  source: ToolSource,
): ListedTool["annotations"] {
  if (tool.door) {
    return tool.door === "write"
      ? { destructiveHint: true, openWorldHint: true }
      : { readOnlyHint: true, openWorldHint: false };
  }
  const runs = runsPrograms(tool);
  const keys = actions.flatMap(([, action]) => existing(action, source.endpoints));
  const endpoints = keys.flatMap((key) => source.endpoints.get(key) ?? []);
  const changing = endpoints.filter((endpoint) => !isReading(endpoint, source));
  const some = (rules: readonly Match[]) => (endpoint: Endpoint) =>
    rules.some((rule) => fits(rule, endpoint));
  const openWorldHint = endpoints.some(some(reachingOut)) || runs;
  if (changing.length === 0 && !runs) return { readOnlyHint: true, openWorldHint };
  const repeatsNothing =
    !runs &&
    !addingTools.includes(tool.name) &&
    changing.every((endpoint) => endpoint.method !== "POST" && !some(repeating)(endpoint));
  return {
    destructiveHint:
      runs || actions.some(([name, action]) => mayLose(tool, name, action, access, source)),
    ...(repeatsNothing && { idempotentHint: true }),
    openWorldHint,
  };
}

/** Whether an action can lose something at this tier, with some arguments. */
function mayLose(
  tool: ToolDeclaration,
  name: string,
  action: Action,
  access: Tier,
  source: ToolSource,
): boolean {
  if (sparing[tool.name]?.actions.includes(name)) return false;
  return existing(action, source.endpoints).some((key) =>
    source.catalogue.endpoints[key]?.losses?.some(
      (loss) =>
        reaches(access, loss.tier ?? "read") && canApply(loss, key, action, source.endpoints),
    ),
  );
}

/** Whether a caller can give the parameters with which something is lost. */
function canApply(
  loss: Loss,
  key: EndpointKey,
  action: Action,
  endpoints: ToolSource["endpoints"],
): boolean {
  const fixed: Readonly<Record<string, unknown>> = action.fixed ?? {};
  const given = Object.keys(endpoints.get(key)?.parameters.properties ?? {}).filter(
    (name) => !(name in fixed),
  );
  const isPossible = Object.entries(loss.when ?? {}).every(([name, condition]) =>
    name in fixed || !given.includes(name) ? holds(condition, fixed[name]) : true,
  );
  if (!isPossible || !("replaces" in loss)) return isPossible;
  const spared = [...pathParameters(key), ...loss.replaces.except];
  return given.some((name) => !spared.includes(name));
}

/** Reads, whatever its tier: some GETs do more, and some POSTs only look. */
function isReading(endpoint: Endpoint, source: ToolSource): boolean {
  if (tierOf(keyOf(endpoint), source) === "read") return true;
  return endpoint.method === "GET" && !actingReads.some((rule) => fits(rule, endpoint));
}

/** Over ssh or by a console, which isn't known from endpoints. */
function runsPrograms({ name }: ToolDeclaration): boolean {
  return runningTools.includes(name);
}
