import type { Faults } from "../http/injected-faults.js";
import type { State } from "../state/state.js";
import type { Clock } from "../support/clock.js";
import type { Task } from "./task-state.js";

export interface TaskControl {
  upid: string;
  log(line: string): void;
  /** Counts towards the exit status `WARNINGS: n`. */
  warn(line: string): void;
}

/** Yields the milliseconds until its next step; what it throws becomes the exit status. */
export type TaskBody = (task: TaskControl) => Generator<number, void, void>;

export interface TaskStart {
  node: string;
  type: string;
  id?: string | number;
  user: string;
}

/** How many finished tasks are remembered, as in Proxmox's own index of tasks. */
const KEPT = 1000;

export interface TaskWorld {
  state: State;
  clock: Clock;
  faults: Faults;
}

/** Starts a task; its first step runs at once. */
export function startTask(world: TaskWorld, start: TaskStart, body: TaskBody): string {
  const { state, clock, faults } = world;
  const task = createTask(world, start);
  let warnings = 0;
  const control: TaskControl = {
    upid: task.upid,
    log: (line) => task.log.push(line),
    warn(line) {
      warnings += 1;
      task.log.push(`WARN: ${line}`);
    },
  };
  const steps = body(control);
  let cancel = () => {};

  function end(exitstatus: string): void {
    task.exitstatus = exitstatus;
    task.endtime = Math.floor(clock.now() / 1000);
    task.log.push(lastLine(exitstatus));
    logTask(world, task, `end task ${task.upid} ${exitstatus}`);
  }

  function step(): void {
    try {
      const next = steps.next();
      if (next.done) {
        end(warnings > 0 ? `WARNINGS: ${warnings}` : "OK");
        return;
      }
      cancel = clock.after(next.value, step);
    } catch (error) {
      end((error as Error).message.trim());
    }
  }

  task.interrupt = () => {
    if (task.exitstatus !== undefined) return;
    cancel();
    steps.return();
    end("received interrupt");
  };
  state.tasks.set(task.upid, task);
  forgetOldest(state);
  logTask(world, task, `starting task ${task.upid}`);
  const failure = faults.taskFailure(task);
  if (failure === undefined) step();
  else cancel = clock.after(100, () => end(failure));
  return task.upid;
}

function createTask({ state, clock }: TaskWorld, { node, type, id = "", user }: TaskStart): Task {
  state.lastPid += 1 + (state.lastPid % 3);
  const pid = state.lastPid;
  const starttime = Math.floor(clock.now() / 1000);
  const bootedAt = state.nodes.get(node)?.bootedAt ?? clock.now();
  const pstart = Math.floor(Math.max(0, clock.now() - bootedAt) / 10);
  const text = String(id).replace(/[:\s]/g, (character) => encodeURIComponent(character));
  const stamps = [pid, pstart, starttime].map(hex);
  const upid = ["UPID", node, ...stamps, type, text, user, ""].join(":");
  return { upid, node, pid, pstart, starttime, type, id: text, user, log: [], interrupt() {} };
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}

function lastLine(exitstatus: string): string {
  if (exitstatus === "OK") return "TASK OK";
  if (exitstatus.startsWith("WARNINGS: ")) return `TASK ${exitstatus}`;
  return `TASK ERROR: ${exitstatus}`;
}

function forgetOldest({ tasks }: State): void {
  if (tasks.size <= KEPT) return;
  for (const [upid, task] of tasks) {
    if (task.exitstatus === undefined) continue;
    tasks.delete(upid);
    return;
  }
}

function logTask({ state, clock }: TaskWorld, task: Task, message: string): void {
  const time = Math.floor(clock.now() / 1000);
  const { node, user, pid } = task;
  state.log.push({ time, node, user, tag: "pvedaemon", priority: 6, pid, message });
  state.nodes
    .get(node)
    ?.journal.push({ time, text: `${node} pvedaemon[${pid}]: <${user}> ${message}` });
  if (state.log.length > KEPT) state.log.shift();
}

/** Whether a UPID could be one at all. */
export function isUpid(text: string): boolean {
  return /^UPID:[A-Za-z0-9][A-Za-z0-9-]*:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:\s]+:[^:\s]*:[^:\s]+:$/.test(
    text,
  );
}
