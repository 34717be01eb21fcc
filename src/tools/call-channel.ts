import type { Ask } from "./consent.js";
import type { Progress } from "./session.js";

/** What a call has of its client. */
export interface CallChannel {
  signal: AbortSignal;
  progress: Progress;
  /** Absent: the client can't ask its user. */
  ask?: Ask;
  /** The client's name and version, as it says itself. */
  client?: string;
  /** What the request says beside the call, such as whose trace it belongs to. */
  meta?: Readonly<Record<string, unknown>> | undefined;
}
