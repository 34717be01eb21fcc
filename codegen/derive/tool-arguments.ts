import { ownValue } from "../../src/kit/objects.js";
import type { Catalogue } from "../../src/schema/catalogue.js";
import { type Endpoint, type EndpointKey, pathParameters } from "../../src/schema/model.js";
import type { ArgumentSchema } from "../../src/schema/tool-list.js";
import { existing, parametersOf, takesGuest } from "../../src/tools/action-parameters.js";
import type { Action, ToolDeclaration } from "../../src/tools/define.js";
import { listedName } from "../../src/tools/listed-names.js";
import type { WordsLookup } from "../words.js";
import { argumentSchema } from "./argument-schema.js";

export interface ToolSource {
  catalogue: Catalogue;
  /** What overrides may name: see `Model.known`. */
  endpoints: ReadonlyMap<EndpointKey, Endpoint>;
  words: WordsLookup;
}

/** Lines so frequent that each word counts. */
const BRIEF: Readonly<Record<string, string>> = {
  comment: "Note about it",
  iface: "Interface, such as vmbr0",
  node: "Node name",
  realm: "Realm id",
  storage: "Storage id",
  vmid: "Guest id",
  vnet: "VNet id",
};

/** One name has one type in all tools, whatever each endpoint wants. */
const TYPES: Readonly<Record<string, Pick<ArgumentSchema, "type" | "items">>> = {
  enable: { type: "boolean" },
  memory: { type: "integer" },
  since: { type: "string" },
  targets: { type: "array", items: { type: "string" } },
  vmids: { type: "array", items: { type: "integer" } },
};

type Arguments = { properties: Record<string, ArgumentSchema>; required: string[] };

/** What a caller sees of the arguments of these actions. */
export function argumentsOf(
  tool: ToolDeclaration,
  actions: [string, Action][],
  source: ToolSource,
): Arguments {
  const { endpoints, words } = source;
  const properties: Record<string, ArgumentSchema> = {};
  if (tool.actions) {
    properties["action"] = {
      type: "string",
      description: "What to do",
      enum: actions.map(([name]) => name),
    };
  }
  Object.assign(properties, choicesOf(tool, actions));
  const perAction = actions.map(([, action]) => parametersOf(action, endpoints));
  const wanted = new Set<string>([
    ...namesInPaths(actions, endpoints),
    ...actions.flatMap(([, action]) => action.required ?? []),
    ...(tool.arguments ?? []),
  ]);
  const isGuest = actions.some(([, action]) => takesGuest(action));
  const takesHandler = actions.every(([, action]) => action.run);
  for (const parameters of perAction) {
    for (const [name, { endpoint, schema }] of parameters) {
      const isRequired = !schema.optional;
      if ((!wanted.has(name) && (!isRequired || takesHandler)) || properties[name]) continue;
      // accepted, but looked up from the vmid: not worth its tokens
      if (isGuest && name === "node") continue;
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
  const required = requiredNames(tool, actions, properties, endpoints, isGuest);
  return asListed(tool, { properties: requiredFirst(properties, required), required });
}

/** Under the names, and of the types, that callers see. */
function asListed(tool: ToolDeclaration, { properties, required }: Arguments): Arguments {
  const entries = Object.entries(properties).map(([name, argument]) => {
    const listed = listedName(tool, name);
    return [listed, strictly(listed, { ...argument, ...ownValue(TYPES, listed) })] as const;
  });
  return {
    properties: Object.fromEntries(entries),
    required: required.map((name) => listedName(tool, name)),
  };
}

/** Strict schemas know no open objects: `options` is JSON in a text, and the others say that they are open. */
function strictly(name: string, argument: ArgumentSchema): ArgumentSchema {
  if (argument.type !== "object") return argument;
  return name === "options"
    ? { ...argument, type: "string", description: `${argument.description}, as JSON` }
    : { ...argument, additionalProperties: true };
}

/** Some clients hand arguments over by their place. */
function requiredFirst(
  properties: Arguments["properties"],
  required: readonly string[],
): Arguments["properties"] {
  const isRequired = ([name]: [string, unknown]) => required.includes(name);
  const entries = Object.entries(properties);
  return Object.fromEntries([
    ...entries.filter(isRequired),
    ...entries.filter((entry) => !isRequired(entry)),
  ]);
}

/** The arguments that pick among endpoints, with all values that they may have. */
function choicesOf(
  { words }: ToolDeclaration,
  actions: [string, Action][],
): Record<string, ArgumentSchema> {
  const choices: Record<string, ArgumentSchema> = {};
  for (const [, { endpointArgument: by, endpoint }] of actions) {
    if (by === undefined) continue;
    const values = new Set([...(choices[by]?.enum ?? []), ...Object.keys(endpoint)]);
    choices[by] = { type: "string", description: words?.[by] ?? "Which kind", enum: [...values] };
  }
  return choices;
}

/** `options` where the endpoints take more than is listed, `wait` where they start tasks. */
function addShared(
  tool: ToolDeclaration,
  actions: [string, Action][],
  properties: Record<string, ArgumentSchema>,
  { endpoints, catalogue }: ToolSource,
): void {
  const plain = actions.filter(([, action]) => !action.run);
  const hasMore = plain.some(([, action]) =>
    parametersOf(action, endpoints).some(([name]) => name !== "node" && !(name in properties)),
  );
  if (hasMore && !tool.complete) {
    properties["options"] = {
      type: "object",
      description: "More",
    };
  }
  const startsTask = actions.some(([, action]) =>
    existing(action, endpoints).some((key) => catalogue.endpoints[key]?.task),
  );
  if (startsTask && tool.extra?.["wait"] === undefined) {
    properties["wait"] = {
      type: "integer",
      description: "Seconds to wait; default 30",
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
  const action = tool.actions ? ["action"] : [];
  return [...new Set([...action, ...needed, ...extra])];
}

function needs(
  action: Action,
  name: string,
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): boolean {
  if (action.run) {
    const isVmid = name === "vmid" && takesGuest(action);
    return isVmid || (action.required?.includes(name) ?? false);
  }
  if (action.required?.includes(name) || action.endpointArgument === name) return true;
  if (name in (action.defaults ?? {})) return false;
  const each = existing(action, endpoints).map((endpoint) => ({ ...action, endpoint }) as Action);
  return each.every((single) =>
    parametersOf(single, endpoints).some(([own, { schema }]) => own === name && !schema.optional),
  );
}

function namesInPaths(
  actions: [string, Action][],
  endpoints: ReadonlyMap<EndpointKey, Endpoint>,
): string[] {
  const keys = actions.flatMap(([, action]) =>
    action.findsOwnGuests ? [] : existing(action, endpoints),
  );
  return keys.flatMap((key) => pathParameters(key));
}
