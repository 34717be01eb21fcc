import { isObject } from "../../kit/objects.js";
import type { Upid } from "../../kit/upid.js";
import { ProxmoxError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";
import { pause } from "../wire/pause.js";
import type { FollowOptions, TaskOutcome, TaskProgress } from "./task-progress.js";

/**
 * These tasks only hand a request to the HA manager and end at once; the manager acts on it some
 * ten seconds later.
 */
const HA_TASKS = new Set(["hastart", "hastop", "hamigrate", "harelocate"]);

const DELAY = 1_000;

/** Milliseconds for which the manager may take its time when the caller sets no limit. */
const LONGEST = 10 * 60_000;

export function isHaTask(task: Upid): boolean {
  return HA_TASKS.has(task.type);
}

interface Real {
  node: string;
  status: string;
  hastate: string;
}

/** Waits until the guest is in the state that was asked of the HA manager. */
export async function* followHa(
  client: Client,
  task: Upid,
  outcome: TaskOutcome,
  options: FollowOptions & { deadline: number },
): AsyncGenerator<TaskProgress, TaskOutcome, void> {
  const { clock } = client;
  const { signal } = options;
  const end = Math.min(options.deadline, clock.now() + LONGEST);
  for (;;) {
    const real = await readGuest(client, task.id, signal);
    if (real && arrived(task, real, options.target)) return outcome;
    if (real?.hastate === "error") {
      const exitstatus = `the HA manager gave up on vm:${task.id} (state error)`;
      return { ...outcome, state: "failed", exitstatus };
    }
    yield {
      upid: task.upid,
      state: real ? "settling" : "unreachable",
      elapsed: Math.max(0, Math.round(clock.now() / 1000 - task.starttime)),
      lines: [],
    };
    const left = end - clock.now();
    if (left <= 0) {
      return { ...outcome, state: options.deadline === end ? "running" : "unknown" };
    }
    await pause(clock, Math.min(DELAY, left), signal);
  }
}

function arrived(task: Upid, real: Real, target: string | undefined): boolean {
  switch (task.type) {
    case "hastart":
      return real.status === "running";
    case "hastop":
      return real.status === "stopped";
    default:
      // The request ran on the node where the guest was.
      return target === undefined ? real.node !== task.node : real.node === target;
  }
}

async function readGuest(
  client: Client,
  vmid: string,
  signal: AbortSignal | undefined,
): Promise<Real | undefined> {
  let data: unknown;
  try {
    data = await client.call(
      "GET /cluster/resources",
      { type: "vm" },
      { ...(signal && { signal }) },
    );
  } catch (error) {
    if (error instanceof ProxmoxError && error.code !== "cancelled") return undefined;
    throw error;
  }
  const rows = Array.isArray(data) ? data.filter(isObject) : [];
  const row = rows.find((candidate) => String(candidate["vmid"]) === vmid);
  if (!row) return undefined;
  return {
    node: String(row["node"]),
    status: String(row["status"]),
    hastate: String(row["hastate"] ?? ""),
  };
}
