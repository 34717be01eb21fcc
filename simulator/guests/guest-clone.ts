import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { fillMacs } from "../state/add.js";
import { allocateDisk, findVolume, isShared, storageName, typeOf } from "../storage/storage.js";
import { writeProperties } from "../support/properties.js";
import { randomUuid } from "../support/random.js";
import { humanSize, printSize } from "../support/sizes.js";
import type { TaskControl } from "../tasks/task.js";
import { checkLock, type Drive, dataDrives, firstKey, GUEST_WORD, guestOf } from "./guest.js";
import { forget } from "./guest-destroy.js";
import { requireOnGuest } from "./guest-permissions.js";
import type { Config, Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";

interface Clone {
  source: Guest;
  config: Config;
  newid: number;
  full: boolean;
  target: string;
  storage: string | undefined;
  format: string | undefined;
}

function readClone(context: Context, kind: Kind): Clone {
  const source = guestOf(context, kind);
  checkLock(source);
  const snapname = context.optional("snapname");
  if (snapname !== undefined && !source.snapshots.has(snapname)) {
    throw fault(`snapshot '${snapname}' does not exist`);
  }
  const isTemplate = source.config["template"] !== undefined;
  return {
    source,
    config: snapname === undefined ? source.config : (source.snapshots.get(snapname)?.config ?? {}),
    newid: context.number("newid") ?? 0,
    full: context.has("full") ? context.flag("full") : !isTemplate,
    target: context.optional("target") ?? source.node,
    storage: context.optional("storage"),
    format: context.optional("format"),
  };
}

function check(context: Context, kind: Kind, clone: Clone): void {
  const { state } = context;
  const { source, newid, full, target, storage } = clone;
  const pool = context.optional("pool");
  requireOnGuest(context, { vmid: newid, pool }, ["VM.Allocate"]);
  if (pool !== undefined && !state.pools.has(pool)) throw fault(`pool '${pool}' does not exist`);
  if (target !== source.node && !state.nodes.has(target)) {
    throw fault(`no such cluster node '${target}'`);
  }
  if (storage !== undefined) {
    context.require(`/storage/${storage}`, "Datastore.AllocateSpace");
    const found = state.storages.get(storage);
    if (!found) throw fault(`storage '${storage}' does not exist`);
    if (!full) throw fault("parameter 'storage' not allowed for linked clones");
    if (target !== source.node && !isShared(found)) {
      throw fault(`can't clone to non-shared storage '${storage}'`);
    }
  }
  if (context.has("format") && !full)
    throw fault("parameter 'format' not allowed for linked clones");
  const drives = cloned(clone);
  if (target !== source.node && drives.some((drive) => !isOnShared(context, drive))) {
    throw fault(
      `can't clone ${GUEST_WORD[kind]} to node '${target}' (${GUEST_WORD[kind]} uses local storage)`,
    );
  }
  if (state.guests.has(newid)) {
    throw fault(
      kind === "qemu"
        ? `unable to create VM ${newid}: config file already exists`
        : `unable to create CT ${newid}: CT ${newid} already exists on node '${state.guests.get(newid)?.node}'`,
    );
  }
  for (const drive of drives) {
    if (!full) checkLinked(context, kind, clone, drive);
    else if (kind === "lxc" && source.running && !context.has("snapname")) {
      throw fault("Full clone of a running container is only possible from a snapshot");
    }
  }
}

function cloned({ source, config }: Clone): Drive[] {
  return dataDrives(source.kind, config).filter((drive) => !drive.key.startsWith("unused"));
}

function isOnShared({ state }: Context, drive: Drive): boolean {
  const storage = state.storages.get(storageName(drive.volid));
  return storage !== undefined && isShared(storage);
}

function checkLinked({ state }: Context, kind: Kind, { source }: Clone, drive: Drive): void {
  const storage = state.storages.get(storageName(drive.volid));
  const volume = findVolume(state, drive.volid, source.node);
  const isBase = source.config["template"] !== undefined;
  const canLink =
    storage && typeOf(storage).linkedClones && (volume?.format !== "raw" || !typeOf(storage).files);
  if (isBase && canLink) return;
  throw fault(
    kind === "qemu"
      ? `Linked clone feature is not supported for '${drive.volid}' (${drive.key})`
      : `Linked clone feature for '${drive.volid}' is not available`,
  );
}

function clone(context: Context, kind: Kind): string {
  const request = readClone(context, kind);
  check(context, kind, request);
  const { state } = context;
  const { source, newid, target } = request;
  const copy: Guest = {
    ...source,
    vmid: newid,
    node: target,
    config: { lock: "clone" },
    pending: new Map(),
    snapshots: new Map(),
    running: false,
    hibernated: false,
    pid: 0,
    startedAt: 0,
  };
  delete copy.agent;
  delete copy.firewall;
  state.guests.set(newid, copy);
  return context.task(kind === "qemu" ? "qmclone" : "vzclone", source.vmid, (task) =>
    withGuestLock(state, copy, function* () {
      if (kind === "qemu") task.log(`creating a clone of VM ${source.vmid} with ID ${newid}`);
      try {
        copy.config = yield* copyConfig(context, request, copy, task);
      } catch (error) {
        forget(context, copy);
        throw new Error(`clone failed: ${(error as Error).message}`);
      }
      const pool = context.optional("pool");
      if (pool !== undefined) state.pools.get(pool)?.guests.add(newid);
    }),
  );
}

/** Milliseconds that copying takes; a full gigabyte a second, but never dull. */
function copyDuration(bytes: number): number {
  return Math.min(15_000, 400 + (bytes / 1024 ** 3) * 150);
}

function* copyConfig(
  context: Context,
  request: Clone,
  copy: Guest,
  task: TaskControl,
): Generator<number, Config, void> {
  const { state, optional } = context;
  const { source, full, storage, format } = request;
  const { lock: _lock, template: _template, parent: _parent, ...base } = request.config;
  const config: Config = { ...withoutIdentity(base, state) };
  for (const drive of cloned(request)) {
    const size = findVolume(state, drive.volid, source.node)?.size ?? drive.size;
    task.log(`create ${full ? "full" : "linked"} clone of drive ${drive.key} (${drive.volid})`);
    const volume = allocateDisk(state, {
      storage: storage ?? storageName(drive.volid),
      node: copy.node,
      vmid: copy.vmid,
      size,
      time: context.time,
      content: source.kind === "qemu" ? "images" : "rootdir",
      format:
        format ??
        (storage === undefined ? findVolume(state, drive.volid, source.node)?.format : undefined),
      ...(!full && { parent: drive.volid }),
    });
    const first = firstKey(source.kind);
    const options = { [first]: volume.volid, ...drive.options, size: printSize(size) };
    config[drive.key] = writeProperties(options, first);
    if (!full) continue;
    for (const percent of [0, 25, 50, 75, 100]) {
      task.log(
        `transferred ${humanSize((size * percent) / 100)} of ${humanSize(size)} (${percent.toFixed(2)}%)`,
      );
      yield copyDuration(size) / 5;
    }
  }
  yield 200;
  const name = optional(source.kind === "qemu" ? "name" : "hostname");
  const nameKey = source.kind === "qemu" ? "name" : "hostname";
  config[nameKey] = name ?? defaultName(source, config[nameKey]);
  const description = optional("description");
  if (description !== undefined) config["description"] = description;
  return config;
}

function defaultName(source: Guest, name: unknown): string {
  if (name === undefined) return `Copy-of-${GUEST_WORD[source.kind]}-${source.vmid}`;
  return source.kind === "qemu" ? `Copy-of-VM-${name}` : `Copy-of-CT-${name}`;
}

/** A copy is a machine of its own: new MAC addresses and UUIDs, no unused disks. */
function withoutIdentity(config: Config, state: Context["state"]): Config {
  const kept = Object.entries(config).filter(([key]) => !key.startsWith("unused"));
  const bare = kept.map(([key, value]): [string, string | number] => [
    key,
    /^net\d+$/.test(key) ? stripMac(String(value)) : value,
  ]);
  const fresh: Config = Object.fromEntries(bare);
  const kind: Kind = "hostname" in config ? "lxc" : "qemu";
  if ("vmgenid" in fresh) fresh["vmgenid"] = randomUuid(state);
  if ("smbios1" in fresh) fresh["smbios1"] = `uuid=${randomUuid(state)}`;
  return fillMacs(state, kind, fresh);
}

function stripMac(value: string): string {
  return value
    .replace(/(?<=^|,)([a-z0-9-]+)=[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}/, (_whole, key: string) =>
      key === "hwaddr" ? "" : key,
    )
    .replace(/,,/, ",");
}

function template(context: Context, kind: Kind): string | null {
  const guest = guestOf(context, kind);
  const word = GUEST_WORD[kind];
  checkLock(guest);
  if (guest.snapshots.size > 0) {
    throw fault(`unable to create template, because ${word} contains snapshots`);
  }
  if (guest.config["template"] !== undefined) {
    throw fault("you can't convert a template to a template");
  }
  const disk = context.optional("disk");
  if (disk !== undefined && guest.config[disk] === undefined) {
    throw parameterFault({ disk: `disk '${disk}' does not exist` });
  }
  if (guest.running) {
    throw fault(
      `you can't convert a ${word} to template if ${kind === "qemu" ? "VM" : "the CT"} is running`,
    );
  }
  return context.task(kind === "qemu" ? "qmtemplate" : "vztemplate", guest.vmid, (task) =>
    withGuestLock(context.state, guest, function* () {
      yield 900;
      renameToBase(context, guest, task);
      guest.config["template"] = 1;
    }),
  );
}

/** Disks of templates are called `base-…` instead of `vm-…`. */
function renameToBase({ state }: Context, guest: Guest, task: TaskControl): void {
  for (const drive of dataDrives(guest.kind, guest.config)) {
    const volume = findVolume(state, drive.volid, guest.node);
    if (!volume || drive.key.startsWith("unused")) continue;
    const volid = drive.volid.replace(/\b(?:vm|subvol)-(\d+)-disk/, "base-$1-disk");
    if (volid === drive.volid) continue;
    const prefix = volume.node === undefined ? "" : `${volume.node}/`;
    state.volumes.delete(`${prefix}${drive.volid}`);
    volume.volid = volid;
    state.volumes.set(`${prefix}${volid}`, volume);
    guest.config[drive.key] = String(guest.config[drive.key]).replace(drive.volid, volid);
    if (!typeOf(state.storages.get(volume.storage) ?? { config: {}, total: 0, base: 0 }).files) {
      task.log(`Logical volume "${volid.slice(volid.indexOf(":") + 1)}" changed.`);
    }
  }
}

export const guestCloneHandlers: Handlers = forBothKinds({
  "POST /nodes/{node}/{kind}/{vmid}/clone": clone,
  "POST /nodes/{node}/{kind}/{vmid}/template": template,
});
