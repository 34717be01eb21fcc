import { isAtLeast } from "../../src/schema/releases.js";
import { serviceId } from "../ha/service-id.js";
import { type ApiFault, fault, permissionFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { findVolume, storageName } from "../storage/storage.js";
import type { Volume } from "../storage/storage-state.js";
import { randomUuid } from "../support/random.js";
import { sectionFrom } from "../support/sections.js";
import type { TaskControl } from "../tasks/task.js";
import { GUEST_WORD } from "./guest.js";
import { completeValues } from "./guest-config-update.js";
import { forget } from "./guest-destroy.js";
import { checkDrives, createDrives, destroyDrives } from "./guest-disks.js";
import { checkConfigPermissions, requireOnGuest } from "./guest-permissions.js";
import type { Config, Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";
import { powerOn } from "./power-steps.js";
import { restoredConfig } from "./restore-guest.js";

/** Parameters of a creation that aren't options of the guest. */
const NOT_STORED = [
  ...["node", "vmid", "archive", "bwlimit", "force", "pool", "start", "ha-managed", "storage"],
  ...["unique", "live-restore", "import-working-storage", "ostemplate", "restore", "password"],
  ...["ssh-public-keys", "ignore-unpack-errors"],
];

interface Creation {
  kind: Kind;
  vmid: number;
  values: Config;
  pool: string | undefined;
  archive: string | undefined;
}

function readCreation(context: Context, kind: Kind): Creation {
  const isRestore = kind === "qemu" ? context.has("archive") : context.flag("restore");
  return {
    kind,
    vmid: context.number("vmid") ?? 0,
    values: sectionFrom(context.values, NOT_STORED) as Config,
    pool: context.optional("pool"),
    archive: isRestore ? context.optional(kind === "qemu" ? "archive" : "ostemplate") : undefined,
  };
}

function checkAllowed(context: Context, creation: Creation): void {
  const { access, state } = context;
  const { kind, vmid, pool, values } = creation;
  if (pool !== undefined && !state.pools.has(pool)) throw fault(`pool '${pool}' does not exist`);
  const storage = context.optional("storage");
  if (storage !== undefined) context.require(`/storage/${storage}`, "Datastore.AllocateSpace");
  if (context.flag("ha-managed")) context.require("/", "Sys.Console");
  if (context.flag("start") && kind === "qemu") {
    requireOnGuest(context, creation, ["VM.PowerMgmt"]);
  }
  const mayAllocate =
    access.has(`/vms/${vmid}`, "VM.Allocate") ||
    (pool !== undefined && access.has(`/pool/${pool}`, "VM.Allocate"));
  const mayOverwrite =
    creation.archive !== undefined &&
    context.flag("force") &&
    access.has(`/vms/${vmid}`, "VM.Backup");
  if (!mayAllocate && !mayOverwrite) throw permissionFault();
  const unprivileged = isUnprivileged(context);
  checkConfigPermissions(context, { ...creation, values, deleted: [], current: {}, unprivileged });
}

/** The default of containers changed with 9.0. */
function isUnprivileged({ state, values }: Context): boolean {
  const given = values["unprivileged"];
  return given === undefined ? isAtLeast(state.release, "9.0") : given === true || given === 1;
}

function inUse({ state }: Context, { kind, vmid, archive }: Creation): ApiFault | undefined {
  const other = state.guests.get(vmid);
  if (!other) return undefined;
  const text = `${GUEST_WORD[other.kind]} ${vmid} already exists on node '${other.node}'`;
  const verb = archive === undefined ? "create" : "restore";
  return fault(kind === "qemu" ? `unable to ${verb} VM ${vmid} - ${text}` : text);
}

function create(context: Context, kind: Kind): string {
  const creation = readCreation(context, kind);
  checkAllowed(context, creation);
  checkDrives(context, kind, creation.values);
  const overwritten = context.flag("force") ? context.state.guests.get(creation.vmid) : undefined;
  const taken = overwritten ? undefined : inUse(context, creation);
  if (taken) throw taken;
  if (overwritten?.running)
    throw fault(`unable to restore ${GUEST_WORD[kind]} ${creation.vmid} - vm is running`);
  const source = sourceOf(context, creation);
  const guest = overwritten ?? placeholder(context, creation);
  const { prefix, verb } = {
    prefix: kind === "qemu" ? "qm" : "vz",
    verb: creation.archive === undefined ? "create" : "restore",
  };
  return context.task(`${prefix}${verb}`, creation.vmid, (task) =>
    withGuestLock(context.state, guest, function* () {
      try {
        if (source) yield* restore(context, guest, creation, source, task);
        else yield* make(context, guest, creation, task);
      } catch (error) {
        if (!overwritten) forget(context, guest);
        throw new Error(
          `unable to ${verb} ${GUEST_WORD[kind]} ${creation.vmid} - ${(error as Error).message}`,
        );
      }
      finish(context, guest, creation);
      if (context.flag("start")) yield* startAfter(context, guest, task);
    }),
  );
}

/** Takes the number at once, so that nobody else gets it while the task works. */
function placeholder(context: Context, { kind, vmid }: Creation): Guest {
  const guest: Guest = {
    vmid,
    kind,
    node: context.node,
    config: { lock: "create" },
    pending: new Map(),
    snapshots: new Map(),
    running: false,
    startedAt: 0,
    pid: 0,
    load: 0.05 + (vmid % 10) / 50,
    memoryShare: 0.25 + (vmid % 4) / 10,
  };
  context.state.guests.set(vmid, guest);
  return guest;
}

function* startAfter(context: Context, guest: Guest, task: TaskControl) {
  task.log("Execute autostart");
  yield* powerOn(context, guest, task);
}

/** The backup or template that a creation starts from; a template isn't kept beyond its check. */
function sourceOf(context: Context, { kind, archive }: Creation): Volume | undefined {
  if (kind === "lxc" && archive === undefined) {
    requireFile(context, context.text("ostemplate"));
    return undefined;
  }
  return archive === undefined ? undefined : requireFile(context, archive);
}

function requireFile(context: Context, volid: string): Volume {
  const name = storageName(volid);
  if (name === "") throw fault("Only root can pass arbitrary filesystem paths.");
  if (!context.state.storages.has(name)) throw fault(`storage '${name}' does not exist`);
  if (!context.isRoot) {
    const privileges = ["Datastore.Audit", "Datastore.AllocateSpace", "Datastore.AllocateTemplate"];
    context.require(`/storage/${name}`, privileges, true);
  }
  const volume = findVolume(context.state, volid, context.node);
  if (!volume) throw fault(`volume '${volid}' does not exist`);
  return volume;
}

function* make(context: Context, guest: Guest, creation: Creation, task: TaskControl) {
  const { kind, vmid } = creation;
  const values = completeValues(context, kind, withRoot(context, creation));
  yield kind === "lxc" ? 800 : 300;
  const drives = createDrives(context, guest, values, task);
  if (kind === "lxc") {
    task.log(`extracting archive '${context.text("ostemplate")}'`);
    yield 2500;
    task.log("Detected container architecture: amd64");
    task.log("Creating SSH host key 'ssh_host_ed25519_key' - this may take some time ...");
    yield 400;
  }
  guest.config =
    kind === "qemu" ? machineConfig(context, drives) : containerConfig(context, vmid, drives);
}

/** A container without `rootfs` gets 4 GiB on the named storage, or on `local`. */
function withRoot(context: Context, { kind, values }: Creation): Config {
  if (kind === "qemu" || values["rootfs"] !== undefined) return values;
  return { ...values, rootfs: `${context.optional("storage") ?? "local"}:4` };
}

function machineConfig(context: Context, values: Config): Config {
  const { state, time } = context;
  return {
    boot: bootOrder(values),
    meta: `creation-qemu=10.1.2,ctime=${time}`,
    smbios1: `uuid=${randomUuid(state)}`,
    vmgenid: randomUuid(state),
    ...values,
  };
}

/** First disk, CD drive and network card, as Proxmox's own default. */
function bootOrder(values: Config): string {
  const disks = Object.keys(values).filter((key) => /^(?:ide|sata|scsi|virtio)\d+$/.test(key));
  const isCdrom = (key: string) => String(values[key]).includes("media=cdrom");
  const order = [
    disks.find((key) => !isCdrom(key)),
    disks.find(isCdrom),
    Object.keys(values).find((key) => /^net\d+$/.test(key)),
  ].filter((key) => key !== undefined);
  return order.length === 0 ? " " : `order=${order.join(";")}`;
}

function containerConfig(context: Context, vmid: number, values: Config): Config {
  const template = context.text("ostemplate");
  const ostype = /debian|ubuntu|alpine|centos|fedora|archlinux|opensuse/.exec(template)?.[0];
  return {
    arch: "amd64",
    hostname: `CT${vmid}`,
    memory: 512,
    swap: 512,
    ostype: ostype ?? "unmanaged",
    ...(isUnprivileged(context) && { unprivileged: 1 }),
    ...values,
  };
}

function* restore(
  context: Context,
  guest: Guest,
  creation: Creation,
  source: Volume,
  task: TaskControl,
) {
  destroyDrives(context, guest, true);
  task.log(`recovering backed-up configuration from '${source.volid}'`);
  const merged = restoredConfig(context, guest, {
    backup: source,
    storage: context.optional("storage"),
    unique: context.flag("unique"),
  });
  const drives = createDrives(context, guest, { ...merged, ...creation.values }, task);
  task.log(`restoring '${source.volid}' now..`);
  yield Math.min(20_000, 1500 + source.size / 50_000_000);
  task.log("merging backed-up and given configuration..");
  guest.config = drives;
  guest.snapshots.clear();
  guest.pending.clear();
}

function finish(context: Context, guest: Guest, { pool }: Creation): void {
  delete guest.config["lock"];
  const { state } = context;
  if (pool !== undefined) state.pools.get(pool)?.guests.add(guest.vmid);
  if (context.flag("ha-managed")) {
    state.ha.resources.set(serviceId(guest), {
      type: guest.kind === "qemu" ? "vm" : "ct",
      state: context.flag("start") ? "started" : "stopped",
    });
  }
}

export const guestCreateHandlers: Handlers = forBothKinds({
  "POST /nodes/{node}/{kind}": create,
});
