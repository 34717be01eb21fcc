import { isManaged } from "../ha/ha-commands.js";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { findVolume, isEnabled, isShared, storageName } from "../storage/storage.js";
import { humanSize } from "../support/sizes.js";
import type { TaskControl } from "../tasks/task.js";
import { checkLock, type Drive, dataDrives, GUEST_WORD, guestOf, memoryOf } from "./guest.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";
import { bringDown, bringUp } from "./power-steps.js";

const ROOT_ONLY = ["force", "migration_type", "migration_network"];

function localDrives({ state }: Context, guest: Guest): Drive[] {
  return dataDrives(guest.kind, guest.config).filter((drive) => {
    const storage = state.storages.get(storageName(drive.volid));
    return storage !== undefined && !isShared(storage);
  });
}

/** Nodes where a storage that the guest uses isn't available, with the names of those storages. */
function notAllowed(context: Context, guest: Guest): Record<string, unknown> {
  const { state } = context;
  const names = new Set(
    dataDrives(guest.kind, guest.config).map(({ volid }) => storageName(volid)),
  );
  const refused: Record<string, unknown> = {};
  for (const node of state.nodes.values()) {
    if (node.name === guest.node) continue;
    const missing = [...names].filter((name) => {
      const storage = state.storages.get(name);
      return !storage || !isEnabled(storage, node.name);
    });
    if (missing.length > 0) refused[node.name] = { unavailable_storages: missing };
  }
  return refused;
}

function preconditions(context: Context, kind: Kind): unknown {
  const { state } = context;
  const guest = guestOf(context, kind);
  const refused = notAllowed(context, guest);
  const allowed = [...state.nodes.values()]
    .filter((node) => node.name !== guest.node && node.online && !(node.name in refused))
    .map((node) => node.name);
  const running = guest.running ? 1 : 0;
  if (kind === "lxc") return { running, "allowed-nodes": allowed, "not-allowed-nodes": refused };
  return {
    running,
    allowed_nodes: allowed,
    not_allowed_nodes: refused,
    local_disks: localDrives(context, guest).map((drive) => localDisk(context, guest, drive)),
    local_resources: localResources(guest),
    "mapped-resources": [],
    "mapped-resource-info": {},
    "has-dbus-vmstate": 1,
  };
}

function localDisk({ state }: Context, guest: Guest, drive: Drive): unknown {
  const snapshots = [...guest.snapshots].filter(([, { volumes }]) => drive.volid in volumes);
  return {
    drivename: drive.key,
    volid: drive.volid,
    size: findVolume(state, drive.volid, guest.node)?.size ?? drive.size,
    cdrom: 0,
    shared: 0,
    replicate: 1,
    is_attached: drive.key.startsWith("unused") ? 0 : 1,
    is_unused: drive.key.startsWith("unused") ? 1 : 0,
    is_cloudinit: drive.volid.includes("cloudinit") ? 1 : 0,
    is_tpmstate: drive.key === "tpmstate0" ? 1 : 0,
    is_vmstate: 0,
    ...(snapshots.length > 0 && {
      referenced_in_snapshot: Object.fromEntries(snapshots.map(([name]) => [name, 1])),
    }),
  };
}

/** Devices of this host that can't travel. */
function localResources({ config }: Guest): string[] {
  return Object.entries(config)
    .filter(
      ([key, value]) => /^(?:hostpci|usb)\d+$/.test(key) && !String(value).includes("mapping="),
    )
    .map(([key]) => key);
}

function checkTarget(context: Context): string {
  const { state } = context;
  const target = context.text("target");
  if (target === context.node) throw parameterFault({ target: "target is local node." });
  const node = state.nodes.get(target);
  if (!node) throw fault(`no such cluster node '${target}'`);
  if (!node.online) throw fault(`target node '${target}' is offline`);
  return target;
}

function migrate(context: Context, kind: Kind): string {
  const target = checkTarget(context);
  const option = ROOT_ONLY.find((name) => context.has(name));
  if (option !== undefined && !context.isRoot) {
    throw parameterFault({ [option]: "Only root may use this option." });
  }
  const guest = guestOf(context, kind);
  const online = context.flag("online");
  if (guest.running && kind === "qemu" && !online) {
    throw fault("can't migrate running VM without --online");
  }
  if (guest.running && kind === "lxc" && !online && !context.flag("restart")) {
    throw fault("can't migrate running container without --online or --restart");
  }
  if (isManaged(context, kind)) return migrateService(context, guest, target);
  return context.task(kind === "qemu" ? "qmigrate" : "vzmigrate", guest.vmid, (task) =>
    withGuestLock(context.state, guest, () => moveGuest(context, guest, target, task)),
  );
}

/** The HA manager moves its own: the task only asks it to. */
function migrateService(context: Context, guest: Guest, target: string): string {
  return context.task("hamigrate", guest.vmid, function* (task) {
    task.log(
      `Requesting HA migration for ${GUEST_WORD[guest.kind]} ${guest.vmid} to node ${target}`,
    );
    yield 300;
    context.clock.after(8000, () => {
      context.task(
        "qmigrate",
        guest.vmid,
        (inner) => moveGuest(context, guest, target, inner),
        guest.node,
      );
    });
  });
}

export function* moveGuest(
  context: Context,
  guest: Guest,
  target: string,
  task: TaskControl,
): Generator<number, void, void> {
  const { state } = context;
  checkLock(guest);
  const source = guest.node;
  task.log(
    `starting migration of ${GUEST_WORD[guest.kind]} ${guest.vmid} to node '${target}' (${state.nodes.get(target)?.address})`,
  );
  const refused = notAllowed(context, guest)[target];
  if (refused !== undefined) {
    throw new Error(`migration aborted: storage is not available on node '${target}'`);
  }
  const local = localDrives(context, guest);
  if (
    guest.running &&
    guest.kind === "qemu" &&
    local.length > 0 &&
    !context.flag("with-local-disks")
  ) {
    throw new Error(
      "migration aborted (duration 00:00:00): Problem found while scanning volumes - can't live migrate attached local disks without with-local-disks option",
    );
  }
  const resource = localResources(guest)[0];
  if (guest.running && resource !== undefined) {
    throw new Error(`can't migrate VM which uses local devices: ${resource}`);
  }
  guest.config["lock"] = "migrate";
  const restarts = guest.kind === "lxc" && guest.running;
  try {
    for (const drive of local) {
      task.log(`found local disk '${drive.volid}' (attached)`);
      task.log(`copying local disk images`);
      yield Math.min(10_000, 500 + drive.size / 1024 ** 2 / 20);
    }
    if (guest.running && guest.kind === "qemu") {
      const memory = memoryOf(guest);
      task.log("starting online/live migration on unix:/run/qemu-server/migrate.sock");
      for (const percent of [25, 50, 75, 100]) {
        task.log(
          `migration active, transferred ${humanSize((memory * percent) / 100)} of ${humanSize(memory)} VM-state`,
        );
        yield Math.min(3000, 200 + memory / 1024 ** 2 / 20);
      }
    } else yield 1200;
    if (restarts) bringDown(guest);
  } finally {
    delete guest.config["lock"];
  }
  for (const drive of local) relocate(context, drive, source, target);
  guest.node = target;
  if (restarts) bringUp(context, guest);
  task.log("migration finished successfully (duration 00:00:09)");
}

function relocate({ state }: Context, { volid }: Drive, source: string, target: string): void {
  const volume = state.volumes.get(`${source}/${volid}`);
  if (!volume) return;
  state.volumes.delete(`${source}/${volid}`);
  volume.node = target;
  state.volumes.set(`${target}/${volid}`, volume);
}

function remoteMigrate(context: Context, kind: Kind): string {
  const guest = guestOf(context, kind);
  if (isManaged(context, kind)) {
    throw parameterFault({
      vmid: `cannot remote-migrate ${GUEST_WORD[kind]} that is configured for HA`,
    });
  }
  const host = /host=([^,]+)/.exec(context.text("target-endpoint"))?.[1] ?? "";
  return context.task(kind === "qemu" ? "qmigrate" : "vzmigrate", guest.vmid, function* (task) {
    task.log(`Establishing API connection with remote at '${host}'`);
    yield 3000;
    throw new Error(`failed to establish a connection with remote at '${host}'`);
  });
}

export const guestMigrateHandlers: Handlers = forBothKinds({
  "GET /nodes/{node}/{kind}/{vmid}/migrate": preconditions,
  "POST /nodes/{node}/{kind}/{vmid}/migrate": migrate,
  "POST /nodes/{node}/{kind}/{vmid}/remote_migrate": remoteMigrate,
});
