import type { Server, ServerContext } from "@modelcontextprotocol/server";
import type { Ask } from "../tools/consent.js";
import { ToolError } from "../tools/errors.js";

/** Milliseconds in which a user may answer. A call that is cancelled ends its question at once. */
export const ANSWER_TIME = 10 * 60_000;

/** A question that takes no more than yes or no: its form has no fields. */
export function questionOf(message: string) {
  return {
    method: "elicitation/create" as const,
    params: { message, requestedSchema: { type: "object" as const, properties: {} } },
  };
}

/** Revision 2026-07-28 has no requests from a server: each request says who sends it. */
export function isStateless({ mcpReq }: ServerContext): boolean {
  return mcpReq.envelope !== undefined;
}

/** Up to revision 2025-11-25 a server sends requests to its client while it serves one. */
export function askBy(server: Server, { mcpReq }: ServerContext): { ask?: Ask } {
  if (!canAsk(server.getClientCapabilities())) return {};
  return {
    ask: async (message) => {
      const { signal } = mcpReq;
      try {
        return answerOf(await mcpReq.send(questionOf(message), { signal, timeout: ANSWER_TIME }));
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof ToolError ? error : unanswered("no answer came that can be read");
      }
    },
  };
}

/** What a client says that it can; `elicitation: {}` means forms, as before there were other kinds. */
export function canAsk(capabilities: unknown): boolean {
  const { elicitation } = Object(capabilities) as Record<string, unknown>;
  if (typeof elicitation !== "object" || elicitation === null) return false;
  return "form" in elicitation || !("url" in elicitation);
}

const ANSWERS = { accept: "accepted", decline: "declined", cancel: "cancelled" } as const;

/** What a client sent back. @throws ToolError for what answers nothing that was asked */
export function answerOf(given: unknown): "accepted" | "declined" | "cancelled" {
  const { action, content } = Object(given) as Record<string, unknown>;
  const isKnown = typeof action === "string" && Object.hasOwn(ANSWERS, action);
  if (!isKnown) throw unanswered("the client sent back something else than an answer");
  const filled = content === undefined || content === null ? [] : Object.keys(Object(content));
  if (filled.length > 0)
    throw unanswered(`the client filled in ${filled.length} fields that weren't asked for`);
  return ANSWERS[action as keyof typeof ANSWERS];
}

export function unanswered(what: string): ToolError {
  return new ToolError(
    "unanswered",
    `the user was asked, but ${what}`,
    "Nothing was sent. Call the tool again to have the user asked again.",
  );
}
