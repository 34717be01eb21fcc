import { poolsByGuest } from "../cluster/cluster.js";
import { serviceId } from "../ha/service-id.js";
import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { checkLock, dataDrives, GUEST_WORD, guestOf } from "./guest.js";
import { destroyDrives } from "./guest-disks.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";

/** Removes a guest and what belongs to it. */
export function forget(context: Context, guest: Guest, allDisks = true): void {
  destroyDrives(context, guest, allDisks);
  context.state.guests.delete(guest.vmid);
}

function remove(context: Context, kind: Kind): string {
  const guest = guestOf(context, kind);
  const word = GUEST_WORD[kind];
  const { vmid } = guest;
  const isManaged = context.state.ha.resources.has(serviceId(guest));
  if (Number(guest.config["protection"] ?? 0) === 1) {
    throw fault(`can't remove ${word} ${vmid} - protection mode enabled`);
  }
  checkLock(guest, context.flag("skiplock") && context.isRoot);
  const mayStop = kind === "lxc" && context.flag("force");
  if (guest.running && !mayStop) throw fault(`${word} ${vmid} is running - destroy failed`);
  const purge = context.flag("purge");
  if (isManaged && !purge) {
    throw fault(
      `unable to remove ${word} ${vmid} - used in HA resources and purge parameter not set.`,
    );
  }
  checkReplication(context, guest, purge);
  checkClones(context, guest);
  return context.task(kind === "qemu" ? "qmdestroy" : "vzdestroy", vmid, (task) =>
    withGuestLock(context.state, guest, function* () {
      if (guest.running && !mayStop) throw fault(`${word} ${vmid} is running - destroy failed`);
      yield 1000;
      forget(context, guest, context.flag("destroy-unreferenced-disks", kind === "lxc"));
      for (const [name, pool] of poolsOf(context, vmid)) pool.delete(name);
      if (!purge) return;
      task.log(`purging ${word} ${vmid} from related configurations..`);
      purgeGuest(context, guest);
    }),
  );
}

function poolsOf({ state }: Context, vmid: number): [number, Set<number>][] {
  const name = poolsByGuest({ state }).get(vmid);
  const pool = name === undefined ? undefined : state.pools.get(name);
  return pool ? [[vmid, pool.guests]] : [];
}

function checkReplication({ state }: Context, { vmid }: Guest, purge: boolean): void {
  const job = [...state.replicationJobs.keys()].find((id) => id.startsWith(`${vmid}-`));
  if (job !== undefined && !purge)
    throw fault("There is a replication job for this guest - remove that first.");
}

/** A template can't go while linked clones build on its disks. */
function checkClones({ state }: Context, guest: Guest): void {
  const own = new Set(dataDrives(guest.kind, guest.config).map(({ volid }) => volid));
  for (const volume of state.volumes.values()) {
    if (volume.parent === undefined || !own.has(volume.parent) || volume.vmid === guest.vmid)
      continue;
    throw fault(`base volume '${volume.parent}' is still in use by linked cloned`);
  }
}

function purgeGuest({ state }: Context, guest: Guest): void {
  const sid = serviceId(guest);
  state.ha.resources.delete(sid);
  for (const id of state.replicationJobs.keys()) {
    if (id.startsWith(`${guest.vmid}-`)) state.replicationJobs.delete(id);
  }
  for (const job of state.backupJobs.values()) {
    if (job["vmid"] === undefined) continue;
    const kept = String(job["vmid"])
      .split(",")
      .filter((vmid) => vmid !== String(guest.vmid));
    job["vmid"] = kept.join(",");
  }
  state.access.acl = state.access.acl.filter(({ path }) => path !== `/vms/${guest.vmid}`);
}

export const guestDestroyHandlers: Handlers = forBothKinds({
  "DELETE /nodes/{node}/{kind}/{vmid}": remove,
});
