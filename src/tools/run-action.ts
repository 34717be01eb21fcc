import type { ListedTool } from "../schema/tool-list.js";
import { takesGuest } from "./action-parameters.js";
import { show } from "./arguments.js";
import { mergeOptions, requestFor, requireArguments, withoutKey } from "./build-request.js";
import {
  type Action,
  actionsOf,
  endpointsOf,
  type Guest,
  type ToolAnswer,
  type ToolDeclaration,
} from "./define.js";
import { explainEmpty, filtersOf } from "./empty-list.js";
import { ToolError } from "./errors.js";
import { kindError } from "./exclusions.js";
import { findGuest, findMovedGuest } from "./guests.js";
import { request } from "./request.js";
import type { Session } from "./session.js";
import { contextFor, pageOf, waitOf } from "./tool-context.js";

/**
 * Runs one action of a curated tool: finds its guest, and sends its endpoint the arguments, or lets
 * the action's handler do it. Where the guest turns out to have moved, it runs once more.
 *
 * @param checked arguments that `checkArguments` has agreed to
 */
export async function runAction(
  tool: ToolDeclaration,
  listed: ListedTool,
  checked: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  const { name, action } = chosenAction(tool, checked);
  const args = argumentsFor(tool, name, action, listed, checked);
  if (!takesGuest(action)) return perform(tool, name, action, args, session);
  requireArguments(tool.name, name, ["vmid"], args);
  const guest = await findGuest(session, Number(args["vmid"]));
  try {
    return await perform(tool, name, action, args, session, guest);
  } catch (error) {
    const moved = await findMovedGuest(session, guest, error);
    return perform(tool, name, action, args, session, moved);
  }
}

async function perform(
  tool: ToolDeclaration,
  name: string,
  action: Action,
  args: Record<string, unknown>,
  session: Session,
  guest?: Guest,
): Promise<ToolAnswer> {
  if (guest) {
    checkGuest(guest, args);
    checkKind(tool, action, guest, args);
  }
  if (action.run) {
    const answer = await action.run(contextFor(name, args, guest, session));
    return withNote(explainEmpty(answer, args), action.note);
  }
  const { endpoint, parameters } = requestFor(tool, action, args, guest);
  const { fields = action.fields, ...page } = pageOf(args);
  const options = { wait: waitOf(args), page: { ...page, fields } };
  const answer = await request(session, endpoint, parameters, options);
  return withNote(explainEmpty(answer, filtersOf(endpoint, args)), action.note);
}

function chosenAction(
  tool: ToolDeclaration,
  checked: Record<string, unknown>,
): { name: string; action: Action } {
  const name = tool.actions ? String(checked["action"]) : "";
  const action = new Map(actionsOf(tool)).get(name);
  if (action) return { name, action };
  throw new ToolError("arguments", `${tool.name}: no action "${name}"`);
}

/** The arguments of this action: its defaults, and what `options` holds, beside the caller's own. */
function argumentsFor(
  tool: ToolDeclaration,
  name: string,
  action: Action,
  listed: ListedTool,
  checked: Record<string, unknown>,
): Record<string, unknown> {
  const args = withoutKey(checked, tool.actions ? "action" : undefined);
  refuseArguments(`${tool.name} ${name}`, action.refused ?? {}, args);
  requireArguments(tool.name, name, action.required ?? [], args);
  return { ...action.defaults, ...mergeOptions(tool, args, action, listed) };
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
