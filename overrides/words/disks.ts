import type { Words } from "./types.js";

/** Physical disks of a node and what is built on them: directories, LVM, ZFS. */

const disks = {
  "GET /nodes/{node}/disks": "List the sub-paths of disk management (index only)",
  "GET /nodes/{node}/disks/list":
    "List physical disks of a node: size, model, serial, health, wearout, what uses them",
  "GET /nodes/{node}/disks/smart": "Show SMART health and attributes of one physical disk",
  "POST /nodes/{node}/disks/initgpt":
    "Write an empty GPT to an unused disk, losing its partitions; returns a task",
  "PUT /nodes/{node}/disks/wipedisk":
    "Wipe a disk or partition; destroys all its data; root@pam only; returns a task",
};

const onDisks = {
  "GET /nodes/{node}/disks/directory": "List filesystems that were set up as directory storages",
  "POST /nodes/{node}/disks/directory":
    "Format an unused disk and mount it under /mnt/pve; destroys its data; returns a task",
  "DELETE /nodes/{node}/disks/directory/{name}":
    "Unmount a directory made from a disk and drop its mount unit; returns a task",
  "GET /nodes/{node}/disks/lvm": "List LVM volume groups of a node as a tree with their disks",
  "POST /nodes/{node}/disks/lvm":
    "Create an LVM volume group on an unused disk; destroys its data; returns a task",
  "DELETE /nodes/{node}/disks/lvm/{name}":
    "Remove an LVM volume group with all its volumes; returns a task",
  "GET /nodes/{node}/disks/lvmthin": "List LVM thin pools of a node with size and fill level",
  "POST /nodes/{node}/disks/lvmthin":
    "Create an LVM thin pool on an unused disk; destroys its data; returns a task",
  "DELETE /nodes/{node}/disks/lvmthin/{name}":
    "Remove an LVM thin pool with all its volumes; returns a task",
  "GET /nodes/{node}/disks/zfs": "List ZFS pools of a node with size, free space and health",
  "POST /nodes/{node}/disks/zfs":
    "Create a ZFS pool (RAID) on unused disks; destroys their data; returns a task",
  "GET /nodes/{node}/disks/zfs/{name}":
    "Show a ZFS pool: state, scrub, errors and the tree of its disks",
  "DELETE /nodes/{node}/disks/zfs/{name}":
    "Destroy a ZFS pool with all its datasets; returns a task",
};

export default {
  endpoints: { ...disks, ...onDisks },
  parameters: {
    "/nodes/{node}/disks": {
      add_storage: "1 also adds a storage of the same name for it; default 0",
      ashift: "Sector size as power of two: 12 (default) is 4096 bytes",
      "cleanup-config":
        "1 also takes this node off the storages that use it, or removes them; default 0",
      "cleanup-disks":
        "1 also wipes the disks so that they can be used again; destroys data; default 0",
      compression: "ZFS compression; on (default) means lz4",
      device: "Unused block device, such as /dev/sdb; its content is lost",
      devices: "Unused block devices, comma-separated; their content is lost",
      disk: "Block device, such as /dev/sdb",
      "draid-config": "Layout of a dRAID pool; required with raidlevel draid, draid2, draid3",
      "draid-config.data": "Data devices per redundancy group",
      "draid-config.spares": "Distributed hot spares",
      filesystem: "ext4 (default) or xfs",
      healthonly: "1 returns only the overall health, not the attributes",
      "include-partitions": "1 lists partitions too; default 0",
      name: "Name of the pool, volume group or directory, and of its storage",
      raidlevel: "Redundancy; single has none, mirror and raidz survive 1 disk, raidz2 2, raidz3 3",
      skipsmart: "1 leaves out SMART health, which is faster; default 0",
      uuid: "GUID for the partition table; default random",
      "volume-group": "Volume group that holds the thin pool",
    },
    "GET /nodes/{node}/disks/list": {
      type: "unused: only free disks; journal_disks: only those fit for a Ceph DB or WAL",
    },
  },
} satisfies Words;
