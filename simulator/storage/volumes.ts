import type { Access } from "../access/permissions.js";
import { permissionFault } from "../http/api-error.js";
import type { State } from "../state/state.js";
import { storageName } from "./storage.js";
import type { Content, Volume } from "./storage-state.js";

const FOLDERS: Record<Content, string> = {
  backup: "dump",
  images: "images",
  import: "import",
  iso: "template/iso",
  rootdir: "images",
  snippets: "snippets",
  vztmpl: "template/cache",
};

/** Where a volume lies on its node. */
export function pathOf(state: State, volume: Volume): string {
  const config = state.storages.get(volume.storage)?.config ?? {};
  const name = volume.volid.slice(volume.volid.indexOf(":") + 1);
  const folder = config["path"];
  if (folder !== undefined) {
    const file = /^(?:backup|import|iso|snippets|vztmpl)\//.test(name)
      ? name.slice(name.indexOf("/") + 1)
      : name;
    return `${folder}/${FOLDERS[volume.content]}/${file}`;
  }
  if (config["vgname"] !== undefined) return `/dev/${config["vgname"]}/${name}`;
  if (config["type"] === "rbd") return `rbd:${config["pool"]}/${name}`;
  return `/dev/zvol/${config["pool"] ?? volume.storage}/${name}`;
}

/** May the caller see this volume? Proxmox leaves out of its lists what it isn't sure about. */
export function mayUseVolume(access: Access, volume: Volume): boolean {
  const path = `/storage/${volume.storage}`;
  if (access.has(path, "Datastore.Allocate")) return true;
  if (["iso", "vztmpl", "import"].includes(volume.content)) {
    return access.hasAny(path, ["Datastore.Audit", "Datastore.AllocateSpace"]);
  }
  if (volume.vmid === undefined) return false;
  const guest = `/vms/${volume.vmid}`;
  if (volume.content === "backup") {
    return access.has(path, "Datastore.AllocateSpace") && access.has(guest, "VM.Backup");
  }
  return access.has(path, "Datastore.Audit") && access.has(guest, "VM.Config.Disk");
}

export function requireVolumeAccess(access: Access, volume: Volume): void {
  if (!mayUseVolume(access, volume)) throw permissionFault();
}

/** `local:iso/a.iso` from what a path may name as `iso/a.iso` or in full. */
export function fullVolid(name: string, storage: string | undefined): string {
  return storageName(name) === "" && storage !== undefined ? `${storage}:${name}` : name;
}
