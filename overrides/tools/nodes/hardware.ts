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
      by: "kind",
      endpoint: {
        lvm: "POST /nodes/{node}/disks/lvm",
        lvmthin: "POST /nodes/{node}/disks/lvmthin",
        zfs: "POST /nodes/{node}/disks/zfs",
        directory: "POST /nodes/{node}/disks/directory",
      },
    },
    delete: {
      by: "kind",
      endpoint: {
        lvm: "DELETE /nodes/{node}/disks/lvm/{name}",
        lvmthin: "DELETE /nodes/{node}/disks/lvmthin/{name}",
        zfs: "DELETE /nodes/{node}/disks/zfs/{name}",
        directory: "DELETE /nodes/{node}/disks/directory/{name}",
      },
    },
  },
  unlisted: ["volume-group"],
  words: {
    kind: "create, delete: of what",
    disk: "init_gpt, wipe: /dev/sda",
    device: "create: /dev/sda",
    devices: "create zfs: /dev/sda,/dev/sdb",
    name: "create, delete: its name",
    raidlevel: "create zfs",
  },
});

export const hardware = defineTool({
  name: "proxmox_hardware",
  title: "Hardware of a node",
  summary: "PCI and USB devices of a node, and the mediated devices that a PCI device offers.",
  toolset: "nodes",
  actions: {
    pci: "GET /nodes/{node}/hardware/pci",
    mdev: "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev",
    usb: "GET /nodes/{node}/hardware/usb",
  },
  words: { "pci-id-or-mapping": "mdev: 0000:01:00.0" },
});

export const capabilities = defineTool({
  name: "proxmox_capabilities",
  title: "What VMs may be given",
  summary: "CPU models, CPU flags, machine types and migration features that a node offers to VMs.",
  toolset: "nodes",
  actions: {
    cpu: "GET /nodes/{node}/capabilities/qemu/cpu",
    cpu_flags: "GET /nodes/{node}/capabilities/qemu/cpu-flags",
    machines: "GET /nodes/{node}/capabilities/qemu/machines",
    migration: "GET /nodes/{node}/capabilities/qemu/migration",
  },
});

export const mapping = defineTool({
  name: "proxmox_mapping",
  title: "Device mappings",
  summary: "Names for PCI and USB devices and directories that guests use on any node.",
  toolset: "nodes",
  actions: {
    list: {
      by: "kind",
      endpoint: {
        pci: "GET /cluster/mapping/pci",
        usb: "GET /cluster/mapping/usb",
        dir: "GET /cluster/mapping/dir",
      },
    },
    get: {
      by: "kind",
      endpoint: {
        pci: "GET /cluster/mapping/pci/{id}",
        usb: "GET /cluster/mapping/usb/{id}",
        dir: "GET /cluster/mapping/dir/{id}",
      },
    },
    create: {
      by: "kind",
      endpoint: {
        pci: "POST /cluster/mapping/pci",
        usb: "POST /cluster/mapping/usb",
        dir: "POST /cluster/mapping/dir",
      },
    },
    update: {
      by: "kind",
      endpoint: {
        pci: "PUT /cluster/mapping/pci/{id}",
        usb: "PUT /cluster/mapping/usb/{id}",
        dir: "PUT /cluster/mapping/dir/{id}",
      },
    },
    delete: {
      by: "kind",
      endpoint: {
        pci: "DELETE /cluster/mapping/pci/{id}",
        usb: "DELETE /cluster/mapping/usb/{id}",
        dir: "DELETE /cluster/mapping/dir/{id}",
      },
    },
  },
  words: { kind: "What is mapped", map: "node=pve1,id=8086:1533 …", id: "Its name" },
});
