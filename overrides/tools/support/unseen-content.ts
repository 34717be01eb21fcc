import { isObject } from "../../../src/kit/objects.js";
import type { ToolContext } from "../../../src/tools/define.js";

const PERMISSIONS = "GET /access/permissions" as const;

/**
 * What a storage's content must be asked with, beside being the owner of the storage: without it,
 * Proxmox leaves volumes out of the list and says nothing (PVE::Storage::check_volume_access).
 */
const NEEDED: Readonly<Record<string, { onStorage: string; onGuests: string }>> = {
  backup: { onStorage: "Datastore.AllocateSpace", onGuests: "VM.Backup" },
  images: { onStorage: "Datastore.Audit", onGuests: "VM.Config.Disk" },
  rootdir: { onStorage: "Datastore.Audit", onGuests: "VM.Config.Disk" },
};

/**
 * Why a list of such content may be shorter than what is there; undefined where it isn't, or where
 * it can't be told.
 *
 * @param storages those that were asked; `all`: every storage there may be, seen or not
 * @param contents kinds that were asked for; none: all of them
 */
export async function unseenContent(
  { call }: Pick<ToolContext, "call">,
  storages: readonly string[] | "all",
  contents: readonly string[] = Object.keys(NEEDED),
): Promise<string | undefined> {
  const tree = await call(PERMISSIONS, {}).catch(() => undefined);
  if (!isObject(tree)) return undefined;
  const lacks = (path: string, privilege: string) => !has(tree, path, privilege);
  const missing = new Set<string>();
  for (const path of pathsOf(storages, tree)) {
    if (!lacks(path, "Datastore.Allocate")) continue;
    for (const content of contents) {
      const needed = NEEDED[content];
      if (!needed) continue;
      if (lacks(path, needed.onStorage)) missing.add(`${needed.onStorage} on ${path}`);
      const guests = guestPathLacking(tree, needed.onGuests);
      if (guests !== undefined) missing.add(`${needed.onGuests} on ${guests}`);
    }
  }
  if (missing.size === 0) return undefined;
  const what = contents.length === 1 && contents[0] === "backup" ? "backups" : "disks and backups";
  return `Proxmox hides ${what} that this login may not see: it lacks ${[...missing].sort().slice(0, 4).join(", ")}.`;
}

/** An entry below a path holds in place of what comes down to it. */
function entriesBelow(tree: Record<string, unknown>, path: string): string[] {
  return Object.keys(tree).filter((key) => key.startsWith(`${path}/`));
}

/** Of a storage that the login can't see, not even the name is known. */
function pathsOf(storages: readonly string[] | "all", tree: Record<string, unknown>): string[] {
  if (storages !== "all") return storages.map((storage) => `/storage/${storage}`);
  return ["/storage", ...entriesBelow(tree, "/storage")];
}

/** Where guests are whose volumes aren't shown; undefined where there are none. */
function guestPathLacking(tree: Record<string, unknown>, privilege: string): string | undefined {
  // any guest without an entry of its own
  if (!has(tree, "/vms/*", privilege)) return "/vms";
  return entriesBelow(tree, "/vms").find((path) => !has(tree, path, privilege));
}

/** Privileges go down from the nearest path that has an entry, unless the entry stays there. */
function has(tree: Record<string, unknown>, path: string, privilege: string): boolean {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf("/")) || "/") {
    const entry = tree[at];
    if (isObject(entry)) {
      const value = entry[privilege];
      return at === path ? value !== undefined : Number(value) === 1;
    }
    if (at === "/") return false;
  }
}
