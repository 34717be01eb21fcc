import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import {
  allocateDisk,
  contentOf,
  findVolume,
  removeVolume,
  storageName,
} from "../storage/storage.js";
import type { Volume } from "../storage/storage-state.js";
import { writeProperties } from "../support/properties.js";
import { humanSize, printSize } from "../support/sizes.js";
import {
  checkLock,
  configDigest,
  type Drive,
  firstKey,
  guestOf,
  isDriveKey,
  parseDrive,
} from "./guest.js";
import { detachDrive, keepAsUnused, newSize } from "./guest-disks.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";
import { canSnapshot } from "./snapshots.js";

/** The volume behind a drive key, or the reason why there is none. */
function driveOf(context: Context, guest: Guest, key: string): { drive: Drive; volume: Volume } {
  const value = guest.config[key];
  const word = guest.kind === "qemu" ? "disk" : "volume";
  if (value === undefined) throw fault(`${word} '${key}' does not exist`);
  const drive = parseDrive(guest.kind, key, String(value));
  const volume = findVolume(context.state, drive.volid, guest.node);
  if (!volume) throw fault(`${word} '${key}' has no associated volume`);
  return { drive, volume };
}

function checkDigestOf(context: Context, guest: Guest): void {
  const digest = context.optional("digest");
  if (digest !== undefined && digest !== "" && digest !== configDigest(guest.config)) {
    throw fault("checksum mismatch (file change by other user?)");
  }
}

function setSize(guest: Guest, drive: Drive, size: number): void {
  const first = firstKey(guest.kind);
  const properties = { [first]: drive.volid, ...drive.options, size: printSize(size) };
  guest.config[drive.key] = writeProperties(properties, first);
}

/** A machine's task notices what's wrong; a container's request does, but for the disk itself. */
function resize(context: Context, kind: Kind): string {
  if (context.flag("skiplock") && !context.isRoot) {
    throw parameterFault({ skiplock: "Only root may use this option." });
  }
  const guest = guestOf(context, kind);
  const key = context.text("disk");
  checkDigestOf(context, guest);
  const run = () => {
    checkLock(guest, context.flag("skiplock"));
    const { drive, volume } = driveOf(context, guest, key);
    if (drive.isCdrom) throw fault("you can't resize a cdrom");
    const size = newSize(context.text("size"), volume.size);
    if (size < volume.size) {
      throw fault(
        kind === "qemu" ? "shrinking disks is not supported" : "unable to shrink disk size",
      );
    }
    if (kind === "lxc" && size === volume.size) throw fault("disk is already at specified size");
    return { drive, volume, size };
  };
  if (kind === "lxc") run();
  return context.task("resize", guest.vmid, (task) =>
    withGuestLock(context.state, guest, function* () {
      const { drive, volume, size } = run();
      yield 500;
      volume.size = size;
      setSize(guest, drive, size);
      task.log(kind === "qemu" ? "Image resized." : `resize2fs: now ${humanSize(size)}`);
    }),
  );
}

function move(context: Context, kind: Kind): string {
  const key = context.text(kind === "qemu" ? "disk" : "volume");
  const storage = context.optional("storage");
  const targetId = context.number("target-vmid");
  if (targetId !== undefined && storage !== undefined) {
    const text = "either set 'storage' or 'target-vmid', but not both";
    throw parameterFault({ "target-vmid": text, storage: text });
  }
  if (targetId !== undefined) return reassign(context, kind, key, targetId);
  if (storage === undefined) {
    const text = "missing parameter, set either 'storage' or 'target-vmid'";
    throw parameterFault({ "target-vmid": text, storage: text });
  }
  return moveToStorage(context, kind, key, storage);
}

function moveToStorage(context: Context, kind: Kind, key: string, storage: string): string {
  const { state } = context;
  context.require(`/storage/${storage}`, "Datastore.AllocateSpace");
  const guest = guestOf(context, kind);
  checkDigestOf(context, guest);
  checkLock(guest);
  const { drive, volume } = driveOf(context, guest, key);
  if (drive.isCdrom && !drive.volid.includes("cloudinit")) throw fault("you can't move a cdrom");
  const target = state.storages.get(storage);
  if (!target) throw fault(`storage '${storage}' does not exist`);
  const content = kind === "qemu" ? "images" : "rootdir";
  if (!contentOf(target).includes(content)) {
    throw parameterFault({ storage: `storage '${storage}' does not support vm images` });
  }
  const format = context.optional("format");
  const isSame = storageName(drive.volid) === storage;
  if (isSame && (format === undefined || format === volume.format)) {
    throw fault("you can't move to the same storage with same format");
  }
  if (kind === "lxc" && guest.running) throw fault("cannot move volumes of a running container");
  const deletes = context.flag("delete");
  if (deletes && guest.snapshots.size > 0) {
    throw fault("you can't move a disk with snapshots and delete the source");
  }
  return context.task(kind === "qemu" ? "qmmove" : "move_volume", guest.vmid, (task) =>
    withGuestLock(state, guest, function* () {
      const { volid: before, size } = volume;
      task.log(
        `copying volume '${before}' from current storage '${volume.storage}' to target storage '${storage}'`,
      );
      task.log(`create full clone of drive ${key} (${before})`);
      const copy = allocateDisk(state, {
        storage,
        node: guest.node,
        vmid: guest.vmid,
        size,
        time: context.time,
        content,
        format,
      });
      for (const percent of [0, 50, 100]) {
        task.log(
          `transferred ${humanSize((size * percent) / 100)} of ${humanSize(size)} (${percent}.00%)`,
        );
        yield Math.min(5000, 300 + size / 1024 ** 2 / 20);
      }
      setSize(guest, { ...drive, volid: copy.volid }, size);
      if (deletes) removeVolume(state, before, guest.node);
      else keepAsUnused(guest, before);
    }),
  );
}

/** Gives a disk to another guest of the same node and kind. */
function reassign(context: Context, kind: Kind, key: string, targetId: number): string {
  const { state } = context;
  const guest = guestOf(context, kind);
  const target = state.guests.get(targetId);
  if (!target || target.kind !== kind) throw fault(`could not find target VM ${targetId}`);
  context.require(`/vms/${targetId}`, "VM.Config.Disk");
  if (target.node !== guest.node) {
    throw fault(`Both VMs need to be on the same node (${guest.node} != ${target.node})`);
  }
  if (guest.config["template"] !== undefined || target.config["template"] !== undefined) {
    throw fault("Can't move disks from or to template VMs");
  }
  const targetKey = context.optional(kind === "qemu" ? "target-disk" : "target-volume") ?? key;
  const { volume, drive } = driveOf(context, guest, key);
  if (target.config[targetKey] !== undefined) {
    throw fault(`Target disk key '${targetKey}' is already in use for VM '${targetId}'`);
  }
  if (guest.running) {
    throw fault("Cannot move disk to another VM while the source VM is running - detach first");
  }
  return context.task(
    kind === "qemu" ? "qmmove" : "move_volume",
    `${guest.vmid}-${targetId}`,
    (task) =>
      withGuestLock(state, guest, function* () {
        yield 600;
        const renamed = allocateDisk(state, {
          storage: volume.storage,
          node: target.node,
          vmid: targetId,
          size: volume.size,
          time: context.time,
          content: kind === "qemu" ? "images" : "rootdir",
          format: volume.format,
        });
        removeVolume(state, volume.volid, guest.node);
        delete guest.config[key];
        setSize(target, { ...drive, key: targetKey, volid: renamed.volid }, volume.size);
        task.log(`renamed volume '${volume.volid}' to '${renamed.volid}'`);
      }),
  );
}

/** Takes drives out of the configuration; with `force` their data goes too. */
function unlink(context: Context): void {
  const guest = guestOf(context, "qemu");
  checkLock(guest);
  for (const key of splitList(context.values["idlist"])) {
    const value = guest.config[key];
    if (value === undefined || !isDriveKey("qemu", key)) continue;
    delete guest.config[key];
    const order = String(guest.config["boot"] ?? "");
    guest.config["boot"] = order.replace(
      /^order=(.*)$/,
      (_whole, keys: string) =>
        `order=${keys
          .split(";")
          .filter((name) => name !== key)
          .join(";")}`,
    );
    if (context.flag("force")) {
      removeVolume(context.state, parseDrive("qemu", key, String(value)).volid, guest.node);
    } else detachDrive(context, guest, key, String(value));
  }
}

function feature(context: Context, kind: Kind): unknown {
  const guest = guestOf(context, kind);
  const snapname = context.optional("snapname");
  if (snapname !== undefined && !guest.snapshots.has(snapname)) {
    throw fault(`snapshot '${snapname}' does not exist`);
  }
  const name = context.text("feature");
  const isTemplate = guest.config["template"] !== undefined;
  const has = {
    snapshot: canSnapshot(context, guest),
    clone: isTemplate,
    copy: !guest.running || kind === "qemu",
  };
  const nodes = [...context.state.nodes.keys()];
  const hasFeature = has[name as keyof typeof has] ? 1 : 0;
  return kind === "qemu" ? { hasFeature, nodes } : { hasFeature };
}

export const guestVolumeHandlers: Handlers = {
  ...forBothKinds({
    "PUT /nodes/{node}/{kind}/{vmid}/resize": resize,
    "GET /nodes/{node}/{kind}/{vmid}/feature": feature,
  }),
  "POST /nodes/{node}/qemu/{vmid}/move_disk": (context) => move(context, "qemu"),
  "POST /nodes/{node}/lxc/{vmid}/move_volume": (context) => move(context, "lxc"),
  "PUT /nodes/{node}/qemu/{vmid}/unlink": unlink,
};
