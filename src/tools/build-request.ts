import { isObject, ownValue } from "../kit/objects.js";
import { type EndpointKey, pathParameters } from "../schema/model.js";
import type { ListedTool } from "../schema/tool-list.js";
import { show } from "./arguments.js";
import {
  type Action,
  endpointsOf,
  type Guest,
  TOOL_ARGUMENTS,
  type ToolDeclaration,
} from "./define.js";
import { ToolError } from "./errors.js";
import { parameterNames } from "./find-endpoint.js";
import { listedName } from "./listed-names.js";

const NEVER_SENT: ReadonlySet<string> = new Set(TOOL_ARGUMENTS);

/** The request that an action's arguments ask for. */
export function requestFor(
  tool: ToolDeclaration,
  action: Action,
  args: Record<string, unknown>,
  guest: Guest | undefined,
): { endpoint: EndpointKey; parameters: Record<string, unknown> } {
  const endpoint = action.endpointArgument
    ? pickByArgument(tool, action, action.endpointArgument, args)
    : pickEndpoint(tool, action, guest);
  const takesLimit = parameterNames(endpoint).includes("limit");
  // not an object yet: a name may be __proto__
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(args)) {
    if (name === action.endpointArgument || (name === "limit" && !takesLimit)) continue;
    if (NEVER_SENT.has(name) || (name === "type" && guest)) continue;
    if (ownValue(tool.extra, name) && !ownValue(action.rename, name)) {
      throw new ToolError("arguments", `${name} means nothing here`, "Nothing was sent.");
    }
    const parameter = ownValue(action.rename, name) ?? name;
    const fixed = ownValue(action.fixed, parameter);
    if (fixed !== undefined && value !== fixed) {
      throw new ToolError(
        "arguments",
        `${name} is always ${show(fixed)} here, got ${show(value)}`,
        "Nothing was sent.",
      );
    }
    given.set(parameter, value);
  }
  const parameters: Record<string, unknown> = Object.fromEntries(given);
  if (guest) parameters["node"] = guest.node;
  if (parameters["upid"] && parameters["node"] === undefined) {
    parameters["node"] = String(parameters["upid"]).split(":")[1];
  }
  Object.assign(parameters, action.fixed);
  const missing = pathParameters(endpoint).filter((name) => parameters[name] === undefined);
  requireArguments(tool.name, "", missing, parameters);
  return { endpoint, parameters };
}

function pickByArgument(
  tool: ToolDeclaration,
  action: Action,
  argument: string,
  args: Record<string, unknown>,
): EndpointKey {
  requireArguments(tool.name, "", [argument], args);
  const endpoints = action.endpoint as Readonly<Record<string, EndpointKey>>;
  const given = String(args[argument]);
  const endpoint = Object.hasOwn(endpoints, given) ? endpoints[given] : undefined;
  if (endpoint) return endpoint;
  const allowed = Object.keys(endpoints).join(", ");
  throw new ToolError(
    "arguments",
    `${listedName(tool, argument)}: must be one of ${allowed} for this action, got ${show(given)}`,
    "Nothing was sent.",
  );
}

/** Of a pair of guest endpoints, the one for the guest's kind. */
function pickEndpoint(
  tool: ToolDeclaration,
  action: Action,
  guest: Guest | undefined,
): EndpointKey {
  const endpoints = endpointsOf(action);
  const other = guest?.kind === "qemu" ? "/lxc/{vmid}" : "/qemu/{vmid}";
  const fitting = endpoints.filter((endpoint) => !guest || !endpoint.includes(other));
  const [endpoint] = fitting;
  if (endpoint) return endpoint;
  throw new ToolError("kind", `${tool.name} has no endpoint`);
}

/** `options` reaches every other parameter; never a path parameter or an argument that is listed. */
export function mergeOptions(
  tool: ToolDeclaration,
  args: Record<string, unknown>,
  action: Action,
  listed: ListedTool,
): Record<string, unknown> {
  const { options } = args;
  if (!isObject(options)) return args;
  const reserved = new Set([
    ...Object.keys(listed.inputSchema.properties),
    ...Object.keys(tool.listedAs ?? {}),
    ...endpointsOf(action).flatMap((endpoint) => pathParameters(endpoint)),
    ...Object.values(action.rename ?? {}),
    ...Object.keys(action.fixed ?? {}),
  ]);
  const clash = Object.keys(options).filter(
    (name) => reserved.has(name) || reserved.has(listedName(tool, name)),
  );
  if (clash.length > 0) {
    throw new ToolError(
      "arguments",
      `options: ${clash.join(", ")} can't be given there, only as an argument of the tool itself`,
      "Nothing was sent.",
    );
  }
  return { ...options, ...withoutKey(args, "options") };
}

/** @throws ToolError that names what is missing */
export function requireArguments(
  tool: string,
  action: string,
  names: readonly string[],
  args: Record<string, unknown>,
): void {
  const missing = names.filter((name) => args[name] === undefined);
  if (missing.length === 0) return;
  const where = action ? `${tool} ${action}` : tool;
  throw new ToolError("arguments", `${where}: missing ${missing.join(", ")}`, "Nothing was sent.");
}

export function withoutKey(object: Record<string, unknown>, key: string | undefined) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
