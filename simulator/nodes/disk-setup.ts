import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import { GIB } from "../support/sizes.js";
import { diskOf } from "./disks.js";
import type { Disk, NodeState } from "./node-state.js";
import { nodeOf } from "./nodes.js";

type Entry = Record<string, unknown>;

/** A disk that nobody uses yet. */
function freeDisk(context: Context, name: string): Disk {
  const disk = diskOf(context, name);
  if (disk.used !== undefined) throw fault(`device '${name}' is already in use`);
  return disk;
}

function initDisk(context: Context): string {
  const disk = freeDisk(context, context.text("disk"));
  return context.task("diskinit", disk.device.slice(5), function* (task) {
    yield 500;
    disk.gpt = true;
    task.log("Creating new GPT entries in memory.");
    task.log("The operation has completed successfully.");
  });
}

function wipeDisk(context: Context): string {
  const disk = diskOf(context, context.text("disk"));
  if (disk.used === "LVM" || disk.used === "ZFS") {
    throw fault(`disk/partition '${disk.device}' has a holder`);
  }
  return context.task("wipedisk", disk.device.slice(5), function* (task) {
    yield 1500;
    disk.gpt = false;
    delete disk.used;
    task.log(`success: wiped disk ${disk.device}`);
  });
}

/** Makes something of free disks, in a task, and a storage on it when asked to. */
function build(
  context: Context,
  facts: { type: string; devices: string[]; used: NonNullable<Disk["used"]>; storage: Entry },
  make: (node: NodeState, size: number) => void,
): string {
  const { state, node, text, flag } = context;
  const name = text("name");
  const disks = facts.devices.map((device) => freeDisk(context, device));
  if (flag("add_storage") && state.storages.has(name)) {
    throw fault(`storage ID '${name}' already defined`);
  }
  return context.task(facts.type, name, function* (task) {
    task.log(`# preparing ${facts.devices.join(" ")}`);
    yield 2500;
    const size = disks.reduce((sum, disk) => sum + disk.size, 0);
    for (const disk of disks) {
      disk.used = facts.used;
      disk.gpt = true;
    }
    make(nodeOf(context), size);
    if (!flag("add_storage")) return;
    state.storages.set(name, {
      config: { ...facts.storage, nodes: node, content: "images,rootdir" } as Record<
        string,
        string
      >,
      total: size,
      base: 0,
    });
    task.log(`added storage '${name}'`);
  });
}

/** Undoes it, and wipes the disks when asked to. */
function demolish(
  context: Context,
  type: string,
  id: string,
  devices: string[],
  forget: () => void,
): string {
  const { state, flag, text } = context;
  return context.task(type, id, function* (task) {
    yield 1200;
    forget();
    for (const disk of nodeOf(context).disks) {
      if (!devices.some((device) => device.startsWith(disk.device))) continue;
      if (flag("cleanup-disks")) {
        delete disk.used;
        disk.gpt = false;
        task.log(`wiped ${disk.device}`);
      } else disk.used = "partitions";
    }
    if (flag("cleanup-config")) state.storages.delete(text("name"));
  });
}

/** How many disks each level of redundancy needs at least. */
const RAID_DISKS: Record<string, number> = {
  single: 1,
  mirror: 2,
  raid10: 4,
  raidz: 3,
  raidz2: 4,
  raidz3: 5,
};

function createZfs(context: Context): string {
  const level = context.text("raidlevel");
  const devices = splitList(context.values["devices"]);
  const name = context.text("name");
  if (level === "single" && devices.length !== 1) {
    throw fault("please give only one disk for single disk mode");
  }
  if (level === "raid10" && devices.length % 2 !== 0) {
    throw fault("raid10 needs an even number of disks");
  }
  const least = RAID_DISKS[level] ?? 1;
  if (devices.length < least) throw fault(`${level} needs at least ${least} disks`);
  if (nodeOf(context).zfsPools.has(name)) {
    throw fault(`pool '${name}' already exists on node '${context.node}'`);
  }
  const storage = { type: "zfspool", pool: name };
  return build(context, { type: "zfscreate", devices, used: "ZFS", storage }, (node, size) => {
    node.zfsPools.set(name, { devices, raid: level, size, used: 0 });
  });
}

function createLvm(context: Context, type: "lvm" | "lvmthin"): string {
  const name = context.text("name");
  const device = context.text("device");
  if (nodeOf(context).volumeGroups.has(name)) {
    throw fault(`volume group with name '${name}' already exists on node '${context.node}'`);
  }
  const storage = type === "lvm" ? { type, vgname: name } : { type, vgname: name, thinpool: name };
  return build(
    context,
    { type: `${type}create`, devices: [device], used: "LVM", storage },
    (node, size) => {
      node.volumeGroups.set(name, { devices: [device], size, free: type === "lvm" ? size : GIB });
      if (type === "lvmthin") node.thinPools.set(name, { group: name, size: size - GIB, used: 0 });
    },
  );
}

function createDirectory(context: Context): string {
  const name = context.text("name");
  const device = context.text("device");
  const type = context.optional("filesystem") ?? "ext4";
  if (nodeOf(context).directories.has(name)) {
    throw fault(`a systemd mount unit already exists: /etc/systemd/system/mnt-pve-${name}.mount`);
  }
  const storage = { type: "dir", path: `/mnt/pve/${name}`, is_mountpoint: 1 };
  const used = type === "xfs" ? "xfs" : "ext4";
  return build(context, { type: "dircreate", devices: [device], used, storage }, (node) => {
    node.directories.set(name, { device, type });
  });
}

function removeThinPool(context: Context): string {
  const name = context.text("name");
  const group = context.text("volume-group");
  const node = nodeOf(context);
  if (node.thinPools.get(name)?.group !== group) throw fault(`no such thin pool ${group}/${name}`);
  const devices = node.volumeGroups.get(group)?.devices ?? [];
  return demolish(context, "lvmthinremove", `${group}-${name}`, devices, () => {
    node.thinPools.delete(name);
    if (context.flag("cleanup-disks")) node.volumeGroups.delete(group);
  });
}

function removeGroup(context: Context): string {
  const name = context.text("name");
  const node = nodeOf(context);
  const group = node.volumeGroups.get(name);
  if (!group) throw fault(`no such volume group '${name}'`);
  if ([...node.thinPools.values()].some((pool) => pool.group === name)) {
    throw parameterFault({ name: `volume group '${name}' is in use` });
  }
  return demolish(context, "lvmremove", name, group.devices, () => node.volumeGroups.delete(name));
}

const base = "/nodes/{node}/disks";

export const diskSetupHandlers: Handlers = {
  [`POST ${base}/initgpt`]: initDisk,
  [`PUT ${base}/wipedisk`]: wipeDisk,
  [`POST ${base}/lvm`]: (context) => createLvm(context, "lvm"),
  [`DELETE ${base}/lvm/{name}`]: removeGroup,
  [`POST ${base}/lvmthin`]: (context) => createLvm(context, "lvmthin"),
  [`DELETE ${base}/lvmthin/{name}`]: removeThinPool,
  [`POST ${base}/zfs`]: createZfs,
  [`DELETE ${base}/zfs/{name}`]: (context) => {
    const name = context.text("name");
    const node = nodeOf(context);
    const pool = node.zfsPools.get(name);
    if (!pool) throw fault(`cannot open '${name}': no such pool`);
    return demolish(context, "zfsremove", name, pool.devices, () => node.zfsPools.delete(name));
  },
  [`POST ${base}/directory`]: createDirectory,
  [`DELETE ${base}/directory/{name}`]: (context) => {
    const name = context.text("name");
    const node = nodeOf(context);
    const directory = node.directories.get(name);
    if (!directory) throw fault(`no such directory '${name}'`);
    return demolish(context, "dirremove", name, [directory.device], () =>
      node.directories.delete(name),
    );
  },
};
