import type { EndpointKey } from "../schema/model.js";
import { show } from "./arguments.js";
import type { EndpointRef, Guest, ToolContext } from "./define.js";
import { refuse, ToolError } from "./errors.js";
import { followTask } from "./follow-task.js";
import type { Intent } from "./guard.js";
import { findGuest } from "./guests.js";
import { fieldsOf, type Page, pageOfList } from "./page.js";
import { announce, call, request, shape } from "./request.js";
import type { Session } from "./session.js";

/** What an action's handler works with. */
export function contextFor(
  action: string,
  args: Record<string, unknown>,
  guest: Guest | undefined,
  session: Session,
): ToolContext {
  const keyOf = (ref: EndpointRef) => {
    if (!ref.includes("{kind}")) return ref as EndpointKey;
    if (!guest) throw refuse("vmid: missing");
    return ref.replace("{kind}", guest.kind) as EndpointKey;
  };
  return {
    arguments: args,
    action,
    ...(guest && { guest }),
    // `call` has checked the answer's shape, and `shape` keeps it
    call: (endpoint, parameters, { losesNothing } = {}) => {
      const sender = losesNothing === undefined ? session : sparing(session);
      return call(sender, keyOf(endpoint), parameters ?? {}) as never;
    },
    shape: (endpoint, data) => shape(session, keyOf(endpoint), data) as never,
    request: (endpoint, parameters) => {
      const options = { wait: waitOf(args), page: pageOf(args) };
      return request(session, keyOf(endpoint), parameters ?? {}, options);
    },
    mergeSettings: async (endpoint, readPresent, given) => {
      const { mergeSettings } = await import("./merge-settings.js");
      return mergeSettings(session, keyOf(endpoint), readPresent, given);
    },
    announce: (requests) =>
      announce(
        session,
        requests.map(({ endpoint, parameters }) => ({ endpoint: keyOf(endpoint), parameters })),
      ),
    refuse,
    fail: (code, message, hint, details) => new ToolError(code, message, hint, details),
    runs: session.gate.runs,
    findGuest: (vmid) => findGuest(session, vmid),
    follow: (upid, wait, logs) => followTask(session, upid, wait, logs),
    page: (entries, defaults) => pageOfList(entries, pageOf(args), defaults),
    clock: session.gate.clock,
    execute: async (execution) => {
      const { execute } = await import("./execute.js");
      return execute(session, execution);
    },
    lookAtScreen: async (look) => {
      const { lookAtScreen } = await import("./screen.js");
      return lookAtScreen(session, look);
    },
    readTerminal: async (reading) => {
      const { readTerminal } = await import("./terminal.js");
      return readTerminal(session, reading);
    },
    chart: async (kind, title, rows) => {
      const { drawUsage } = await import("./chart.js");
      return drawUsage(kind, title, rows);
    },
    signal: session.signal,
  };
}

/** The same call for requests that lose nothing. */
function sparing(session: Session): Session {
  const { guard } = session;
  if (!guard) return session;
  const harmless = (intent: Intent): Intent =>
    intent.entry ? { ...intent, entry: { ...intent.entry, losses: [] } } : intent;
  return {
    ...session,
    guard: { pass: (intents, ...rest) => guard.pass(intents.map(harmless), ...rest) },
  };
}

export function pageOf({ fields, limit, cursor }: Record<string, unknown>): Page {
  return {
    fields: fieldsOf(fields),
    limit: numberOf(limit),
    cursor: cursor === undefined ? undefined : String(cursor),
  };
}

/** Seconds to wait for a task. */
export function waitOf({ wait }: Record<string, unknown>): number | undefined {
  return numberOf(wait);
}

/** These are accepted unlisted, and so unchecked. */
function numberOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new ToolError("arguments", `${show(value)} isn't a number from 0 on`, "Nothing was sent.");
}
