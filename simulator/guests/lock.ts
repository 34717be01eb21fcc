import type { State } from "../state/state.js";
import type { Guest, Kind } from "./guest-state.js";

const FILES: Record<Kind, (vmid: number) => string> = {
  qemu: (vmid) => `/var/lock/qemu-server/lock-${vmid}.conf`,
  lxc: (vmid) => `/run/lock/lxc/pve-config-${vmid}.lock`,
};

const TIMEOUT = 10_000;
const RETRY = 250;

/** Guests whose configuration file is locked by a running task, per cluster. */
const held = new WeakMap<State, Set<number>>();

/**
 * Runs a task's steps while holding a guest's lock file. Another task that holds it is waited for
 * ten seconds, as in Proxmox.
 *
 * @throws the text that Proxmox gives when it isn't free by then
 */
export function* withGuestLock(
  state: State,
  { vmid, kind }: Pick<Guest, "vmid" | "kind">,
  steps: () => Generator<number, void, void>,
): Generator<number, void, void> {
  const locks = held.get(state) ?? new Set<number>();
  held.set(state, locks);
  for (let waited = 0; locks.has(vmid); waited += RETRY) {
    if (waited >= TIMEOUT) throw new Error(`can't lock file '${FILES[kind](vmid)}' - got timeout`);
    yield RETRY;
  }
  locks.add(vmid);
  try {
    yield* steps();
  } finally {
    locks.delete(vmid);
  }
}
