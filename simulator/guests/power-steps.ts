import { fault } from "../http/api-error.js";
import type { State } from "../state/state.js";
import { findVolume } from "../storage/storage.js";
import type { Clock } from "../support/clock.js";
import type { TaskControl } from "../tasks/task.js";
import { checkLock, drivesOf, GUEST_WORD, memoryOf } from "./guest.js";
import type { Guest } from "./guest-state.js";
import { applyPending } from "./pending.js";

type Steps = Generator<number, void, void>;

interface World {
  state: State;
  clock: Clock;
}

/** Milliseconds until a guest of this size is up. */
export function startDuration(guest: Guest): number {
  return guest.kind === "lxc" ? 900 : 1500;
}

export function* powerOn(world: World, guest: Guest, task: TaskControl, skips = false): Steps {
  const { kind, vmid } = guest;
  checkLock(guest, skips || guest.config["lock"] === "suspended");
  if (guest.config["template"] !== undefined) {
    throw fault(
      kind === "qemu"
        ? "you can't start a vm if it's a template"
        : "you can't start a CT if it's a template",
    );
  }
  if (guest.running) throw fault(`${GUEST_WORD[kind]} ${vmid} already running`);
  checkDisks(world, guest);
  checkBridges(world, guest);
  checkMemory(world, guest);
  if (guest.hibernated) task.log("Resuming suspended VM");
  yield startDuration(guest);
  bringUp(world, guest);
}

/** Marks a guest as running, with what was pending applied. */
export function bringUp({ state, clock }: World, guest: Guest): void {
  applyPending(guest);
  guest.running = true;
  guest.paused = false;
  guest.hibernated = false;
  if (guest.config["lock"] === "suspended") delete guest.config["lock"];
  guest.startedAt = clock.now();
  state.lastPid += 7;
  guest.pid = state.lastPid;
}

export function bringDown(guest: Guest): void {
  guest.running = false;
  guest.paused = false;
  guest.pid = 0;
  delete guest.agent;
  applyPending(guest);
}

function checkDisks({ state }: World, guest: Guest): void {
  for (const drive of drivesOf(guest.kind, guest.config)) {
    if (drive.volid === "none" || drive.volid === "cdrom" || drive.volid.startsWith("/")) continue;
    if (drive.key.startsWith("unused")) continue;
    const name = drive.volid.split(":", 1)[0] ?? "";
    if (!state.storages.has(name)) throw fault(`storage '${name}' does not exist`);
    if (!findVolume(state, drive.volid, guest.node)) {
      throw fault(`volume '${drive.volid}' does not exist`);
    }
  }
}

function checkBridges({ state }: World, guest: Guest): void {
  const network = state.nodes.get(guest.node)?.network.active;
  for (const [key, value] of Object.entries(guest.config)) {
    const bridge = /^net\d+$/.test(key)
      ? /(?:^|,)bridge=([^,]+)/.exec(String(value))?.[1]
      : undefined;
    if (bridge === undefined || network?.has(bridge) || state.sdn.applied?.vnets.has(bridge))
      continue;
    throw fault(`bridge '${bridge}' does not exist`);
  }
}

function checkMemory({ state }: World, guest: Guest): void {
  const node = state.nodes.get(guest.node);
  if (node && guest.kind === "qemu" && memoryOf(guest) > node.memory) {
    throw fault("start failed: QEMU exited with code 1");
  }
}
