import { show } from "./arguments.js";
import type { Guest, ToolContext } from "./define.js";
import { refuse, ToolError } from "./errors.js";
import { followTask } from "./follow-task.js";
import { findGuest } from "./guests.js";
import { fieldsOf, type Page, pageOfList } from "./page.js";
import { call, request, shape } from "./request.js";
import type { Session } from "./session.js";

/** What an action's handler works with. */
export function contextFor(
  action: string,
  args: Record<string, unknown>,
  guest: Guest | undefined,
  session: Session,
): ToolContext {
  return {
    arguments: args,
    action,
    ...(guest && { guest }),
    call: (endpoint, parameters) => call(session, endpoint, parameters ?? {}),
    shape: (endpoint, data) => shape(session, endpoint, data),
    request: (endpoint, parameters) =>
      request(session, endpoint, parameters ?? {}, { wait: waitOf(args), page: pageOf(args) }),
    refuse,
    runs: session.gate.runs,
    findGuest: (vmid) => findGuest(session, vmid),
    follow: (upid, wait) => followTask(session, upid, wait),
    page: (entries, defaults) => pageOfList(entries, pageOf(args), defaults),
    signal: session.signal,
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
