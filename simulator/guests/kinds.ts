import type { Context, Handlers } from "../http/context.js";
import { KINDS, type Kind } from "./guest-state.js";

/** A table whose keys say `{kind}`: one entry each for virtual machines and containers. */
export function forBothKinds(
  table: Record<string, (context: Context, kind: Kind) => unknown>,
): Handlers {
  const handlers: Handlers = {};
  for (const [key, handler] of Object.entries(table)) {
    for (const kind of KINDS) {
      handlers[key.replace("{kind}", kind)] = (context) => handler(context, kind);
    }
  }
  return handlers;
}
