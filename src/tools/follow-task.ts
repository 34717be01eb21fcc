import { defined } from "../kit/defined.js";
import type { TaskProgress } from "../pve/cluster/task-progress.js";
import type { TaskResult } from "./define.js";
import type { Progress, Session } from "./session.js";

/** Follows a task for at most `wait` seconds; stops it if the caller cancels and asked for that. */
export async function followTask(
  session: Session,
  upid: string,
  wait: number,
): Promise<TaskResult> {
  const { gate, signal, progress, stopOnCancel } = session;
  try {
    const { state, exitstatus, log, lines } = await gate.finishTask(upid, {
      wait: wait * 1000,
      signal,
      onProgress: (step) => report(step, progress),
    });
    return { upid, state, ...defined({ exitstatus }), log, ...defined({ lines }) };
  } catch (error) {
    if (signal.aborted && stopOnCancel) await gate.stopTask(upid);
    throw error;
  }
}

function report({ lines, percent, state, elapsed }: TaskProgress, progress: Progress): void {
  const texts = lines.map(({ text }) => text).filter((text) => text !== "");
  progress(texts.join("\n") || `${state} for ${elapsed} s`, percent);
}
