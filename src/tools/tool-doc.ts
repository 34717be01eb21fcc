import { catalogueEntry } from "../data/catalogue.js";
import { parameterWords } from "../data/words.js";
import { defined } from "../kit/defined.js";
import { TIERS, type Tier } from "../schema/catalogue.js";
import {
  type Endpoint,
  type EndpointKey,
  keyOf,
  pathParameters,
  type Schema,
} from "../schema/model.js";
import { propertyStringOf } from "../schema/named-property-strings.js";
import type { ArgumentSchema, ToolRecord } from "../schema/tool-list.js";
import { variantsOf } from "../schema/variants.js";
import { type ActionParameter, parametersOf } from "./action-parameters.js";
import { type Action, actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { newestForm } from "./find-endpoint.js";
import { listedName } from "./listed-names.js";

/** All that a tool takes, its rarely needed parameters included. */
export interface ToolDoc {
  name: string;
  title: string;
  does: string;
  toolset: string;
  /** The lowest tier at which it is listed. */
  access: Tier;
  actions?: ActionDoc[];
  /** Where there are no actions. */
  endpoints?: EndpointKey[];
  parameters: ParameterDoc[];
}

export interface ActionDoc {
  action: string;
  access: Tier;
  destructive?: true;
  endpoints: EndpointKey[];
}

export interface ParameterDoc {
  name: string;
  type: string;
  required?: true;
  description: string;
  /** Given inside `options`, or beside the other arguments. */
  in?: "options";
  /** Only these actions take it. */
  actions?: string[];
  allowed?: readonly string[];
  minimum?: number;
  maximum?: number;
  default?: string | number | boolean;
  /** Other names under which it is accepted. */
  also?: string[];
  /** Keys of a property string: written as an object, or as `key=value` pairs with commas. */
  keys?: Record<string, string>;
}

/** Describes a tool from its declaration, its entry in the tool list, the schema and our words. */
export function describeTool(tool: ToolDeclaration, record: ToolRecord): ToolDoc {
  const tiers = TIERS.filter((tier) => record.variants[tier]);
  const listed = record.variants[tiers.at(-1) ?? "elevated"];
  const { properties = {}, required = [] } = listed?.inputSchema ?? {};
  const facts = { tool, record, endpoints: endpointsFor(tool) };
  const actions = actionsOf(tool);
  const parameters = Object.entries(properties).map(([name, argument]) =>
    listedParameter(name, argument, required.includes(name), facts),
  );
  return {
    name: tool.name,
    title: tool.title,
    does: tool.summary,
    toolset: tool.toolset,
    access: tiers[0] ?? "elevated",
    ...(tool.actions
      ? { actions: actions.map(([name, action]) => actionDoc(name, action, facts)) }
      : { endpoints: actions.flatMap(([, action]) => keysOf(action, facts)) }),
    parameters: [...parameters, ...moreParameters(properties, facts)],
  };
}

interface ToolFacts {
  tool: ToolDeclaration;
  record: ToolRecord;
  endpoints: ReadonlyMap<EndpointKey, Endpoint>;
}

function endpointsFor(tool: ToolDeclaration): ToolFacts["endpoints"] {
  const keys = actionsOf(tool).flatMap(([, action]) => endpointsOf(action));
  const forms = keys.flatMap((key) => newestForm(key) ?? []);
  return new Map(forms.map((form) => [keyOf(form), form]));
}

function keysOf(action: Action, { record }: ToolFacts): EndpointKey[] {
  return endpointsOf(action).filter((key) => record.endpoints[key]);
}

function actionDoc(name: string, action: Action, facts: ToolFacts): ActionDoc {
  const keys = keysOf(action, facts);
  const tiers = keys.map((key) => facts.record.endpoints[key]);
  return {
    action: name,
    access: TIERS.findLast((tier) => tiers.includes(tier)) ?? "elevated",
    ...(keys.some((key) => catalogueEntry(key).destructive) && { destructive: true }),
    endpoints: keys,
  };
}

/** An argument that `tools/list` names. */
function listedParameter(
  name: string,
  { type, description, enum: allowed, minimum, maximum }: ArgumentSchema,
  isRequired: boolean,
  facts: ToolFacts,
): ParameterDoc {
  const { tool } = facts;
  const own = ownName(name, facts);
  const aliases = Object.entries(tool.aliases ?? {})
    .filter(([, meant]) => meant === own)
    .map(([alias]) => alias);
  const also = own === name ? aliases : [own, ...aliases];
  const takers = tool.extra?.[own] === undefined ? takersOf(own, argumentsTaken, facts) : [];
  const [first] = takers;
  return {
    name,
    type,
    ...(isRequired && { required: true }),
    description,
    ...actionsNamed(takers, facts),
    ...(allowed && { allowed }),
    ...defined({ minimum, maximum }),
    ...(also.length > 0 && { also }),
    ...(first && stringKeys(own, first)),
  };
}

/** The name that endpoints and handlers know a listed argument by. */
function ownName(listed: string, { tool, endpoints }: ToolFacts): string {
  const names = actionsOf(tool).flatMap(([, action]) =>
    parametersOf(action, endpoints).map(([name]) => name),
  );
  const known = [...Object.keys(tool.extra ?? {}), ...names];
  return known.find((name) => listedName(tool, name) === listed) ?? listed;
}

/** What is accepted without being listed: inside `options`, or beside the arguments. */
function moreParameters(
  listed: Readonly<Record<string, ArgumentSchema>>,
  facts: ToolFacts,
): ParameterDoc[] {
  const names = actionsOf(facts.tool).flatMap(([, action]) =>
    optionsTaken(action, facts).map(([name]) => name),
  );
  const others = [...new Set(names)].filter(
    (name) => !listed[listedName(facts.tool, name)] && name !== "node",
  );
  return others.flatMap((name) => {
    const takers = takersOf(name, optionsTaken, facts);
    const [first] = takers;
    return first ? [unlistedParameter(name, first, takers, facts)] : [];
  });
}

function unlistedParameter(
  name: string,
  taker: Taker,
  takers: readonly Taker[],
  facts: ToolFacts,
): ParameterDoc {
  const { endpoint, parameter } = taker;
  const { type = "string", enum: allowed, minimum, maximum, default: usual } = taker.schema;
  return {
    name,
    type,
    description: parameterWords(keyOf(endpoint), parameter) ?? name,
    in: "options",
    ...actionsNamed(takers, facts),
    ...(allowed && { allowed }),
    ...defined({ minimum, maximum, default: usual }),
    ...stringKeys(name, taker),
  };
}

/** An action that takes a parameter. */
interface Taker {
  action: string;
  endpoint: Endpoint;
  schema: Schema;
  /** The endpoint's own name for it. */
  parameter: string;
}

type Taken = (action: Action, facts: ToolFacts) => [string, ActionParameter][];

function takersOf(name: string, taken: Taken, facts: ToolFacts): Taker[] {
  return actionsOf(facts.tool).flatMap(([action, declaration]) => {
    const found = taken(declaration, facts).find(([own]) => own === name);
    if (!found) return [];
    const [, { endpoint, schema }] = found;
    return [{ action, endpoint, schema, parameter: declaration.rename?.[name] ?? name }];
  });
}

/** A handler passes on what its changing requests take; what it reads with is its own affair. */
function optionsTaken(action: Action, { endpoints }: ToolFacts): [string, ActionParameter][] {
  if (!action.run) return parametersOf(action, endpoints);
  return parametersOf(only(action, isChange), endpoints);
}

/**
 * The listed arguments that an action takes. Of a handler these are also what it requires, what
 * stands in its paths, and where it changes nothing the parameters of its first request.
 */
function argumentsTaken(action: Action, facts: ToolFacts): [string, ActionParameter][] {
  if (!action.run) return optionsTaken(action, facts);
  const keys = endpointsOf(action);
  const required = new Set([...(action.required ?? []), ...keys.flatMap(pathParameters)]);
  const reads = keys.some(isChange)
    ? []
    : parametersOf(
        only(action, (key) => key === keys[0]),
        facts.endpoints,
      );
  const needed = parametersOf(action, facts.endpoints).filter(([name]) => required.has(name));
  return [...optionsTaken(action, facts), ...reads, ...needed];
}

function only(action: Action, wanted: (key: EndpointKey) => boolean): Action {
  return { ...action, endpoint: endpointsOf(action).filter(wanted) as Action["endpoint"] };
}

function isChange(key: EndpointKey): boolean {
  return !key.startsWith("GET ");
}

/** The actions are named where not all of the tool's take the parameter. */
function actionsNamed(takers: readonly Taker[], { tool }: ToolFacts): { actions?: string[] } {
  const all = actionsOf(tool).length;
  return takers.length > 0 && takers.length < all
    ? { actions: takers.map(({ action }) => action) }
    : {};
}

function stringKeys(
  name: string,
  { endpoint, schema, parameter }: Taker,
): { keys?: Record<string, string> } {
  const keys = variantsOf(schema).flatMap((variant) =>
    Object.entries(propertyStringOf(variant) ?? {}).filter(([, { alias }]) => alias === undefined),
  );
  if (keys.length === 0) return {};
  const lines = keys.map(([key, facts]) => {
    const words = parameterWords(keyOf(endpoint), `${parameter}.${key}`);
    return [key, [factsOf(facts), words].filter(Boolean).join(": ") || name];
  });
  return { keys: Object.fromEntries(lines) };
}

function factsOf({ type, enum: allowed, minimum, maximum }: Schema): string {
  const bounds =
    minimum === undefined && maximum === undefined ? "" : ` ${minimum ?? ""}..${maximum ?? ""}`;
  return [`${type ?? "string"}${bounds}`, ...(allowed ? [allowed.join("|")] : [])].join(", ");
}
