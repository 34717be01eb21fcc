import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { loadSeries, type Series } from "../support/series.js";
import { parseSize } from "../support/sizes.js";
import {
  addVolume,
  contentOf,
  findVolume,
  isEnabled,
  isShared,
  removeVolume,
  requireStorage,
  spaceOf,
  storageName,
  typeOf,
  usageByStorage,
} from "./storage.js";
import type { Storage, Volume } from "./storage-state.js";
import { fullVolid, mayUseVolume, pathOf, requireVolumeAccess } from "./volumes.js";

type Entry = Record<string, unknown>;

function statusOf(
  { node }: Context,
  name: string,
  storage: Storage,
  usage: Map<string, number>,
): Entry {
  const enabled = isEnabled(storage, node);
  const space = enabled ? spaceOf(name, storage, node, usage) : { total: 0, used: 0, avail: 0 };
  return {
    type: storage.config["type"],
    content: contentOf(storage).join(","),
    shared: isShared(storage) ? 1 : 0,
    enabled: enabled ? 1 : 0,
    active: enabled ? 1 : 0,
    ...space,
  };
}

function list(context: Context): Entry[] {
  const { state, access, optional, flag } = context;
  const usage = usageByStorage(state);
  const wanted = optional("storage");
  const contents = context.list("content");
  const target = optional("target");
  return [...state.storages].flatMap(([name, storage]) => {
    if (wanted !== undefined && wanted !== name) return [];
    if (!access.hasAny(`/storage/${name}`, ["Datastore.Audit", "Datastore.AllocateSpace"]))
      return [];
    if (contents.length > 0 && !contents.some((one) => contentOf(storage).includes(one))) return [];
    if (flag("enabled") && !isEnabled(storage, context.node)) return [];
    if (target !== undefined && !isEnabled(storage, target)) return [];
    const status = statusOf(context, name, storage, usage);
    const { used, total } = status as { used: number; total: number };
    return [{ storage: name, ...status, ...(total > 0 && { used_fraction: used / total }) }];
  });
}

function status(context: Context): Entry {
  const name = context.text("storage");
  const storage = context.state.storages.get(name);
  if (!storage) throw fault(`storage '${name}' does not exist`);
  return statusOf(context, name, storage, usageByStorage(context.state));
}

function contents(context: Context): Entry[] {
  const { state, node, access, optional, number } = context;
  const name = context.text("storage");
  requireStorage(state, name, node);
  const wanted = optional("content");
  const vmid = number("vmid");
  const found: Entry[] = [];
  for (const volume of state.volumes.values()) {
    if (volume.storage !== name || (volume.node !== undefined && volume.node !== node)) continue;
    if (wanted !== undefined && volume.content !== wanted) continue;
    if (vmid !== undefined && volume.vmid !== vmid) continue;
    if (mayUseVolume(access, volume)) found.push(listEntry(volume));
  }
  return found;
}

function listEntry(volume: Volume): Entry {
  const { volid, content, format, size, used, ctime, vmid, subtype, notes, parent } = volume;
  const isDisk = content === "images" || content === "rootdir";
  return {
    volid,
    content,
    format,
    size,
    ctime,
    ...(isDisk && { used, parent: parent ?? null }),
    ...(vmid !== undefined && { vmid }),
    ...(subtype !== undefined && { subtype }),
    ...(notes !== undefined && { notes }),
    ...(volume.protected && { protected: 1 }),
  };
}

/** The volume that a path names; `undefined` where it isn't there. */
function volumeOf(context: Context): { volid: string; volume: Volume | undefined } {
  const volid = fullVolid(context.text("volume"), context.optional("storage"));
  const storage = context.optional("storage");
  if (storage !== undefined && storageName(volid) !== storage) {
    throw fault(`storage ID mismatch (${storageName(volid)} != ${storage})`);
  }
  if (!context.state.storages.has(storageName(volid))) {
    throw fault(`storage '${storageName(volid)}' does not exist`);
  }
  return { volid, volume: findVolume(context.state, volid, context.node) };
}

function requireVolume(context: Context): Volume {
  const { volid, volume } = volumeOf(context);
  if (!volume) throw fault(`volume_size_info on '${volid}' failed - no format`);
  requireVolumeAccess(context.access, volume);
  return volume;
}

function read(context: Context): Entry {
  const volume = requireVolume(context);
  const isBackup = volume.content === "backup";
  const isFile = typeOf(context.state.storages.get(volume.storage) as Storage).files === true;
  const isDisk = volume.content === "images" || volume.content === "rootdir";
  return {
    path: pathOf(context.state, volume),
    size: volume.size,
    used: volume.used,
    format: isFile && isDisk ? volume.format : "raw",
    ...(volume.parent !== undefined && { parent: volume.parent }),
    ...(isBackup && { notes: volume.notes ?? "", protected: volume.protected ? 1 : 0 }),
  };
}

function update(context: Context): void {
  const volume = requireVolume(context);
  if (volume.content !== "backup") {
    throw fault(`attribute 'notes' is not supported for volume type '${volume.content}'`);
  }
  const notes = context.optional("notes");
  if (notes !== undefined) volume.notes = notes;
  if (context.has("protected")) volume.protected = context.flag("protected");
}

function allocate(context: Context): string {
  const { state, node, text, number } = context;
  const name = text("storage");
  const storage = requireStorage(state, name, node);
  const size = parseSize(text("size").replace(/^\d+$/, "$&K"));
  if (size === undefined) throw parameterFault({ size: `unable to parse size '${text("size")}'` });
  const vmid = number("vmid") ?? 0;
  const isFiles = typeOf(storage).files === true;
  const file = text("filename");
  if (!new RegExp(`^(?:vm|base|subvol)-${vmid}-`).test(file)) {
    throw fault(`illegal name '${file}' - should be 'vm-${vmid}-*'`);
  }
  const format = context.optional("format") ?? /\.(raw|qcow2|vmdk)$/.exec(file)?.[1] ?? "raw";
  const volid = `${name}:${isFiles ? `${vmid}/${file}` : file}`;
  if (findVolume(state, volid, node)) throw fault(`disk image '${file}' already exists`);
  addVolume(state, {
    volid,
    storage: name,
    content: "images",
    format,
    size,
    used: 0,
    vmid,
    ctime: context.time,
    ...(!isShared(storage) && { node }),
  });
  return volid;
}

function checkDelete(context: Context, volume: Volume | undefined, volid: string): void {
  const { access } = context;
  const path = `/storage/${storageName(volid)}`;
  if (volume) requireVolumeAccess(access, volume);
  const isImage = /:(?:iso|vztmpl|import|snippets)\//.test(volid);
  if (isImage) context.require(path, ["Datastore.AllocateTemplate", "Datastore.Allocate"], true);
  else if (volume?.content === "backup") {
    const isOwn =
      access.has(path, "Datastore.AllocateSpace") && access.has(`/vms/${volume.vmid}`, "VM.Backup");
    if (!isOwn) context.require(path, "Datastore.Allocate");
  } else context.require(path, "Datastore.Allocate");
}

function remove(context: Context): string | null {
  const { volid, volume } = volumeOf(context);
  checkDelete(context, volume, volid);
  const id = `${volume?.vmid ?? ""}@${storageName(volid)}`.replace(/^@/, "");
  const upid = context.task("imgdel", id, function* (task) {
    yield 200;
    if (!volume) throw fault(`unable to unlink '${volid}' - No such file or directory`);
    if (volume.protected) {
      const name = volid.slice(volid.indexOf(":") + 1);
      throw fault(`cannot remove protected volume '${name}' on '${volume.storage}'`);
    }
    const child = [...context.state.volumes.values()].find((other) => other.parent === volid);
    if (child) throw fault(`base volume '${volid}' is still in use by linked cloned`);
    removeVolume(context.state, volid, context.node);
    task.log(`Removed volume '${volid}'`);
  });
  return upid;
}

/** Copies a volume to another storage; experimental in Proxmox, and root@pam's alone. */
function copy(context: Context): string {
  const volume = requireVolume(context);
  const target = fullVolid(context.text("target"), volume.storage);
  return context.task("imgcopy", "", function* (task) {
    task.log(`copying volume '${volume.volid}' to '${target}'`);
    yield 2000;
    addVolume(context.state, { ...volume, volid: target, storage: storageName(target) });
  });
}

function rrddata(context: Context): Series {
  const name = context.text("storage");
  const storage = requireStorage(context.state, name, context.node);
  const { total, used } = spaceOf(name, storage, context.node, usageByStorage(context.state));
  return loadSeries(context, () => ({ total, used }));
}

export const storageContentHandlers: Handlers = {
  "GET /nodes/{node}/storage": list,
  "GET /nodes/{node}/storage/{storage}/status": status,
  "GET /nodes/{node}/storage/{storage}/rrddata": rrddata,
  "GET /nodes/{node}/storage/{storage}/content": contents,
  "POST /nodes/{node}/storage/{storage}/content": allocate,
  "GET /nodes/{node}/storage/{storage}/content/{volume}": read,
  "PUT /nodes/{node}/storage/{storage}/content/{volume}": update,
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}": remove,
  "POST /nodes/{node}/storage/{storage}/content/{volume}": copy,
};
