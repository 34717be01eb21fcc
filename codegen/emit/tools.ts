import { tools } from "../../overrides/tools/index.js";
import { type Catalogue, reaches, TIERS, type Tier } from "../../src/schema/catalogue.js";
import {
  type Endpoint,
  type EndpointKey,
  pathParameters,
  type Schema,
} from "../../src/schema/model.js";
import { compare } from "../../src/schema/objects.js";
import type {
  ArgumentSchema,
  ListedTool,
  ToolList,
  ToolRecord,
} from "../../src/schema/tool-list.js";
import {
  type Action,
  actionsOf,
  endpointsOf,
  refsOf,
  type ToolDeclaration,
} from "../../src/tools/define.js";
import { Failure } from "../failure.js";
import { headerText } from "../header.js";
import type { Emitter } from "../model.js";
import type { WordsLookup } from "../words.js";
import { argumentSchema } from "./argument-schema.js";
import { buildCatalogue } from "./catalogue.js";
import { jsonLines } from "./json-lines.js";
import { toolsTable } from "./tools-table.js";

export interface Source {
  catalogue: Catalogue;
  /** Endpoints of the target release. */
  endpoints: ReadonlyMap<EndpointKey, Endpoint>;
  words: WordsLookup;
}

const emitTools: Emitter = ({ apis, known, release, words }) => {
  const catalogue = buildCatalogue(apis, release, words);
  const list = buildToolList(tools, { catalogue, endpoints: known, words });
  return [
    {
      path: "generated/tools.json",
      text: jsonLines({ generated: headerText(release), release }, "tools", list.tools),
    },
    { path: "docs/TOOLS.md", marker: "tools", text: toolsTable(tools, list) },
  ];
};

export default emitTools;

/** Endpoints of an override that the target release doesn't have. */
export class StaleOverrides extends Failure {}

/**
 * `generated/tools.json`: the finished `tools/list` entries, one variant for each tier at which a
 * tool looks different.
 *
 * @throws StaleOverrides that lists every line that no longer fits
 */
export function buildToolList(tools: readonly ToolDeclaration[], source: Source): ToolList {
  const stale = tools.flatMap((tool) => staleLines(tool, source));
  if (stale.length > 0) throw new StaleOverrides(`stale overrides:\n${stale.join("\n")}`);
  const records = tools.map((tool) => [tool.name, recordOf(tool, source)] as const);
  return { release: source.catalogue.release, tools: Object.fromEntries(records) };
}

function staleLines(tool: ToolDeclaration, { endpoints }: Source): string[] {
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

function recordOf(tool: ToolDeclaration, source: Source): ToolRecord {
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

function tierOf(key: EndpointKey, { catalogue }: Source): Tier {
  return catalogue.endpoints[key]?.tier ?? "elevated";
}

/** An action needs what its strongest endpoint needs. */
export function tierOfAction(action: Action, source: Source): Tier {
  const tiers = existing(action, source.endpoints).map((key) => tierOf(key, source));
  return TIERS.findLast((tier) => tiers.includes(tier)) ?? "elevated";
}

export function existing(
  action: Action,
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): EndpointKey[] {
  return endpointsOf(action).filter((key) => endpoints.has(key));
}

/** What a caller of this tier sees; nothing where no action is allowed. */
function entryFor(tool: ToolDeclaration, access: Tier, source: Source): ListedTool | undefined {
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

/** Lines so frequent that each word counts. */
const BRIEF: Readonly<Record<string, string>> = {
  comment: "Note",
  iface: "Interface, such as vmbr0",
  node: "Node name",
  realm: "Realm",
  storage: "Storage",
  vmid: "Id of the guest",
  vnet: "vnet",
};

function annotationsOf(
  tool: ToolDeclaration,
  actions: [string, Action][],
  source: Source,
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

type Arguments = { properties: Record<string, ArgumentSchema>; required: string[] };

function argumentsOf(
  tool: ToolDeclaration,
  actions: [string, Action][],
  source: Source,
): Arguments {
  const { endpoints, words } = source;
  const properties: Record<string, ArgumentSchema> = {};
  if (tool.actions) {
    properties[tool.actionArgument ?? "action"] = {
      type: "string",
      description: "What to do",
      enum: actions.map(([name]) => name),
    };
  }
  Object.assign(properties, choicesOf(tool, actions));
  const perAction = actions.map(([, action]) => parametersOf(action, endpoints));
  const wanted = new Set<string>([...namesInPaths(actions, endpoints), ...(tool.arguments ?? [])]);
  const isGuest = actions.some(([, action]) => takesGuest(action, endpoints));
  const takesHandler = actions.every(([, action]) => action.run);
  for (const parameters of perAction) {
    for (const [name, { endpoint, schema }] of parameters) {
      const isRequired = !schema.optional;
      if ((!wanted.has(name) && (!isRequired || takesHandler)) || properties[name]) continue;
      // accepted, but looked up from the vmid: not worth its tokens
      if ((isGuest && name === "node") || tool.unlisted?.includes(name)) continue;
      const line = tool.words?.[name] ?? BRIEF[name] ?? words.parameter(endpoint, name) ?? name;
      const schemas = perAction.flatMap((others) =>
        others.flatMap(([other, parameter]) => (other === name ? parameter.schemas : [])),
      );
      properties[name] = argumentSchema(schemas, line);
    }
  }
  for (const [name, { required: _, hidden, ...extra }] of Object.entries(tool.extra ?? {})) {
    if (!hidden) properties[name] = extra as ArgumentSchema;
  }
  addShared(tool, actions, properties, source);
  return { properties, required: requiredNames(tool, actions, properties, endpoints, isGuest) };
}

/** The arguments that pick among endpoints, with all values that they may have. */
function choicesOf(
  { words }: ToolDeclaration,
  actions: [string, Action][],
): Record<string, ArgumentSchema> {
  const choices: Record<string, ArgumentSchema> = {};
  for (const [, { by, endpoint }] of actions) {
    if (by === undefined) continue;
    const values = new Set([...(choices[by]?.enum ?? []), ...Object.keys(endpoint)]);
    choices[by] = { type: "string", description: words?.[by] ?? "Which kind", enum: [...values] };
  }
  return choices;
}

/**
 * `options` where the endpoints take more than is listed, `wait` where they start tasks: with the
 * core tools, which show that there is such a thing; the others accept it too.
 */
function addShared(
  tool: ToolDeclaration,
  actions: [string, Action][],
  properties: Record<string, ArgumentSchema>,
  { endpoints, catalogue }: Source,
): void {
  const plain = actions.filter(([, action]) => !action.run);
  const hasMore = plain.some(([, action]) =>
    parametersOf(action, endpoints).some(([name]) => name !== "node" && !(name in properties)),
  );
  if (hasMore) {
    properties["options"] = {
      type: "object",
      description: "More parameters",
    };
  }
  const startsTask = actions.some(([, action]) =>
    existing(action, endpoints).some((key) => catalogue.endpoints[key]?.task),
  );
  const follows = tool.core && tool.extra?.["wait"] === undefined && startsTask;
  if (follows) {
    properties["wait"] = {
      type: "integer",
      description: "Seconds to wait for its task",
    };
  }
}

/** An argument is required where each action needs it: the others are checked when called. */
function requiredNames(
  tool: ToolDeclaration,
  actions: [string, Action][],
  properties: Record<string, ArgumentSchema>,
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
  isGuest: boolean,
): string[] {
  const extra = Object.entries(tool.extra ?? {})
    .filter(([, { required }]) => required)
    .map(([name]) => name);
  const needed = Object.keys(properties).filter(
    (name) =>
      actions.length > 0 &&
      !(isGuest && name === "node") &&
      actions.every(([, action]) => needs(action, name, endpoints)),
  );
  const action = tool.actions ? [tool.actionArgument ?? "action"] : [];
  return [...new Set([...action, ...needed, ...extra])];
}

function needs(
  action: Action,
  name: string,
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): boolean {
  if (action.run) {
    const isVmid = name === "vmid" && takesGuest(action, endpoints);
    return isVmid || (action.required?.includes(name) ?? false);
  }
  if (action.required?.includes(name) || action.by === name) return true;
  if (name in (action.defaults ?? {})) return false;
  const each = existing(action, endpoints).map((endpoint) => ({ ...action, endpoint }) as Action);
  return each.every((single) =>
    parametersOf(single, endpoints).some(([own, { schema }]) => own === name && !schema.optional),
  );
}

function takesGuest(action: Action, endpoints: ReadonlyMap<EndpointKey, Endpoint>): boolean {
  if (action.many) return false;
  return existing(action, endpoints).some((key) => /\/(qemu|lxc)\/\{vmid\}/.test(key));
}

function namesInPaths(
  actions: [string, Action][],
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): string[] {
  const keys = actions.flatMap(([, action]) => (action.many ? [] : existing(action, endpoints)));
  return keys.flatMap((key) => pathParameters(key));
}

interface Parameter {
  /** The first that takes it: its words count. */
  endpoint: Endpoint;
  schema: Schema;
  /** What each of them allows. */
  schemas: Schema[];
}

/** What the action's endpoints take, under the names that the tool gives them. */
export function parametersOf(
  action: Action,
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): [string, Parameter][] {
  const ours = Object.fromEntries(
    Object.entries(action.rename ?? {}).map(([name, theirs]) => [theirs, name]),
  );
  const found = new Map<string, Parameter>();
  for (const key of existing(action, endpoints)) {
    const endpoint = endpoints.get(key);
    if (!endpoint) continue;
    for (const [name, schema] of Object.entries(endpoint.parameters.properties ?? {})) {
      if (name in (action.fixed ?? {})) continue;
      const listed = ours[name] ?? name;
      const known = found.get(listed);
      if (known) known.schemas.push(schema);
      else found.set(listed, { endpoint, schema, schemas: [schema] });
    }
  }
  return [...found];
}
