import type { Tier } from "../schema/catalogue.js";
import type { Gate } from "./gate.js";

/** Gets each line of a task's log while a call waits for the task. */
export type Progress = (message: string, percent?: number) => void;

/** One call of a client: its way to the cluster, its cancellation and its progress. */
export interface Session {
  gate: Gate;
  access: Tier;
  /** The tool that was called; absent for resources and completions. */
  tool?: string;
  signal: AbortSignal;
  progress: Progress;
  /** UPIDs of the tasks that this call has started, told whatever fails afterwards. */
  started: string[];
  /** A call that is cancelled while it waits for a task stops the task too. */
  stopOnCancel: boolean;
}
