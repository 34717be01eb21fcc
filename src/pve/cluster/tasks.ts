import { defined } from "../../kit/defined.js";
import { isObject } from "../../kit/objects.js";
import { parseUpid, type Upid } from "../../kit/upid.js";
import type { Caller } from "../caller.js";
import { NodeUnreachableError, ProxmoxError, ValidationError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";
import { pause } from "../wire/pause.js";
import { followHa, isHaTask } from "./ha.js";
import { createTaskLog, type TaskLog } from "./task-log.js";
import {
  type FollowOptions,
  type LogLine,
  percentOf,
  type TaskOutcome,
  type TaskProgress,
} from "./task-progress.js";

const FIRST_DELAY = 250;
const LONGEST_DELAY = 5_000;
const GROWTH = 1.6;

const PATIENCE = 60_000;
/** A task shows up a moment after its UPID; one that the node doesn't know after this is gone. */
const VANISHED_AFTER = 10_000;

const LAST_LINES = 20;

/**
 * Follows a task on the node that its UPID names, until it ends or the wait does. Nothing that goes
 * wrong on the way hangs it: an unreachable node or a vanished task ends in `unknown`.
 *
 * @throws CancelledError when the signal is aborted (the task itself goes on)
 * @throws PermissionError when the account may not see the task
 */
export async function* followTask(
  client: Client,
  upid: string,
  options: FollowOptions = {},
): AsyncGenerator<TaskProgress, TaskOutcome, void> {
  const task = parseTask(upid);
  const { clock } = client;
  const { signal, patience = PATIENCE } = options;
  const deadline =
    options.wait === undefined ? Number.POSITIVE_INFINITY : clock.now() + options.wait;
  const log = createTaskLog(client, task, LAST_LINES, signal);
  let lost: number | undefined;
  let delay = FIRST_DELAY;
  for (;;) {
    const status = await readStatus(client, task, signal);
    const lines = status.kind === "seen" ? await readLog(log, deadline) : [];
    if (status.kind === "seen" && status.exitstatus !== undefined) {
      const outcome = {
        ...outcomeOf(upid, status.exitstatus, log.last()),
        ...longer(log),
      };
      if (outcome.state !== "ok" || !isHaTask(task)) {
        if (lines.length > 0) yield progress(client, task, "running", lines);
        return outcome;
      }
      return yield* followHa(client, task, outcome, { ...options, deadline });
    }
    if (status.kind === "seen") {
      lost = undefined;
    } else {
      lost ??= clock.now();
      const limit = status.kind === "vanished" ? Math.min(patience, VANISHED_AFTER) : patience;
      if (clock.now() - lost >= limit) {
        return { upid, state: "unknown", log: log.last(), ...longer(log) };
      }
    }
    yield progress(client, task, status.kind === "unreachable" ? "unreachable" : "running", lines);
    const left = deadline - clock.now();
    if (left <= 0) return { upid, state: "running", log: log.last(), ...longer(log) };
    await pause(clock, Math.min(delay, left), signal);
    delay = Math.min(delay * GROWTH, LONGEST_DELAY);
  }
}

/** Follows a task to its end. @param onProgress gets what `followTask` yields */
export async function finishTask(
  client: Client,
  upid: string,
  options: FollowOptions & { onProgress?: (progress: TaskProgress) => void } = {},
): Promise<TaskOutcome> {
  const steps = followTask(client, upid, options);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    options.onProgress?.(step.value);
  }
}

/** Asks the node to end a task; what it has done by then stays done. */
export async function stopTask(caller: Caller, upid: string, signal?: AbortSignal): Promise<void> {
  const { node } = parseTask(upid);
  const key = "DELETE /nodes/{node}/tasks/{upid}";
  await caller.call(key, { node, upid }, { ...(signal && { signal }) });
}

/** @throws ValidationError for what isn't a UPID */
export function parseTask(upid: string): Upid {
  try {
    return parseUpid(upid);
  } catch (error) {
    throw new ValidationError((error as Error).message, {
      hint: "Use the full UPID that the starting call returned.",
    });
  }
}

type Status =
  | { kind: "seen"; exitstatus?: string }
  /** The node answers, and doesn't know it. */
  | { kind: "vanished" }
  | { kind: "unreachable" };

async function readStatus(
  client: Client,
  task: Upid,
  signal: AbortSignal | undefined,
): Promise<Status> {
  try {
    const data = await client.call(
      "GET /nodes/{node}/tasks/{upid}/status",
      { node: task.node, upid: task.upid },
      { ...(signal && { signal }) },
    );
    if (!isObject(data) || data["status"] !== "stopped") return { kind: "seen" };
    return { kind: "seen", exitstatus: String(data["exitstatus"] ?? "unexpected status") };
  } catch (error) {
    return lostSight(error);
  }
}

function lostSight(error: unknown): Status {
  if (!(error instanceof ProxmoxError)) throw error;
  if (error.code === "not_found") return { kind: "vanished" };
  if (error instanceof NodeUnreachableError) return { kind: "unreachable" };
  const passing = ["connection", "timeout", "server"].includes(error.code);
  if (passing) return { kind: "unreachable" };
  throw error;
}

/** The log is a help; the task's state is told by its status alone. */
async function readLog(log: TaskLog, deadline: number): Promise<LogLine[]> {
  try {
    return await log.read(deadline);
  } catch (error) {
    lostSight(error);
    return [];
  }
}

function longer(log: TaskLog): { lines?: number } {
  return log.length() > log.last().length ? { lines: log.length() } : {};
}

/** What an exit status means. */
export function outcomeOf(upid: string, exitstatus: string, log: string[]): TaskOutcome {
  const state =
    exitstatus === "OK"
      ? "ok"
      : /^WARNINGS: \d+$/.test(exitstatus)
        ? "warnings"
        : exitstatus === "unexpected status"
          ? "unknown"
          : "failed";
  return { upid, state, exitstatus, log };
}

function progress(
  client: Client,
  task: Upid,
  state: TaskProgress["state"],
  lines: LogLine[],
): TaskProgress {
  const percent = lines
    .map((line) => percentOf(line.text))
    .findLast((value) => value !== undefined);
  const elapsed = Math.max(0, Math.round(client.clock.now() / 1000 - task.starttime));
  return {
    upid: task.upid,
    state,
    elapsed,
    lines,
    ...defined({ percent }),
  };
}
