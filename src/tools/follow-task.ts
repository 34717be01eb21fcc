import { followedTasks, observed } from "../kit/observed.js";
import type { TaskProgress } from "../pve/cluster/task-progress.js";
import type { TaskResult } from "./define.js";
import type { Progress, Session } from "./session.js";
import { createBackupReader, type LogWish, taskResult } from "./task-result.js";

/** Follows a task for at most `wait` seconds; stops it if the caller cancels and asked for that. */
export async function followTask(
  session: Session,
  upid: string,
  wait: number,
  logs?: LogWish,
): Promise<TaskResult> {
  const { gate, signal, progress, stopOnCancel } = session;
  const clock = await gate.clock();
  const start = clock.now();
  const { backups, read } = createBackupReader();
  try {
    const follow = () =>
      gate.finishTask(upid, {
        wait: wait * 1000,
        signal,
        onProgress: (step) => {
          for (const { text } of step.lines) read(text);
          report(step, progress);
        },
      });
    const outcome = await observed(followedTasks, { type: upid.split(":")[5] ?? "" }, follow)();
    return taskResult(outcome, Math.round((clock.now() - start) / 1000), backups, logs);
  } catch (error) {
    if (signal.aborted && stopOnCancel) await gate.stopTask(upid);
    throw error;
  }
}

function report({ lines, percent, state, elapsed }: TaskProgress, progress: Progress): void {
  const texts = lines.map(({ text }) => text).filter((text) => text !== "");
  progress(texts.join("\n") || `${state} for ${elapsed} s`, percent);
}
