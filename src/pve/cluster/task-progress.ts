export interface FollowOptions {
  signal?: AbortSignal;
  /** Milliseconds after which to stop looking, the task still running. Unlimited when absent. */
  wait?: number;
  /** Milliseconds for which the task may be out of sight before it counts as unknown. */
  patience?: number;
  /** For a migration of an HA-managed guest: where it should arrive. */
  target?: string;
}

export interface LogLine {
  /** Counts from 1. */
  n: number;
  text: string;
}

/** What is new since the last one. */
export interface TaskProgress {
  upid: string;
  /** `settling`: the task is over, and the HA manager is still acting on its request. */
  state: "running" | "settling" | "unreachable";
  /** Seconds since it started. */
  elapsed: number;
  lines: LogLine[];
  /** 0 to 100, as its log says; absent when it doesn't. */
  percent?: number;
}

export interface TaskOutcome {
  upid: string;
  /** `running`: the wait was over first. `unknown`: it vanished, or its node is down. */
  state: "running" | "ok" | "warnings" | "failed" | "unknown";
  /** Proxmox's own word: `OK`, `WARNINGS: 2`, or the error. */
  exitstatus?: string;
  /** The last lines of its log. */
  log: string[];
  /** How many lines its log has, where those are more. */
  lines?: number;
}

/**
 * How far a log line says that its task has come, 0 to 100: backups, clones, moves and downloads
 * write a percentage, each in its own way.
 */
export function percentOf(line: string): number | undefined {
  const match = /(?:^|[\s(:])(\d{1,3}(?:\.\d+)?)\s?%/.exec(line);
  const percent = match ? Number(match[1]) : Number.NaN;
  return percent >= 0 && percent <= 100 ? percent : undefined;
}
