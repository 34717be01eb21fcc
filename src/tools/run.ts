import { isObject, own } from "../kit/objects.js";
import { type EndpointKey, pathParameters } from "../schema/model.js";
import type { ListedTool } from "../schema/tool-list.js";
import { show } from "./arguments.js";
import {
  type Action,
  actionsOf,
  endpointsOf,
  type Guest,
  type ToolAnswer,
  type ToolContext,
  type ToolDeclaration,
} from "./define.js";
import { refuse, ToolError } from "./errors.js";
import { kindError } from "./exclusions.js";
import { parameterNames } from "./find-endpoint.js";
import { fieldsOf } from "./page.js";
import type { Session } from "./session.js";

/** Arguments that steer the tool and are never sent. */
const OURS = new Set(["wait", "options", "fields", "cursor"]);

/**
 * Runs one curated tool: picks the action, finds the guest, and sends its endpoint the arguments, or
 * lets the action's handler do it.
 *
 * @param checked arguments that `checkArguments` has agreed to
 */
export async function runTool(
  tool: ToolDeclaration,
  listed: ListedTool,
  checked: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  const argument = tool.actionArgument ?? "action";
  const actions = new Map(actionsOf(tool));
  const name = tool.actions ? String(checked[argument]) : "";
  const action = actions.get(name);
  if (!action) throw new ToolError("arguments", `${tool.name}: no action "${name}"`);
  const args = withoutKey(checked, tool.actions ? argument : undefined);
  refuseArguments(`${tool.name} ${name}`, action.refused ?? {}, args);
  requireArguments(tool.name, name, action.required ?? [], args);
  const merged = { ...action.defaults, ...mergeOptions(args, action, listed) };

  const run = async (guest: Guest | undefined): Promise<ToolAnswer> => {
    if (action.run) {
      const answer = await action.run(contextFor(name, merged, guest, session));
      return withNote(answer, action.note);
    }
    const { endpoint, parameters } = requestFor(tool, action, merged, guest);
    const page = pageOf(merged);
    const wait = numberOf(merged["wait"]);
    return withNote(await session.send(endpoint, parameters, { wait, page }), action.note);
  };
  if (!isAboutGuest(action)) return run(undefined);
  requireArguments(tool.name, name, ["vmid"], merged);
  return session.withGuest(Number(merged["vmid"]), (guest) => {
    checkGuest(guest, merged);
    checkKind(tool, action, guest, merged);
    return run(guest);
  });
}

function withNote(answer: ToolAnswer, note: string | undefined): ToolAnswer {
  return note === undefined ? answer : { ...answer, notes: [...(answer.notes ?? []), note] };
}

function refuseArguments(
  what: string,
  refused: Readonly<Record<string, string>>,
  args: Record<string, unknown>,
): void {
  const reasons = Object.entries(refused).filter(([name]) => args[name] !== undefined);
  if (reasons.length === 0) return;
  const text = reasons.map(([name, reason]) => `${name}: ${reason}`).join("; ");
  throw new ToolError("arguments", `${what.trim()}: ${text}`, "Nothing was sent.");
}

function contextFor(
  action: string,
  args: Record<string, unknown>,
  guest: Guest | undefined,
  session: Session,
): ToolContext {
  return {
    arguments: args,
    action,
    ...(guest && { guest }),
    call: (endpoint, parameters) => session.callChecked(endpoint, parameters ?? {}),
    shape: (endpoint, data) => session.shape(endpoint, data),
    send: (endpoint, parameters) =>
      session.send(endpoint, parameters ?? {}, {
        wait: numberOf(args["wait"]),
        page: pageOf(args),
      }),
    refuse,
    runs: (release) => session.runs(release),
    findGuest: (vmid) => session.findGuest(vmid),
    follow: (upid, wait) => session.follow(upid, wait),
    page: (entries, defaults) => session.page(entries, pageOf(args), defaults),
    signal: session.signal,
  };
}

function pageOf({ fields, limit, cursor }: Record<string, unknown>) {
  return {
    fields: fieldsOf(fields),
    limit: numberOf(limit),
    cursor: cursor === undefined ? undefined : String(cursor),
  };
}

function requestFor(
  tool: ToolDeclaration,
  action: Action,
  args: Record<string, unknown>,
  guest: Guest | undefined,
): { endpoint: EndpointKey; parameters: Record<string, unknown> } {
  const endpoint = action.by
    ? pickByArgument(tool, action, action.by, args)
    : pickEndpoint(tool, action, guest);
  const takesLimit = parameterNames(endpoint).includes("limit");
  // not an object yet: a name may be __proto__
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(args)) {
    if (name === action.by || (name === "limit" && !takesLimit)) continue;
    if (OURS.has(name) || (name === "type" && guest)) continue;
    if (own(tool.extra, name) && !own(action.rename, name)) {
      throw new ToolError("arguments", `${name} means nothing here`, "Nothing was sent.");
    }
    const parameter = own(action.rename, name) ?? name;
    const fixed = own(action.fixed, parameter);
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
  by: string,
  args: Record<string, unknown>,
): EndpointKey {
  requireArguments(tool.name, "", [by], args);
  const endpoints = action.endpoint as Readonly<Record<string, EndpointKey>>;
  const given = String(args[by]);
  const endpoint = Object.hasOwn(endpoints, given) ? endpoints[given] : undefined;
  if (endpoint) return endpoint;
  const allowed = Object.keys(endpoints).join(", ");
  throw new ToolError(
    "arguments",
    `${by}: must be one of ${allowed} for this action, got ${show(given)}`,
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

/** What only the other kind of guest has is answered with the way round, and nothing is sent. */
function checkKind(
  tool: ToolDeclaration,
  action: Action,
  guest: Guest,
  args: Record<string, unknown>,
): void {
  const endpoints = endpointsOf(action).filter((key) => key.includes("/{vmid}"));
  if (endpoints.some((key) => key.includes(`/${guest.kind}/{vmid}`))) return;
  throw kindError(tool.name, endpoints, guest, args);
}

function isAboutGuest(action: Action): boolean {
  return !action.many && endpointsOf(action).some((key) => /\/(qemu|lxc)\/\{vmid\}/.test(key));
}

/**
 * `vmid` alone names a guest. A `node` or `type` that contradicts the cluster is worth an error: the
 * caller has a guest in mind that isn't this one.
 */
function checkGuest(guest: Guest, { type, node }: Record<string, unknown>): void {
  const kind = type === "vm" ? "qemu" : type;
  if (kind !== undefined && kind !== guest.kind) {
    const actual = guest.kind === "lxc" ? "a container (lxc)" : "a VM (qemu)";
    throw new ToolError("arguments", `type: guest ${guest.vmid} is ${actual}, not ${show(type)}`);
  }
  if (node !== undefined && node !== guest.node) {
    throw new ToolError(
      "arguments",
      `node: guest ${guest.vmid} is on ${guest.node}, not ${show(node)}`,
      "Leave node out: it is looked up.",
    );
  }
}

/** `options` reaches every other parameter; never a path parameter or an argument that is listed. */
function mergeOptions(
  args: Record<string, unknown>,
  action: Action,
  listed: ListedTool,
): Record<string, unknown> {
  const { options } = args;
  if (!isObject(options)) return args;
  const reserved = new Set([
    ...Object.keys(listed.inputSchema.properties),
    ...endpointsOf(action).flatMap((endpoint) => pathParameters(endpoint)),
    ...Object.values(action.rename ?? {}),
    ...Object.keys(action.fixed ?? {}),
  ]);
  const clash = Object.keys(options).filter((name) => reserved.has(name));
  if (clash.length > 0) {
    throw new ToolError(
      "arguments",
      `options: ${clash.join(", ")} can't be given there, only as an argument of the tool itself`,
      "Nothing was sent.",
    );
  }
  return { ...options, ...withoutKey(args, "options") };
}

function requireArguments(
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

function withoutKey(object: Record<string, unknown>, key: string | undefined) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** These are accepted unlisted, and so unchecked. */
function numberOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new ToolError("arguments", `${show(value)} isn't a number from 0 on`, "Nothing was sent.");
}
