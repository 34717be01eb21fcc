import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { findVolume, typeOf } from "../storage/storage.js";
import type { TaskControl } from "../tasks/task.js";
import {
  checkLock,
  configDigest,
  dataDrives,
  guestOf,
  requireGuest,
  TASK_PREFIX,
} from "./guest.js";
import { snapshotConfig } from "./guest-config-and-status.js";
import type { Config, Guest, Kind, Snapshot } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";
import { bringDown, bringUp } from "./power-steps.js";

type Steps = Generator<number, void, void>;

function list(context: Context, kind: Kind): unknown[] {
  const guest = guestOf(context, kind);
  const entries = [...guest.snapshots].map(([name, snapshot]) => ({
    name,
    snaptime: snapshot.snaptime,
    description: snapshot.description,
    ...(kind === "qemu" && { vmstate: snapshot.vmstate ? 1 : 0 }),
    ...(snapshot.parent !== undefined && { parent: snapshot.parent }),
  }));
  const { parent } = guest.config;
  const current = {
    name: "current",
    digest: configDigest(guest.config),
    running: guest.running ? 1 : 0,
    description: "You are here!",
    ...(parent !== undefined && { parent }),
  };
  return [...entries, current];
}

/** Whether every disk is on a storage, and in a format, that can take snapshots. */
export function canSnapshot({ state }: Pick<Context, "state">, guest: Guest): boolean {
  return dataDrives(guest.kind, guest.config)
    .filter((drive) => !drive.key.startsWith("unused"))
    .every((drive) => {
      const storage = state.storages.get(drive.volid.split(":", 1)[0] ?? "");
      if (!storage) return false;
      const volume = findVolume(state, drive.volid, guest.node);
      const type = typeOf(storage);
      return type.snapshots || (volume?.format === "qcow2" && guest.kind === "qemu");
    });
}

function task(
  context: Context,
  kind: Kind,
  type: string,
  steps: (guest: Guest, control: TaskControl) => Steps,
): string {
  const vmid = context.number("vmid") ?? 0;
  const { node, state } = context;
  return context.task(`${TASK_PREFIX[kind]}${type}`, vmid, (control) =>
    withGuestLock(state, { vmid, kind }, () =>
      steps(requireGuest(context, kind, vmid, node), control),
    ),
  );
}

function create(context: Context, kind: Kind): string {
  const name = context.text("snapname");
  if (name === "current") throw fault(`unable to use snapshot name '${name}' (reserved name)`);
  const wantsState = context.flag("vmstate");
  const description = context.optional("description") ?? "";
  return task(context, kind, "snapshot", function* (guest, control) {
    checkLock(guest);
    if (guest.snapshots.has(name)) throw fault(`snapshot name '${name}' already used`);
    if (guest.config["template"] !== undefined) {
      throw fault(`you can't take a snapshot if it's a template`);
    }
    if (!canSnapshot(context, guest)) throw fault("snapshot feature is not available");
    guest.config["lock"] = "snapshot";
    try {
      if (wantsState && guest.running) control.log("saving VM state and RAM");
      for (const drive of snapshotDrives(guest))
        control.log(`snapshotting '${drive.key}' (${drive.volid})`);
      yield wantsState && guest.running ? 4000 : 800;
    } finally {
      delete guest.config["lock"];
    }
    guest.snapshots.set(
      name,
      take(context, guest, { description, vmstate: wantsState && guest.running }),
    );
    guest.config["parent"] = name;
  });
}

function snapshotDrives(guest: Guest) {
  return dataDrives(guest.kind, guest.config).filter((drive) => !drive.key.startsWith("unused"));
}

function take(
  context: Context,
  guest: Guest,
  { description, vmstate }: { description: string; vmstate: boolean },
): Snapshot {
  const { lock: _lock, parent, ...config } = guest.config;
  const volumes = snapshotDrives(guest).map((drive) => [
    drive.volid,
    findVolume(context.state, drive.volid, guest.node)?.size ?? drive.size,
  ]);
  return {
    config: config as Config,
    snaptime: Math.floor(context.clock.now() / 1000),
    description,
    volumes: Object.fromEntries(volumes) as Record<string, number>,
    ...(parent !== undefined && { parent: String(parent) }),
    ...(guest.kind === "qemu" && { vmstate }),
  };
}

function requireSnapshot(guest: Guest, name: string): Snapshot {
  const snapshot = guest.snapshots.get(name);
  if (!snapshot) throw fault(`snapshot '${name}' does not exist`);
  return snapshot;
}

function rollback(context: Context, kind: Kind): string {
  const name = context.text("snapname");
  const startAfter = context.flag("start");
  return task(context, kind, "rollback", function* (guest) {
    const snapshot = requireSnapshot(guest, name);
    checkLock(guest);
    if (guest.config["template"] !== undefined) throw fault("unable to rollback a template");
    const wasRunning = guest.running;
    if (wasRunning) bringDown(guest);
    guest.config["lock"] = "rollback";
    try {
      yield 1500;
    } finally {
      delete guest.config["lock"];
    }
    guest.config = { ...snapshot.config, parent: name };
    guest.pending.clear();
    for (const [volid, size] of Object.entries(snapshot.volumes)) {
      const volume = findVolume(context.state, volid, guest.node);
      if (volume) volume.size = size;
    }
    if (snapshot.vmstate || startAfter) bringUp(context, guest);
  });
}

function remove(context: Context, kind: Kind): string {
  const name = context.text("snapname");
  return task(context, kind, "delsnapshot", function* (guest) {
    const snapshot = requireSnapshot(guest, name);
    checkLock(guest);
    guest.config["lock"] = "snapshot-delete";
    try {
      yield 1200;
    } finally {
      delete guest.config["lock"];
    }
    guest.snapshots.delete(name);
    for (const other of guest.snapshots.values()) {
      if (other.parent !== name) continue;
      if (snapshot.parent === undefined) delete other.parent;
      else other.parent = snapshot.parent;
    }
    if (guest.config["parent"] !== name) return;
    if (snapshot.parent === undefined) delete guest.config["parent"];
    else guest.config["parent"] = snapshot.parent;
  });
}

function update(context: Context, kind: Kind): void {
  const guest = guestOf(context, kind);
  checkLock(guest);
  const snapshot = requireSnapshot(guest, context.text("snapname"));
  const description = context.optional("description");
  if (description !== undefined) snapshot.description = description;
}

export const snapshotHandlers: Handlers = forBothKinds({
  "GET /nodes/{node}/{kind}/{vmid}/snapshot": list,
  "POST /nodes/{node}/{kind}/{vmid}/snapshot": create,
  "GET /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}": () => [
    { cmd: "rollback" },
    { cmd: "config" },
  ],
  "DELETE /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}": remove,
  "POST /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/rollback": rollback,
  "PUT /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/config": update,
  "GET /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/config": (context, kind) =>
    snapshotConfig(guestOf(context, kind), context.text("snapname")),
});
