import { readFileSync } from "node:fs";

/** What an operator asks, and the call that does it. */
export interface Task {
  /** `tuning`: words may be changed until it is found; `judging`: only looked at. */
  set: "tuning" | "judging";
  ask: string;
  tool: string;
  /** Absent: any, or the tool has none. */
  action?: string;
  /** Arguments that matter. */
  args?: Record<string, unknown>;
}

export function readTasks(file: string): Task[] {
  return JSON.parse(readFileSync(file, "utf8")) as Task[];
}
