import { fault, parameterFault } from "../http/api-error.js";
import type { Context } from "../http/context.js";
import { allocateDisk, findVolume, removeVolume, storageName } from "../storage/storage.js";
import { writeProperties } from "../support/properties.js";
import { GIB, KIB, MIB, parseSize, printSize } from "../support/sizes.js";
import type { TaskControl } from "../tasks/task.js";
import { firstKey, isDriveKey, parseDrive } from "./guest.js";
import type { Config, Guest, Kind } from "./guest-state.js";

const NEW_DISK = /^([^:/]+):(\d+(?:\.\d+)?)$/;

/** Sizes of what isn't chosen by the caller, in bytes. */
const FIXED_SIZES: Record<string, number> = { efidisk0: 4 * MIB, tpmstate0: 4 * MIB };
const CLOUDINIT_SIZE = 4 * MIB;

type Target = Pick<Guest, "kind" | "vmid" | "node">;

/**
 * Makes the drives that a configuration asks for: `storage:8` becomes a new volume of 8 GiB, a named
 * volume must exist. Answers the values to store.
 *
 * @throws ApiFault when a storage or volume isn't there or doesn't take such content
 */
export function createDrives(
  context: Context,
  guest: Target,
  values: Config,
  task?: TaskControl,
): Config {
  const created: Config = {};
  for (const [key, value] of Object.entries(values)) {
    if (isDriveKey(guest.kind, key)) {
      created[key] = createDrive(context, guest, { key, value: String(value) }, task);
    } else created[key] = value;
  }
  return created;
}

/** Refuses storages that don't exist or don't take guests' disks, before any task starts. */
export function checkDrives({ state }: Context, kind: Kind, values: Config): void {
  for (const [key, value] of Object.entries(values)) {
    if (!isDriveKey(kind, key)) continue;
    const { volid } = parseDrive(kind, key, String(value));
    const name = NEW_DISK.exec(volid)?.[1];
    if (name === undefined) continue;
    const storage = state.storages.get(name);
    if (!storage) throw fault(`storage '${name}' does not exist`);
    const wanted = kind === "qemu" ? "images" : "rootdir";
    if (
      String(storage.config["content"] ?? "images,rootdir")
        .split(",")
        .includes(wanted)
    )
      continue;
    throw kind === "qemu"
      ? parameterFault({ storage: `storage '${name}' does not support vm images` })
      : fault(`storage '${name}' does not support CT rootdirs`);
  }
}

function createDrive(
  context: Context,
  guest: Target,
  { key, value }: { key: string; value: string },
  task?: TaskControl,
): string {
  const { kind, node } = guest;
  const first = firstKey(kind);
  const drive = parseDrive(kind, key, value);
  const fresh = NEW_DISK.exec(drive.volid);
  if (fresh) {
    const source = drive.options["import-from"];
    const size =
      FIXED_SIZES[key] ??
      (source === undefined
        ? Math.round(Number(fresh[2]) * GIB)
        : importSize(context, source, node));
    const { "import-from": _source, format, ...options } = drive.options;
    const volume = allocate(context, guest, { storage: fresh[1] ?? "", size, format });
    const text = writeProperties(
      { [first]: volume.volid, ...options, size: printSize(size) },
      first,
    );
    logCreation(context, task, { key, text, volid: volume.volid, size });
    return text;
  }
  if (/^[^:/]+:cloudinit$/.test(drive.volid)) {
    const volume = allocate(context, guest, {
      storage: storageName(drive.volid),
      size: CLOUDINIT_SIZE,
      suffix: "cloudinit",
    });
    return writeProperties({ [first]: volume.volid, media: "cdrom" }, first);
  }
  return keepDrive(context, guest, key, value);
}

function keepDrive({ state }: Context, { kind, node }: Target, key: string, value: string): string {
  const drive = parseDrive(kind, key, value);
  const isElsewhere = drive.volid.startsWith("/") || !drive.volid.includes(":");
  if (isElsewhere) return value;
  const volume = findVolume(state, drive.volid, node);
  if (!volume) throw fault(`volume ${drive.volid} does not exist`);
  if (drive.options["size"] !== undefined) return value;
  const size =
    volume.content === "iso" ? `${Math.ceil(volume.size / KIB)}K` : printSize(volume.size);
  return `${value},size=${size}`;
}

function importSize({ state }: Context, source: string, node: string): number {
  const volume = findVolume(state, source, node);
  if (!volume) throw fault(`cannot import from '${source}' - volume does not exist`);
  return volume.size;
}

function allocate(
  { state, clock }: Context,
  { kind, vmid, node }: Target,
  request: { storage: string; size: number; format?: string | undefined; suffix?: string },
) {
  return allocateDisk(state, {
    ...request,
    node,
    vmid,
    time: Math.floor(clock.now() / 1000),
    content: kind === "qemu" ? "images" : "rootdir",
  });
}

function logCreation(
  { state }: Context,
  task: TaskControl | undefined,
  { key, text, volid, size }: { key: string; text: string; volid: string; size: number },
): void {
  const path = state.storages.get(storageName(volid))?.config["path"];
  if (path !== undefined) {
    const file = volid.slice(volid.indexOf(":") + 1);
    const format = file.slice(file.lastIndexOf(".") + 1);
    task?.log(`Formatting '${path}/images/${file}', fmt=${format} size=${size} preallocation=off`);
  } else task?.log(`  Logical volume "${volid.slice(volid.indexOf(":") + 1)}" created.`);
  task?.log(`${key}: successfully created disk '${text}'`);
}

/** Takes the volumes of a guest away; those of others stay. */
export function destroyDrives({ state }: Context, guest: Guest, all: boolean): void {
  for (const [key, volume] of state.volumes) {
    const isHere = volume.node === undefined || volume.node === guest.node;
    const isOwn = volume.vmid === guest.vmid && ["images", "rootdir"].includes(volume.content);
    if (isHere && isOwn && (all || isReferenced(guest, volume.volid))) state.volumes.delete(key);
  }
}

function isReferenced(guest: Guest, volid: string): boolean {
  const configs = [guest.config, ...[...guest.snapshots.values()].map(({ config }) => config)];
  return configs.some((config) =>
    Object.values(config).some((value) => String(value).includes(volid)),
  );
}

/** A drive that was taken out of a configuration stays as the next free `unusedN`. */
export function keepAsUnused(guest: Guest, volid: string): void {
  if (Object.values(guest.config).some((value) => String(value).split(",")[0] === volid)) return;
  let number = 0;
  while (`unused${number}` in guest.config) number += 1;
  guest.config[`unused${number}`] = volid;
}

/** A drive is gone from a configuration: data stays as an unused disk, unused disks are deleted. */
export function detachDrive({ state }: Context, guest: Guest, key: string, value: string): void {
  const drive = parseDrive(guest.kind, key, value);
  const volume = findVolume(state, drive.volid, guest.node);
  if (!volume || volume.vmid !== guest.vmid) return;
  if (key.startsWith("unused") || drive.volid.includes("cloudinit")) {
    removeVolume(state, drive.volid, guest.node);
  } else keepAsUnused(guest, drive.volid);
}

/** Bytes from `32G`, or `+8G` on top of what is. */
export function newSize(text: string, current: number): number {
  const isRelative = text.startsWith("+");
  const size = parseSize(isRelative ? text.slice(1) : text) ?? 0;
  return isRelative ? current + size : size;
}
