import type { Writable } from "node:stream";

/** Runs something once the whole answer was sent, or its reader is gone. */
export type OnOver = (then: () => void) => void;

/** Of one answer. */
export function overOf(answer: Pick<Writable, "closed" | "once">): OnOver {
  return (then) => {
    if (answer.closed) then();
    else answer.once("close", then);
  };
}
