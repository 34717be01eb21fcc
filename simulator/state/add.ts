import { dataDrives, drivesOf } from "../guests/guest.js";
import type { Config, Guest, Kind } from "../guests/guest-state.js";
import { addVolume, formatOf, isShared, storageName, volumeKey } from "../storage/storage.js";
import type { Content, StorageConfig } from "../storage/storage-state.js";
import { randomMac, randomUuid } from "../support/random.js";
import type { State } from "./state.js";

export interface GuestFacts {
  vmid: number;
  kind: Kind;
  node: string;
  config: Config;
  /** Milliseconds since 1970; absent: stopped. */
  startedAt?: number;
  load?: number;
  memoryShare?: number;
  /** Seconds since 1970. */
  created: number;
}

/** Adds a guest and the volumes that its configuration names. */
export function addGuest(state: State, facts: GuestFacts): Guest {
  const { vmid, kind, node, created } = facts;
  const identity =
    kind === "qemu"
      ? {
          meta: `creation-qemu=10.1.2,ctime=${created}`,
          smbios1: `uuid=${randomUuid(state)}`,
          vmgenid: randomUuid(state),
        }
      : { arch: "amd64" };
  const guest: Guest = {
    vmid,
    kind,
    node,
    config: { ...identity, ...fillMacs(state, kind, facts.config) },
    pending: new Map(),
    snapshots: new Map(),
    running: facts.startedAt !== undefined,
    startedAt: facts.startedAt ?? 0,
    pid: facts.startedAt === undefined ? 0 : 2000 + vmid,
    load: facts.load ?? 0.05,
    memoryShare: facts.memoryShare ?? 0.4,
  };
  state.guests.set(vmid, guest);
  for (const drive of [...dataDrives(kind, guest.config), ...cdroms(guest)]) {
    addGuestVolume(state, guest, drive.volid, drive.size, created);
  }
  return guest;
}

function cdroms({ kind, config }: Guest) {
  return drivesOf(kind, config).filter(
    (drive) => drive.isCdrom && drive.volid.includes("cloudinit"),
  );
}

function addGuestVolume(
  state: State,
  { kind, node, vmid }: Guest,
  volid: string,
  size: number,
  ctime: number,
): void {
  const storage = state.storages.get(storageName(volid));
  if (!storage || state.volumes.has(volumeKey(state, volid, node))) return;
  addVolume(state, {
    volid,
    storage: storageName(volid),
    content: kind === "qemu" ? "images" : "rootdir",
    format: formatOf(volid),
    size: size || 4 * 1024 ** 2,
    used: Math.floor(size * 0.45),
    vmid,
    ctime,
    ...(!isShared(storage) && { node }),
  });
}

/** Network cards without an address get one, as on creation. */
export function fillMacs(state: State, kind: Kind, config: Config): Config {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      /^net\d+$/.test(key) ? withMac(state, kind, String(value)) : value,
    ]),
  );
}

const MAC = /[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}/;

/** `virtio,bridge=vmbr0` → `virtio=BC:24:11:…,bridge=vmbr0`; a container's goes into `hwaddr`. */
export function withMac(state: State, kind: Kind, value: string): string {
  if (MAC.test(value)) return value;
  if (kind === "qemu") {
    const explicit = value.replace(/(^|,)model=/, "$1");
    return explicit.replace(/^([a-z0-9-]+)(?=,|$)/, (model) => `${model}=${randomMac(state)}`);
  }
  const parts = value.split(",");
  const index = Math.max(0, parts.findIndex((part) => part.startsWith("bridge=")) + 1);
  parts.splice(index, 0, `hwaddr=${randomMac(state)}`);
  if (!parts.some((part) => part.startsWith("type="))) parts.push("type=veth");
  return parts.join(",");
}

export interface StorageFacts {
  config: StorageConfig;
  total: number;
  base: number;
}

export function addStorage(state: State, name: string, facts: StorageFacts): void {
  state.storages.set(name, { ...facts });
}

/** Adds a file that belongs to no guest: an ISO image, a template. */
export function addFile(
  state: State,
  node: string,
  file: { volid: string; content: Content; size: number; ctime: number },
): void {
  const storage = state.storages.get(storageName(file.volid));
  if (!storage) return;
  addVolume(state, {
    ...file,
    storage: storageName(file.volid),
    format:
      file.content === "iso" ? "iso" : file.content === "vztmpl" ? "tgz" : formatOf(file.volid),
    used: file.size,
    ...(!isShared(storage) && { node }),
  });
}
