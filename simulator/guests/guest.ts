import { fault } from "../http/api-error.js";
import type { Context } from "../http/context.js";
import { readProperties } from "../support/properties.js";
import { digestOf } from "../support/random.js";
import { MIB, parseSize } from "../support/sizes.js";
import type { Config, Guest, Kind } from "./guest-state.js";

export const CONFIG_FOLDER: Record<Kind, string> = { qemu: "qemu-server", lxc: "lxc" };

export const GUEST_WORD: Record<Kind, string> = { qemu: "VM", lxc: "CT" };

/** Prefix of its task types: `qmstart`, `vzstart`. */
export const TASK_PREFIX: Record<Kind, string> = { qemu: "qm", lxc: "vz" };

export interface Drive {
  /** `scsi0`, `rootfs` … */
  key: string;
  /** `local-lvm:vm-100-disk-0`, or an absolute path of a bind mount. */
  volid: string;
  /** Bytes. */
  size: number;
  isCdrom: boolean;
  options: Record<string, string>;
}

const DRIVE_KEYS: Record<Kind, RegExp> = {
  qemu: /^(?:(?:ide|sata|scsi|virtio|unused)\d+|efidisk0|tpmstate0)$/,
  lxc: /^(?:rootfs|(?:mp|unused)\d+)$/,
};

export function isDriveKey(kind: Kind, key: string): boolean {
  return DRIVE_KEYS[kind].test(key);
}

export function parseDrive(kind: Kind, key: string, value: string): Drive {
  const { [firstKey(kind)]: volid = "none", ...options } = readProperties(value, firstKey(kind));
  const size = parseSize(options["size"] ?? "") ?? 0;
  return { key, volid, size, isCdrom: options["media"] === "cdrom", options };
}

/** The key of a drive's property string that may stand bare. */
export function firstKey(kind: Kind): "file" | "volume" {
  return kind === "qemu" ? "file" : "volume";
}

/** Its drives in configuration order, unused ones and CD drives included. */
export function drivesOf(kind: Kind, config: Config): Drive[] {
  return Object.entries(config)
    .filter(([key]) => isDriveKey(kind, key))
    .map(([key, value]) => parseDrive(kind, key, String(value)));
}

/** Drives that hold data on a storage. */
export function dataDrives(kind: Kind, config: Config): Drive[] {
  return drivesOf(kind, config).filter(
    (drive) => !drive.isCdrom && /^[a-z][\w.-]*:/i.test(drive.volid),
  );
}

const DEFAULT_MEMORY = 512;

/** Bytes. */
export function memoryOf({ config }: Pick<Guest, "config">): number {
  const value = config["memory"] ?? DEFAULT_MEMORY;
  const number = Number(value);
  if (!Number.isNaN(number)) return number * MIB;
  return Number(readProperties(String(value), "current")["current"] ?? DEFAULT_MEMORY) * MIB;
}

export function processorsOf({ kind, config }: Pick<Guest, "kind" | "config">, host = 1): number {
  if (kind === "lxc") return Number(config["cores"] ?? config["cpulimit"] ?? host);
  return Number(config["vcpus"] ?? Number(config["cores"] ?? 1) * Number(config["sockets"] ?? 1));
}

export function nameOf({ kind, vmid, config }: Pick<Guest, "kind" | "vmid" | "config">): string {
  const name = config[kind === "qemu" ? "name" : "hostname"];
  return name === undefined
    ? `${GUEST_WORD[kind]}${kind === "qemu" ? " " : ""}${vmid}`
    : String(name);
}

/** Bytes of the disk that it boots from. */
export function bootDiskSize({ kind, config }: Pick<Guest, "kind" | "config">): number {
  const key = kind === "lxc" ? "rootfs" : bootKey(config);
  const value = key === undefined ? undefined : config[key];
  return key === undefined || value === undefined ? 0 : parseDrive(kind, key, String(value)).size;
}

/** The first disk in the boot order, or simply the first one. */
function bootKey(config: Config): string | undefined {
  const isDisk = (key: string) =>
    BOOTABLE.test(key) && config[key] !== undefined && !String(config[key]).includes("media=cdrom");
  const order = /(?:^|,)order=([^,]*)/.exec(String(config["boot"] ?? ""))?.[1]?.split(";") ?? [];
  return order.find(isDisk) ?? Object.keys(config).find(isDisk);
}

const BOOTABLE = /^(?:ide|sata|scsi|virtio)\d+$/;

export function configDigest(config: Config): string {
  return digestOf(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The guest that a request names, on the node and of the kind that its path says. */
export function guestOf(context: Context, kind: Kind): Guest {
  return requireGuest(context, kind, context.number("vmid") ?? 0, context.node);
}

export function requireGuest(
  { state }: Pick<Context, "state">,
  kind: Kind,
  vmid: number,
  node: string,
): Guest {
  const guest = state.guests.get(vmid);
  if (!guest || guest.kind !== kind || guest.node !== node) {
    throw fault(missingConfig(kind, vmid, node));
  }
  return guest;
}

export function missingConfig(kind: Kind, vmid: number, node: string): string {
  return `Configuration file 'nodes/${node}/${CONFIG_FOLDER[kind]}/${vmid}.conf' does not exist`;
}

/** Dies where the guest's configuration carries a lock. */
export function checkLock({ kind, config }: Guest, isSkipped = false): void {
  const lock = config["lock"];
  if (lock !== undefined && !isSkipped) throw fault(`${GUEST_WORD[kind]} is locked (${lock})`);
}

export function hasAgent({ config }: Pick<Guest, "config">): boolean {
  return /^(?:enabled=)?1(?:,|$)/.test(String(config["agent"] ?? ""));
}
