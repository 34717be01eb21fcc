import type { Guest } from "../guests/guest-state.js";
import { withGuestLock } from "../guests/lock.js";
import { bringDown, powerOn } from "../guests/power-steps.js";
import type { State } from "../state/state.js";
import { startTask, type TaskWorld } from "../tasks/task.js";
import { serviceId } from "./service-id.js";

/** Milliseconds until the manager's next round. */
const ROUND = 8000;

/** Lets the manager look at one service when its next round comes. */
export function scheduleService(world: TaskWorld, sid: string): void {
  world.clock.after(ROUND, () => manageService(world, sid));
}

/** Starts or stops a guest whose state isn't what its HA resource asks for, as root@pam. */
function manageService(world: TaskWorld, sid: string): void {
  const { state } = world;
  const wanted = state.ha.resources.get(sid)?.["state"] ?? "started";
  const guest = guestOfService(state, sid);
  if (!guest || !state.ha.armed || wanted === "ignored") return;
  const shouldRun = wanted === "started" || wanted === "enabled";
  if (shouldRun === guest.running) return;
  const prefix = guest.kind === "qemu" ? "qm" : "vz";
  const { node, vmid } = guest;
  const type = `${prefix}${shouldRun ? "start" : "stop"}`;
  startTask(world, { node, type, id: vmid, user: "root@pam" }, (task) =>
    withGuestLock(state, guest, function* () {
      if (shouldRun) yield* powerOn(world, guest, task);
      else {
        yield 700;
        bringDown(guest);
      }
    }),
  );
}

export function guestOfService(state: State, sid: string): Guest | undefined {
  const guest = state.guests.get(Number(sid.split(":")[1]));
  return guest && serviceId(guest) === sid ? guest : undefined;
}
