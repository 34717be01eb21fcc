import { defined } from "../kit/defined.js";
import type { Tier } from "../schema/catalogue.js";
import type { AuthoriseOptions, Gate } from "./gate-types.js";
import type { Guard } from "./guard.js";

/** Gets each line of a task's log while a call waits for the task. */
export type Progress = (message: string, percent?: number) => void;

/** One call of a client: its way to the cluster, its cancellation and its progress. */
export interface Session {
  gate: Gate;
  access: Tier;
  /** The tool that was called; absent for resources and completions. */
  tool?: string;
  /** The MCP client's name and version. */
  client?: string;
  signal: AbortSignal;
  /** What its changes pass last; absent for resources and completions, which change nothing. */
  guard?: Guard;
  progress: Progress;
  /** UPIDs of the tasks that this call has started, told whatever fails afterwards. */
  started: string[];
  /** A call that is cancelled while it waits for a task stops the task too. */
  stopOnCancel: boolean;
}

/** What the gate has to know of a call. */
export function callOptions({ signal, tool, client, guard }: Session): AuthoriseOptions {
  return defined({ signal, tool, client, guard });
}
