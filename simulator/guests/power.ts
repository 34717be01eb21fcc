import { isAtLeast } from "../../src/schema/releases.js";
import { isManaged, requestState } from "../ha/ha-commands.js";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestSummary, nicFigures } from "../support/figures.js";
import type { TaskBody, TaskControl } from "../tasks/task.js";
import { checkLock, GUEST_WORD, guestOf, hasAgent, requireGuest, TASK_PREFIX } from "./guest.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";
import { bringDown, bringUp, powerOn, startDuration } from "./power-steps.js";

type Steps = Generator<number, void, void>;

/** Runs `steps` as a task on a guest that may be missing: Proxmox notices only inside of the task. */
function guestTask(
  context: Context,
  kind: Kind,
  type: string,
  steps: (guest: Guest, task: TaskControl) => Steps,
): string {
  const vmid = context.number("vmid") ?? 0;
  const { node, state } = context;
  const body: TaskBody = (task) =>
    withGuestLock(state, { vmid, kind }, () =>
      steps(requireGuest(context, kind, vmid, node), task),
    );
  return context.task(`${TASK_PREFIX[kind]}${type}`, vmid, body);
}

/** Only root@pam itself may ignore locks. */
function checkSkipLock({ flag, isRoot }: Context): boolean {
  if (flag("skiplock") && !isRoot) {
    throw parameterFault({ skiplock: "Only root may use this option." });
  }
  return flag("skiplock");
}

/** Containers are looked at before the task starts; of a machine only the task finds out. */
function checkContainer({ state, number }: Context, kind: Kind, running: boolean): void {
  const vmid = number("vmid") ?? 0;
  if (kind === "qemu" || (state.guests.get(vmid)?.running ?? false) === running) return;
  throw fault(`CT ${vmid} ${running ? "not" : "already"} running`);
}

function start(context: Context, kind: Kind): string {
  const skips = checkSkipLock(context);
  checkContainer(context, kind, false);
  if (isManaged(context, kind)) return requestState(context, kind, "started");
  return guestTask(context, kind, "start", function* (guest, task) {
    yield* powerOn(context, guest, task, skips);
  });
}

function stop(context: Context, kind: Kind): string {
  const skips = checkSkipLock(context);
  checkContainer(context, kind, true);
  if (isManaged(context, kind)) return requestState(context, kind, "stopped");
  return guestTask(context, kind, "stop", function* (guest) {
    checkLock(guest, skips);
    if (!guest.running) return;
    yield 700;
    bringDown(guest);
  });
}

function shutdown(context: Context, kind: Kind): string {
  const skips = checkSkipLock(context);
  checkContainer(context, kind, true);
  const paused = context.state.guests.get(context.number("vmid") ?? 0)?.paused === true;
  if (kind === "qemu" && paused && !context.flag("forceStop")) {
    throw fault("VM is paused - cannot shutdown");
  }
  if (isManaged(context, kind)) return requestState(context, kind, "stopped");
  const timeout = context.number("timeout") ?? (kind === "lxc" ? 60 : 180);
  return guestTask(context, kind, "shutdown", function* (guest) {
    checkLock(guest, skips);
    if (!guest.running) return;
    const needed = 4000;
    const allowed = timeout * 1000;
    yield Math.min(needed, allowed);
    if (allowed < needed && !context.flag("forceStop")) {
      throw fault(
        kind === "lxc" ? "container did not stop" : "VM quit/powerdown failed - got timeout",
      );
    }
    bringDown(guest);
  });
}

function reboot(context: Context, kind: Kind): string {
  const guest = guestOf(context, kind);
  if (!guest.running) throw fault(`${GUEST_WORD[kind]} ${guest.vmid} not running`);
  return guestTask(context, kind, "reboot", function* (found) {
    checkLock(found);
    yield 4000;
    bringDown(found);
    yield startDuration(found);
    bringUp(context, found);
  });
}

function reset(context: Context): string {
  const skips = checkSkipLock(context);
  const guest = guestOf(context, "qemu");
  if (!guest.running) throw fault(`VM ${guest.vmid} not running`);
  return guestTask(context, "qemu", "reset", function* (found) {
    checkLock(found, skips);
    yield 200;
    found.startedAt = context.clock.now();
    found.paused = false;
  });
}

function suspend(context: Context): string {
  const skips = checkSkipLock(context);
  const guest = guestOf(context, "qemu");
  if (!guest.running) throw fault(`VM ${guest.vmid} not running`);
  const toDisk = context.flag("todisk");
  return guestTask(context, "qemu", toDisk ? "suspend" : "pause", function* (found, task) {
    checkLock(found, skips);
    if (!toDisk) {
      yield 300;
      found.paused = true;
      return;
    }
    found.config["lock"] = "suspending";
    task.log("State saved, quitting");
    yield 5000;
    bringDown(found);
    found.hibernated = true;
    found.config["lock"] = "suspended";
  });
}

function resume(context: Context): string {
  const skips = checkSkipLock(context);
  const guest = guestOf(context, "qemu");
  if (!guest.running && !guest.hibernated) {
    throw fault(`VM ${guest.vmid} not running`);
  }
  return guestTask(context, "qemu", "resume", function* (found) {
    checkLock(found, skips || found.config["lock"] === "suspended");
    yield 300;
    if (found.hibernated) bringUp(context, found);
    found.paused = false;
  });
}

/** Containers freeze instead: experimental in Proxmox, and it shows in the task alone. */
function freeze(context: Context): string {
  return guestTask(context, "lxc", "suspend", function* (guest) {
    if (!guest.running) throw fault(`CT ${guest.vmid} not running`);
    yield 300;
    guest.paused = true;
  });
}

function thaw(context: Context): string {
  return guestTask(context, "lxc", "resume", function* (guest) {
    if (!guest.running) throw fault(`CT ${guest.vmid} not running`);
    yield 300;
    guest.paused = false;
  });
}

function current(context: Context, kind: Kind): unknown {
  const { state, clock } = context;
  const guest = guestOf(context, kind);
  const ha = state.ha.resources.get(`${kind === "qemu" ? "vm" : "ct"}:${guest.vmid}`);
  const summary = {
    ...guestSummary(state, guest, clock.now()),
    ha: ha ? { managed: 1, state: ha["state"] ?? "started" } : { managed: 0 },
  };
  if (kind === "lxc") return summary;
  return {
    ...summary,
    qmpstatus: qmpStatus(guest),
    ...(guest.running && { nics: nicFigures(guest, clock.now()) }),
    ...(hasAgent(guest) && { agent: 1 }),
    ...(isAtLeast(state.release, "9.0") &&
      guest.running && { "running-machine": "pc-i440fx-10.1+pve0", "running-qemu": "10.1.2" }),
  };
}

function qmpStatus(guest: Guest): string {
  if (!guest.running) return "stopped";
  return guest.paused ? "paused" : "running";
}

export const powerHandlers: Handlers = {
  ...forBothKinds({
    "GET /nodes/{node}/{kind}/{vmid}/status/current": current,
    "POST /nodes/{node}/{kind}/{vmid}/status/start": start,
    "POST /nodes/{node}/{kind}/{vmid}/status/stop": stop,
    "POST /nodes/{node}/{kind}/{vmid}/status/shutdown": shutdown,
    "POST /nodes/{node}/{kind}/{vmid}/status/reboot": reboot,
  }),
  "POST /nodes/{node}/qemu/{vmid}/status/reset": reset,
  "POST /nodes/{node}/qemu/{vmid}/status/suspend": suspend,
  "POST /nodes/{node}/qemu/{vmid}/status/resume": resume,
  "POST /nodes/{node}/lxc/{vmid}/status/suspend": freeze,
  "POST /nodes/{node}/lxc/{vmid}/status/resume": thaw,
};
