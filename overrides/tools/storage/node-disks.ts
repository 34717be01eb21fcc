import { defineTool } from "../../../src/tools/define.js";

export const nodeDisk = defineTool({
  name: "proxmox_node_disk",
  title: "Disks of a node",
  summary:
    "Disks of a node with use and health, and what is built on them: LVM, thin pools, ZFS, directories.",
  toolset: "storage",
  actions: {
    list: "GET /nodes/{node}/disks/list",
    smart: "GET /nodes/{node}/disks/smart",
    lvm: "GET /nodes/{node}/disks/lvm",
    lvmthin: "GET /nodes/{node}/disks/lvmthin",
    zfs: "GET /nodes/{node}/disks/zfs",
    zfs_pool: "GET /nodes/{node}/disks/zfs/{name}",
    directory: "GET /nodes/{node}/disks/directory",
  },
  words: { disk: "smart: /dev/sda", name: "zfs_pool: the pool" },
  aliases: {
    health_only: "healthonly",
    include_partitions: "include-partitions",
    skip_smart: "skipsmart",
  },
});

export const nodeDiskAdmin = defineTool({
  name: "proxmox_node_disk_admin",
  title: "Prepare disks",
  summary:
    "Write a GPT to a disk, wipe it, or build and remove LVM, thin pools, ZFS and directories. Destroys data.",
  toolset: "storage",
  actions: {
    init_gpt: "POST /nodes/{node}/disks/initgpt",
    wipe: "PUT /nodes/{node}/disks/wipedisk",
    create: {
      endpointArgument: "kind",
      endpoint: {
        lvm: "POST /nodes/{node}/disks/lvm",
        lvmthin: "POST /nodes/{node}/disks/lvmthin",
        zfs: "POST /nodes/{node}/disks/zfs",
        directory: "POST /nodes/{node}/disks/directory",
      },
    },
    delete: {
      endpointArgument: "kind",
      endpoint: {
        lvm: "DELETE /nodes/{node}/disks/lvm/{name}",
        lvmthin: "DELETE /nodes/{node}/disks/lvmthin/{name}",
        zfs: "DELETE /nodes/{node}/disks/zfs/{name}",
        directory: "DELETE /nodes/{node}/disks/directory/{name}",
      },
    },
  },
  words: {
    kind: "create, delete: of what",
    disk: "init_gpt, wipe: /dev/sda",
    device: "create: /dev/sda",
    devices: "create zfs: /dev/sda,/dev/sdb",
    name: "create, delete: name of the storage",
    raidlevel: "create zfs: how the devices are combined",
  },
});
