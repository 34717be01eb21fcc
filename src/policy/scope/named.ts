import { isObject } from "../../kit/objects.js";
import { isUpid, parseUpid } from "../../kit/upid.js";

type Parameters = Readonly<Record<string, unknown>>;

/** What a request is about, by the names in its parameters. */
export interface Named {
  guests: Set<number>;
  nodes: Set<string>;
  storages: Set<string>;
}

/** Free text: a name in it means nothing. */
const FREE_TEXT =
  /^(?:comment|description|notes(?:-template)?|text|content|password|sshkeys|data)$/;

const GUEST_NAMES = /^(?:vmid|newid|target-vmid|vms|vmids)$/;
const NODE_NAMES = /^(?:node|target|nodes|target-node|node_id|source)$/;
const STORAGE_NAMES =
  /^(?:storage|tmpstorage|target-storage|vmstatestorage|import-working-storage)$/;
const DISKS = /^(?:(?:scsi|virtio|sata|ide|efidisk|tpmstate|mp|unused)\d+|rootfs|cdrom)$/;
const VOLUMES = /^(?:volume|volid|archive|ostemplate|target|disk|base)$/;

/** A guest's volume, image folder or backup, wherever it stands in a value. */
const GUESTS_VOLUMES = [
  /(?:^|[/:,=;\s])(?:vm|base|subvol|basevol)-(\d{3,9})-/g,
  /\bvzdump-(?:qemu|lxc|openvz)-(\d{3,9})-/g,
  /(?:^|[/:=])(?:vm|ct)\/(\d{3,9})(?:\/|$)/g,
  /(?:^|[/:=])(?:images|private)?\/?(\d{3,9})\/(?:vm|base|subvol)/g,
];

const STORAGE_OF_VOLUME =
  /(?:^|[,;])(?:(?:file|volume|import-from|storage)=)?([A-Za-z][A-Za-z0-9\-_.]*[A-Za-z0-9]):/g;

/** The guests, nodes and storages that parameters name, as they travel or as a caller gave them. */
export function namedIn(parameters: Parameters): Named {
  const named: Named = { guests: new Set(), nodes: new Set(), storages: new Set() };
  for (const [name, value] of Object.entries(parameters)) {
    if (FREE_TEXT.test(name)) continue;
    for (const text of textsOf(value)) read(name, text, named);
  }
  return named;
}

function read(name: string, text: string, { guests, nodes, storages }: Named): void {
  if (GUEST_NAMES.test(name)) for (const id of idsIn(text)) guests.add(id);
  if (name === "sid" || name === "resources")
    for (const id of idsIn(text.replaceAll(/\b(?:vm|ct):/g, ""))) guests.add(id);
  if (name === "id") for (const [, id] of text.matchAll(/^(\d{3,9})-\d+$/g)) guests.add(Number(id));
  if (name === "upid" && isUpid(text)) for (const id of idsIn(parseUpid(text).id)) guests.add(id);
  if (name === "path") readAclPath(text, { guests, nodes, storages });
  for (const pattern of GUESTS_VOLUMES)
    for (const [, id] of text.matchAll(pattern)) guests.add(Number(id));
  if (NODE_NAMES.test(name) && !text.includes("/") && !text.startsWith("iqn."))
    for (const node of listOf(text)) nodes.add(node.replace(/:\d+$/, ""));
  if (STORAGE_NAMES.test(name)) for (const storage of listOf(text)) storages.add(storage);
  if (name === "targetstorage") for (const to of listOf(text)) storages.add(to.replace(/^.*:/, ""));
  if (name === "fleecing" || DISKS.test(name) || VOLUMES.test(name))
    for (const [, storage] of text.matchAll(STORAGE_OF_VOLUME)) storages.add(String(storage));
  if (name === "fleecing")
    for (const [, storage] of text.matchAll(/\bstorage=([^,]+)/g)) storages.add(String(storage));
}

function readAclPath(path: string, { guests, nodes, storages }: Named): void {
  const [, kind, name] = /^\/(vms|nodes|storage)\/([^/]+)/.exec(path) ?? [];
  if (name === undefined) return;
  if (kind === "vms") for (const id of idsIn(name)) guests.add(id);
  if (kind === "nodes") nodes.add(name);
  if (kind === "storage") storages.add(name);
}

/** Texts at any depth: a disk may be given as an object, a list as a list. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (isObject(value)) return Object.entries(value).map(([key, one]) => `${key}=${textsOf(one)}`);
  return value === undefined || value === null ? [] : [String(value)];
}

function idsIn(text: string): number[] {
  return listOf(text)
    .filter((entry) => /^\d{1,9}$/.test(entry))
    .map(Number);
}

function listOf(text: string): string[] {
  return text.split(/[,;\s]+/).filter((entry) => entry !== "");
}
