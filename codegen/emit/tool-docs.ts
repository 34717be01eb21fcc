import { tools } from "../../overrides/tools/index.js";
import { TIERS } from "../../src/schema/catalogue.js";
import type { Endpoint, Schema } from "../../src/schema/model.js";
import { propertyStringOf } from "../../src/schema/named-property-strings.js";
import type { ActionDoc, ParameterDoc, ToolDoc } from "../../src/schema/tool-docs.js";
import type { ArgumentSchema, ToolRecord } from "../../src/schema/tool-list.js";
import { type Action, actionsOf, type ToolDeclaration } from "../../src/tools/define.js";
import { variantsOf } from "../described.js";
import { headerText } from "../header.js";
import type { Emitter } from "../model.js";
import { buildCatalogue } from "./catalogue.js";
import { existing, parametersOf, type Source } from "./tool-arguments.js";
import { buildToolList, tierOfAction } from "./tools.js";

/** `generated/tool-docs.json`: all that each tool takes, a tool a line. */
const emitToolDocs: Emitter = (model) => {
  const { known, release, words } = model;
  const catalogue = buildCatalogue(model);
  const source = { catalogue, endpoints: known, words };
  const list = buildToolList(tools, source);
  const docs = tools.flatMap((tool) => docOf(tool, list.tools[tool.name], source) ?? []);
  const head = JSON.stringify({ generated: headerText(release) }).slice(0, -1);
  const lines = docs.map((doc) => JSON.stringify(doc));
  return [
    { path: "generated/tool-docs.json", text: `${head},"tools":[\n${lines.join(",\n")}\n]}\n` },
  ];
};

export default emitToolDocs;

function docOf(
  tool: ToolDeclaration,
  record: ToolRecord | undefined,
  source: Source,
): ToolDoc | undefined {
  const tiers = TIERS.filter((tier) => record?.variants[tier]);
  const [access] = tiers;
  const fullest = tiers.at(-1);
  const listed = fullest && record?.variants[fullest];
  if (!listed || !access) return undefined;
  const { properties, required = [] } = listed.inputSchema;
  const known = Object.entries(properties).map(([name, argument]) =>
    argumentDoc(tool, name, argument, required.includes(name), source),
  );
  const actions = actionsOf(tool);
  return {
    name: tool.name,
    title: tool.title,
    does: tool.summary,
    toolset: tool.toolset,
    access,
    ...(tool.actions
      ? { actions: actions.map(([name, action]) => actionDoc(name, action, source)) }
      : { endpoints: actions.flatMap(([, action]) => existing(action, source.endpoints)) }),
    parameters: [...known, ...moreParameters(tool, properties, source)],
  };
}

function actionDoc(name: string, action: Action, source: Source): ActionDoc {
  const keys = existing(action, source.endpoints);
  const destroys = keys.some((key) => source.catalogue.endpoints[key]?.destructive);
  return {
    action: name,
    access: tierOfAction(action, source),
    ...(destroys && { destructive: true }),
    endpoints: keys,
  };
}

/** An argument that `tools/list` names. */
function argumentDoc(
  tool: ToolDeclaration,
  name: string,
  { type, description, enum: allowed, minimum, maximum }: ArgumentSchema,
  isRequired: boolean,
  source: Source,
): ParameterDoc {
  const also = Object.entries(tool.aliases ?? {})
    .filter(([, meant]) => meant === name)
    .map(([alias]) => alias);
  const isOurs = tool.extra?.[name] !== undefined;
  const takers = isOurs ? [] : takersOf(tool, name, source);
  const [first] = takers;
  return {
    name,
    type,
    ...(isRequired && { required: true }),
    description,
    ...actionsNamed(tool, takers),
    ...(allowed && { allowed }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(also.length > 0 && { also }),
    ...(first && keysOf(name, first, source)),
  };
}

/** What is accepted without being listed: inside `options`, or beside the arguments. */
function moreParameters(
  tool: ToolDeclaration,
  listed: Readonly<Record<string, ArgumentSchema>>,
  source: Source,
): ParameterDoc[] {
  const names = actionsOf(tool).flatMap(([, action]) =>
    optionsOf(action, source).map(([name]) => name),
  );
  const others = [...new Set(names)].filter((name) => !listed[name] && name !== "node");
  return others.flatMap((name) => {
    const takers = takersOf(tool, name, source);
    const [first] = takers;
    return first ? [parameterDoc(tool, name, first, takers, source)] : [];
  });
}

function parameterDoc(
  tool: ToolDeclaration,
  name: string,
  { endpoint, schema, parameter }: Taker,
  takers: readonly Taker[],
  source: Source,
): ParameterDoc {
  const { type = "string", enum: allowed, minimum, maximum, default: usual } = schema;
  return {
    name,
    type,
    description: source.words.parameter(endpoint, parameter) ?? name,
    in: "options",
    ...actionsNamed(tool, takers),
    ...(allowed && { allowed }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(usual !== undefined && { default: usual }),
    ...keysOf(name, { endpoint, schema, parameter, action: "" }, source),
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

function takersOf(tool: ToolDeclaration, name: string, source: Source): Taker[] {
  return actionsOf(tool).flatMap(([action, declaration]) => {
    const found = optionsOf(declaration, source).find(([own]) => own === name);
    if (!found) return [];
    const [, { endpoint, schema }] = found;
    return [{ action, endpoint, schema, parameter: declaration.rename?.[name] ?? name }];
  });
}

/** A handler reads by itself and passes on what its changing requests take. */
function optionsOf(action: Action, { endpoints }: Source) {
  if (!action.run) return parametersOf(action, endpoints);
  const changes = existing(action, endpoints).filter((key) => !key.startsWith("GET "));
  return parametersOf({ ...action, endpoint: changes as never }, endpoints);
}

function actionsNamed(tool: ToolDeclaration, takers: readonly Taker[]): { actions?: string[] } {
  const all = actionsOf(tool).length;
  return takers.length > 0 && takers.length < all
    ? { actions: takers.map(({ action }) => action) }
    : {};
}

function keysOf(
  name: string,
  { endpoint, schema, parameter }: Taker,
  { words }: Source,
): { keys?: Record<string, string> } {
  const keys = variantsOf(schema).flatMap((variant) =>
    Object.entries(propertyStringOf(variant) ?? {}).filter(([, { alias }]) => alias === undefined),
  );
  if (keys.length === 0) return {};
  const lines = keys.map(([key, facts]) => {
    const line = words.parameter(endpoint, `${parameter}.${key}`);
    return [key, [factsOf(facts), line].filter(Boolean).join(": ") || name];
  });
  return { keys: Object.fromEntries(lines) };
}

function factsOf({ type, enum: allowed, minimum, maximum }: Schema): string {
  const bounds =
    minimum === undefined && maximum === undefined ? "" : ` ${minimum ?? ""}..${maximum ?? ""}`;
  return [`${type ?? "string"}${bounds}`, ...(allowed ? [allowed.join("|")] : [])].join(", ");
}
