import { fault } from "../http/api-error.js";
import { splitList } from "../http/context.js";
import type { State } from "../state/state.js";
import type { Content, Storage, Volume } from "./storage-state.js";

/** How a storage type keeps things. */
interface StorageType {
  /** Every node sees the same content, whatever the section says. */
  shared?: true;
  /** Volumes are files with a format. */
  files?: true;
  /** Formats of guest disks, the default first. */
  formats: string[];
  snapshots: boolean;
  /** Of guests' disks that are templates. */
  linkedClones: boolean;
  content: Content[];
}

const FILE_CONTENT: Content[] = [
  "images",
  "rootdir",
  "iso",
  "vztmpl",
  "backup",
  "snippets",
  "import",
];
const BLOCK_CONTENT: Content[] = ["images", "rootdir"];

const block = (snapshots: boolean, shared = false): StorageType => ({
  formats: ["raw"],
  snapshots,
  linkedClones: snapshots,
  content: BLOCK_CONTENT,
  ...(shared && { shared: true as const }),
});

const files = (shared = false): StorageType => ({
  files: true,
  formats: ["raw", "qcow2", "vmdk"],
  snapshots: false,
  linkedClones: true,
  content: FILE_CONTENT,
  ...(shared && { shared: true as const }),
});

const TYPES: Record<string, StorageType> = {
  dir: files(),
  btrfs: files(),
  nfs: files(true),
  cifs: files(true),
  cephfs: { ...files(true), content: ["vztmpl", "iso", "backup", "snippets", "import"] },
  glusterfs: files(true),
  lvm: block(false),
  lvmthin: block(true),
  zfspool: block(true),
  zfs: block(true, true),
  rbd: block(true, true),
  iscsi: block(false, true),
  iscsidirect: block(false, true),
  pbs: { ...block(false, true), content: ["backup"] },
  esxi: { ...block(false, true), content: ["import"] },
};

const UNKNOWN_TYPE = block(false);

export function typeOf({ config }: Storage): StorageType {
  return TYPES[String(config["type"])] ?? UNKNOWN_TYPE;
}

export function isShared(storage: Storage): boolean {
  return typeOf(storage).shared === true || Number(storage.config["shared"] ?? 0) === 1;
}

export function isEnabled(storage: Storage, node: string): boolean {
  if (Number(storage.config["disable"] ?? 0) === 1) return false;
  const nodes = splitList(storage.config["nodes"]);
  return nodes.length === 0 || nodes.includes(node);
}

export function contentOf(storage: Storage): string[] {
  const { config } = storage;
  return config["content"] === undefined ? ["images", "rootdir"] : splitList(config["content"]);
}

/** @throws ApiFault 500 where it isn't defined or isn't for this node */
export function requireStorage(state: State, name: string, node: string): Storage {
  const storage = state.storages.get(name);
  if (!storage) throw fault(`storage '${name}' does not exist`);
  if (!isEnabled(storage, node)) {
    throw fault(
      Number(storage.config["disable"] ?? 0) === 1
        ? `storage '${name}' is disabled`
        : `storage '${name}' is not available on node '${node}'`,
    );
  }
  return storage;
}

export function volumeKey(state: State, volid: string, node: string): string {
  const storage = state.storages.get(storageName(volid));
  return storage && !isShared(storage) ? `${node}/${volid}` : volid;
}

/** `local` of `local:iso/a.iso`. */
export function storageName(volid: string): string {
  return volid.slice(0, Math.max(0, volid.indexOf(":")));
}

export function findVolume(state: State, volid: string, node: string): Volume | undefined {
  return state.volumes.get(volumeKey(state, volid, node));
}

export function addVolume(state: State, volume: Volume): Volume {
  const key = volume.node === undefined ? volume.volid : `${volume.node}/${volume.volid}`;
  state.volumes.set(key, volume);
  return volume;
}

export function removeVolume(state: State, volid: string, node: string): boolean {
  return state.volumes.delete(volumeKey(state, volid, node));
}

/** Bytes that known volumes take, by `storage` for shared ones and `node/storage` for the others. */
export function usageByStorage({ volumes }: State): Map<string, number> {
  const usage = new Map<string, number>();
  for (const { node, storage, used } of volumes.values()) {
    const key = node === undefined ? storage : `${node}/${storage}`;
    usage.set(key, (usage.get(key) ?? 0) + used);
  }
  return usage;
}

export interface Space {
  total: number;
  used: number;
  avail: number;
}

export function spaceOf(
  name: string,
  storage: Storage,
  node: string,
  usage: ReadonlyMap<string, number>,
): Space {
  const taken = usage.get(isShared(storage) ? name : `${node}/${name}`) ?? 0;
  const used = Math.min(storage.total, storage.base + taken);
  return { total: storage.total, used, avail: storage.total - used };
}

/** File formats by the ending of a name. */
export function formatOf(name: string): string {
  const match =
    /\.(qcow2|vmdk|raw|iso|img|ova|ovf|tar(?:\.(?:gz|zst|xz|lzo))?|tgz|vma(?:\.(?:gz|zst|lzo))?)$/.exec(
      name,
    );
  return match?.[1] ?? "raw";
}

/** The next free `vm-100-disk-N` (templates: `base-…`) on a storage. */
export function allocateDisk(
  state: State,
  request: {
    storage: string;
    node: string;
    vmid: number;
    size: number;
    time: number;
    content: "images" | "rootdir";
    format?: string | undefined;
    parent?: string | undefined;
    /** `cloudinit`, `state-snap1`; a disk by default. */
    suffix?: string;
  },
): Volume {
  const { vmid, node, size, time, content, parent } = request;
  const storage = requireStorage(state, request.storage, node);
  if (!contentOf(storage).includes(content)) {
    throw fault(`storage '${request.storage}' does not support content-type '${content}'`);
  }
  const type = typeOf(storage);
  const { avail } = spaceOf(request.storage, storage, node, usageByStorage(state));
  if (!type.snapshots && type.files === undefined && size > avail) {
    throw fault(`not enough free space on storage '${request.storage}'`);
  }
  const format = request.format ?? type.formats[0] ?? "raw";
  const local = isShared(storage) ? undefined : node;
  const nameFor = (suffix: string) => {
    const file = `vm-${vmid}-${suffix}`;
    return `${request.storage}:${type.files ? `${vmid}/${file}.${format}` : file}`;
  };
  let volid = nameFor(request.suffix ?? "disk-0");
  for (let number = 1; request.suffix === undefined && isTaken(state, volid, node); number += 1) {
    volid = nameFor(`disk-${number}`);
  }
  const used = parent === undefined && !type.snapshots && format === "raw" ? size : size * 0.3;
  return addVolume(state, {
    volid,
    storage: request.storage,
    content,
    format,
    size,
    used: Math.floor(used),
    vmid,
    ctime: time,
    ...(local !== undefined && { node: local }),
    ...(parent !== undefined && { parent }),
  });
}

function isTaken(state: State, volid: string, node: string): boolean {
  if (findVolume(state, volid, node)) return true;
  const other = volid.replace(/\.(raw|qcow2|vmdk)$/, "");
  return ["raw", "qcow2", "vmdk"].some((format) =>
    Boolean(findVolume(state, `${other}.${format}`, node)),
  );
}
