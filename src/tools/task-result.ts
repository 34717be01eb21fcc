import { defined } from "../kit/defined.js";
import type { TaskOutcome } from "../pve/cluster/task-progress.js";
import type { Backup, TaskResult } from "./define.js";

/** Lines that an answer holds at most of a log; the whole log is there on demand. */
const MOST_LINES = 8;

/** A task ends `OK` although a command that it ran failed: `PUT /cluster/sdn` does. */
const FAILED_INSIDE = /^command '.*' failed: |^(?:ERROR|error): |: command failed\b/;

/** Tells what went wrong, in the words of Proxmox's programs. */
const TELLS_WHY =
  /\b(?:err(?:or)?|fail(?:ed|ure)?|can(?:'t|not)|could not|unable|denied|refus\w*|no such|not found|does not exist|already|timeout|timed out|aborted?|warn(?:ing)?s?)\b/i;

/** Lines of the log that are wanted: those that tell why it failed, or the last ones in any case. */
export type LogWish = "why" | "end";

/**
 * What a caller hears of a task: its result where it went well, the lines that tell why where it
 * didn't.
 *
 * @param seconds how long it was followed
 * @param backups what it made, for a backup
 */
export function taskResult(
  { upid, state, exitstatus, log, lines }: TaskOutcome,
  seconds: number,
  backups: readonly Backup[],
  logs: LogWish = "why",
): TaskResult {
  if (logs === "end") return { upid, state, ...defined({ exitstatus, lines }), log };
  const failedInside = state === "ok" ? log.filter((line) => FAILED_INSIDE.test(line)) : [];
  const told = failedInside.length > 0 ? "warnings" : state;
  const shown = failedInside.length > 0 ? failedInside : linesOf(told, log);
  return {
    upid,
    state: told,
    // OK says nothing that the state doesn't
    ...(exitstatus !== "OK" && defined({ exitstatus })),
    ...(state !== "running" && { seconds }),
    ...(backups.length > 0 && { backups: [...backups] }),
    ...(shown.length > 0 && { log: shown.slice(-MOST_LINES) }),
    ...defined({ lines }),
  };
}

function linesOf(state: TaskResult["state"], log: readonly string[]): readonly string[] {
  if (state === "ok") return [];
  if (state === "running") return log.slice(-1);
  const telling = log.filter((line) => TELLS_WHY.test(line));
  return telling.length > 0 ? telling : log;
}

/** Reads from a backup's log which archives it made. */
export function createBackupReader(): { read(line: string): void; backups: Backup[] } {
  const backups: Backup[] = [];
  return {
    backups,
    read: (line) => {
      const [, path] =
        /\bcreating (?:vzdump|Proxmox Backup Server) archive '([^']+)'/.exec(line) ?? [];
      if (path !== undefined) backups.push({ archive: path.replace(/^.*\/(?=vzdump-)/, "") });
      const [, size] = /\barchive file size: (\S.*)/.exec(line) ?? [];
      const last = backups.at(-1);
      if (size !== undefined && last) last.size = size;
    },
  };
}
