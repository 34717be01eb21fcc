import type { Config, Kind } from "../guests/guest-state.js";

export interface DemoGuest {
  vmid: number;
  kind: Kind;
  node: string;
  name: string;
  cores: number;
  /** MiB */
  memory: number;
  /** GiB */
  disk: number;
  storage: string;
  tags?: string;
  /** Days that it has been running; absent: stopped. */
  days?: number;
  load?: number;
  /** Options beyond what every guest has. */
  extra: Config;
}

/** vmid, kind, node, name, cores, MiB, GiB, storage, tags, days running, load; `-`: none. */
const ROWS: [facts: string, extra?: Config][] = [
  [
    "100 qemu pve1 web01 2 4096 32 ceph-vm prod;web 12 0.18",
    { agent: "1", onboot: 1, net1: "virtio,bridge=vmbr0,tag=20,firewall=1" },
  ],
  ["101 qemu pve2 web02 2 4096 32 ceph-vm prod;web 12 0.16", { agent: "1", onboot: 1 }],
  [
    "102 qemu pve3 db01 8 32768 200 ceph-vm db;prod 40 0.42",
    {
      agent: "1",
      onboot: 1,
      balloon: 16384,
      protection: 1,
      scsi1: "ceph-vm:vm-102-disk-1,size=500G",
    },
  ],
  ["103 qemu pve1 db02 8 32768 200 ceph-vm db;prod 40 0.21", { agent: "1", onboot: 1 }],
  ["104 qemu pve2 mail01 4 8192 100 ceph-vm prod 25 0.08", { onboot: 1 }],
  ["105 qemu pve3 k8s-cp1 4 8192 60 ceph-vm k8s 6 0.3", { agent: "1" }],
  ["106 qemu pve1 k8s-worker1 8 16384 120 ceph-vm k8s 6 0.55", { agent: "1" }],
  ["107 qemu pve2 k8s-worker2 8 16384 120 ceph-vm k8s 6 0.51", { agent: "1" }],
  [
    "110 qemu pve1 win-dc01 4 8192 80 local-lvm windows 30 0.05",
    {
      ostype: "win11",
      machine: "pc-q35-10.1",
      bios: "ovmf",
      efidisk0: "local-lvm:vm-110-disk-1,efitype=4m,pre-enrolled-keys=1,size=4M",
      tpmstate0: "local-lvm:vm-110-disk-2,size=4M,version=v2.0",
    },
  ],
  ["111 qemu pve2 build01 16 32768 250 local-lvm ci - 0.9"],
  [
    "120 qemu pve3 test-upgrade 2 2048 16 local-lvm test - -",
    { ide2: "nfs-backup:iso/debian-13.1.0-amd64-netinst.iso,media=cdrom,size=783M" },
  ],
  ["130 qemu pve1 legacy-app 1 1024 20 local legacy 210 0.02"],
  [
    "9000 qemu pve1 debian-13-template 2 2048 8 ceph-vm template - -",
    {
      template: 1,
      ide2: "ceph-vm:vm-9000-cloudinit,media=cdrom",
      ciuser: "debian",
      ipconfig0: "ip=dhcp",
      agent: "1",
    },
  ],
  ["200 lxc pve1 dns01 1 512 8 ceph-vm infra;prod 60 0.02", { onboot: 1, startup: "order=1" }],
  ["201 lxc pve2 dns02 1 512 8 ceph-vm infra;prod 60 0.02", { onboot: 1, startup: "order=1" }],
  ["202 lxc pve3 proxy01 2 1024 8 local-lvm infra;prod 33 0.11", { onboot: 1 }],
  ["203 lxc pve1 monitoring 2 4096 50 local-lvm infra 19 0.25", { features: "nesting=1" }],
  ["204 lxc pve2 git01 2 4096 100 ceph-vm infra 19 0.07"],
  ["205 lxc pve3 sandbox 1 1024 8 local-lvm test - -"],
  ["206 lxc pve3 vpn01 1 512 4 local-lvm infra;prod 90 0.03", { onboot: 1 }],
];

function parse([facts, extra = {}]: [facts: string, extra?: Config]): DemoGuest {
  const [vmid, kind, node, name, cores, memory, disk, storage, tags, days, load] = facts.split(" ");
  return {
    vmid: Number(vmid),
    kind: kind as Kind,
    node: node ?? "",
    name: name ?? "",
    cores: Number(cores),
    memory: Number(memory),
    disk: Number(disk),
    storage: storage ?? "",
    ...(tags !== undefined && tags !== "-" && { tags }),
    ...(days !== undefined && days !== "-" && { days: Number(days) }),
    ...(load !== undefined && load !== "-" && { load: Number(load) }),
    extra,
  };
}

/** The guests of the demo. */
export const DEMO_GUESTS: DemoGuest[] = ROWS.map(parse);
