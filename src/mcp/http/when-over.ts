import type { Writable } from "node:stream";

/** Runs something once the whole answer was sent, or its reader is gone. */
export function whenOver(answer: Pick<Writable, "closed" | "once">, then: () => void): void {
  if (answer.closed) then();
  else answer.once("close", then);
}
