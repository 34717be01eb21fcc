import { parseUpid } from "../kit/upid.js";
import type { EndpointKey } from "../schema/model.js";

export const STOP_TASK: EndpointKey = "DELETE /nodes/{node}/tasks/{upid}";

/**
 * Tasks that tier `operate` may start, by the type in their UPID. Stopping another kind can destroy a
 * guest: a restore that is interrupted leaves it without its disks.
 */
const OPERABLE: ReadonlySet<string> = new Set([
  ...[
    "start",
    "stop",
    "shutdown",
    "reboot",
    "reset",
    "suspend",
    "pause",
    "resume",
    "snapshot",
  ].flatMap((what) => [`qm${what}`, `vz${what}`]),
  ...["qmigrate", "vzmigrate", "hamigrate", "hastart", "hastop", "vzdump"],
]);

/** Why a task isn't ours to stop at tier `operate`; undefined where it is. */
export function notOursToStop(upid: unknown, identity: string): string | undefined {
  let task: { type: string; user: string };
  try {
    task = parseUpid(String(upid));
  } catch {
    return "its UPID can't be read";
  }
  if (task.user !== identity) return `${task.user} started it, and this server is ${identity}`;
  return OPERABLE.has(task.type) ? undefined : `stopping a task of type ${task.type} can lose data`;
}
