import { randomUUID } from "node:crypto";
import { healthyCeph } from "../ceph.js";
import { GIB, MIB, TIB } from "../sizes.js";
import type { State } from "../state.js";
import type { Kind } from "../state-guest.js";
import { addFile, addGuest, addStorage } from "./add.js";
import { emptyState, node, token, user } from "./empty.js";
import { addHardware } from "./hardware.js";
import type { BuiltState, StateOptions } from "./index.js";

const DAY = 86_400_000;

interface DemoGuest {
  vmid: number;
  kind: Kind;
  node: string;
  name: string;
  cores: number;
  memory: number;
  disk: number;
  storage: string;
  tags?: string;
  /** Days that it has been running; absent: stopped. */
  days?: number;
  load?: number;
  extra?: Record<string, string | number>;
}

const GUESTS: DemoGuest[] = [
  {
    vmid: 100,
    kind: "qemu",
    node: "pve1",
    name: "web01",
    cores: 2,
    memory: 4096,
    disk: 32,
    storage: "ceph-vm",
    tags: "prod;web",
    days: 12,
    load: 0.18,
    extra: { agent: "1", onboot: 1, net1: "virtio,bridge=vmbr0,tag=20,firewall=1" },
  },
  {
    vmid: 101,
    kind: "qemu",
    node: "pve2",
    name: "web02",
    cores: 2,
    memory: 4096,
    disk: 32,
    storage: "ceph-vm",
    tags: "prod;web",
    days: 12,
    load: 0.16,
    extra: { agent: "1", onboot: 1 },
  },
  {
    vmid: 102,
    kind: "qemu",
    node: "pve3",
    name: "db01",
    cores: 8,
    memory: 32768,
    disk: 200,
    storage: "ceph-vm",
    tags: "db;prod",
    days: 40,
    load: 0.42,
    extra: {
      agent: "1",
      onboot: 1,
      balloon: 16384,
      protection: 1,
      scsi1: "ceph-vm:vm-102-disk-1,size=500G",
    },
  },
  {
    vmid: 103,
    kind: "qemu",
    node: "pve1",
    name: "db02",
    cores: 8,
    memory: 32768,
    disk: 200,
    storage: "ceph-vm",
    tags: "db;prod",
    days: 40,
    load: 0.21,
    extra: { agent: "1", onboot: 1 },
  },
  {
    vmid: 104,
    kind: "qemu",
    node: "pve2",
    name: "mail01",
    cores: 4,
    memory: 8192,
    disk: 100,
    storage: "ceph-vm",
    tags: "prod",
    days: 25,
    load: 0.08,
    extra: { onboot: 1 },
  },
  {
    vmid: 105,
    kind: "qemu",
    node: "pve3",
    name: "k8s-cp1",
    cores: 4,
    memory: 8192,
    disk: 60,
    storage: "ceph-vm",
    tags: "k8s",
    days: 6,
    load: 0.3,
    extra: { agent: "1" },
  },
  {
    vmid: 106,
    kind: "qemu",
    node: "pve1",
    name: "k8s-worker1",
    cores: 8,
    memory: 16384,
    disk: 120,
    storage: "ceph-vm",
    tags: "k8s",
    days: 6,
    load: 0.55,
    extra: { agent: "1" },
  },
  {
    vmid: 107,
    kind: "qemu",
    node: "pve2",
    name: "k8s-worker2",
    cores: 8,
    memory: 16384,
    disk: 120,
    storage: "ceph-vm",
    tags: "k8s",
    days: 6,
    load: 0.51,
    extra: { agent: "1" },
  },
  {
    vmid: 110,
    kind: "qemu",
    node: "pve1",
    name: "win-dc01",
    cores: 4,
    memory: 8192,
    disk: 80,
    storage: "local-lvm",
    tags: "windows",
    days: 30,
    load: 0.05,
    extra: {
      ostype: "win11",
      machine: "pc-q35-10.1",
      bios: "ovmf",
      efidisk0: "local-lvm:vm-110-disk-1,efitype=4m,pre-enrolled-keys=1,size=4M",
      tpmstate0: "local-lvm:vm-110-disk-2,size=4M,version=v2.0",
    },
  },
  {
    vmid: 111,
    kind: "qemu",
    node: "pve2",
    name: "build01",
    cores: 16,
    memory: 32768,
    disk: 250,
    storage: "local-lvm",
    tags: "ci",
    load: 0.9,
  },
  {
    vmid: 120,
    kind: "qemu",
    node: "pve3",
    name: "test-upgrade",
    cores: 2,
    memory: 2048,
    disk: 16,
    storage: "local-lvm",
    tags: "test",
    extra: { ide2: "nfs-backup:iso/debian-13.1.0-amd64-netinst.iso,media=cdrom,size=783M" },
  },
  {
    vmid: 130,
    kind: "qemu",
    node: "pve1",
    name: "legacy-app",
    cores: 1,
    memory: 1024,
    disk: 20,
    storage: "local",
    tags: "legacy",
    days: 210,
    load: 0.02,
  },
  {
    vmid: 9000,
    kind: "qemu",
    node: "pve1",
    name: "debian-13-template",
    cores: 2,
    memory: 2048,
    disk: 8,
    storage: "ceph-vm",
    tags: "template",
    extra: {
      template: 1,
      ide2: "ceph-vm:vm-9000-cloudinit,media=cdrom",
      ciuser: "debian",
      ipconfig0: "ip=dhcp",
      agent: "1",
    },
  },
  {
    vmid: 200,
    kind: "lxc",
    node: "pve1",
    name: "dns01",
    cores: 1,
    memory: 512,
    disk: 8,
    storage: "ceph-vm",
    tags: "infra;prod",
    days: 60,
    load: 0.02,
    extra: { onboot: 1, startup: "order=1" },
  },
  {
    vmid: 201,
    kind: "lxc",
    node: "pve2",
    name: "dns02",
    cores: 1,
    memory: 512,
    disk: 8,
    storage: "ceph-vm",
    tags: "infra;prod",
    days: 60,
    load: 0.02,
    extra: { onboot: 1, startup: "order=1" },
  },
  {
    vmid: 202,
    kind: "lxc",
    node: "pve3",
    name: "proxy01",
    cores: 2,
    memory: 1024,
    disk: 8,
    storage: "local-lvm",
    tags: "infra;prod",
    days: 33,
    load: 0.11,
    extra: { onboot: 1 },
  },
  {
    vmid: 203,
    kind: "lxc",
    node: "pve1",
    name: "monitoring",
    cores: 2,
    memory: 4096,
    disk: 50,
    storage: "local-lvm",
    tags: "infra",
    days: 19,
    load: 0.25,
    extra: { features: "nesting=1" },
  },
  {
    vmid: 204,
    kind: "lxc",
    node: "pve2",
    name: "git01",
    cores: 2,
    memory: 4096,
    disk: 100,
    storage: "ceph-vm",
    tags: "infra",
    days: 19,
    load: 0.07,
  },
  {
    vmid: 205,
    kind: "lxc",
    node: "pve3",
    name: "sandbox",
    cores: 1,
    memory: 1024,
    disk: 8,
    storage: "local-lvm",
    tags: "test",
  },
  {
    vmid: 206,
    kind: "lxc",
    node: "pve3",
    name: "vpn01",
    cores: 1,
    memory: 512,
    disk: 4,
    storage: "local-lvm",
    tags: "infra;prod",
    days: 90,
    load: 0.03,
    extra: { onboot: 1 },
  },
];

/** Three nodes, twenty guests of both kinds, five storages, two pools. */
export function demoState({ release, now }: StateOptions): BuiltState {
  const state = emptyState(release, "pve1");
  state.cluster = { name: "demo", expectedVotes: 3 };
  for (const [index, name] of ["pve1", "pve2", "pve3"].entries()) {
    const address = `192.0.2.${11 + index}`;
    const bootedAt = now - (45 + index) * DAY;
    state.nodes.set(name, addHardware(node({ name, id: index + 1, address, bootedAt })));
  }
  addStorages(state);
  state.ceph = healthyCeph(state);
  const time = Math.floor(now / 1000);
  for (const facts of GUESTS) addDemoGuest(state, facts, now);
  addFiles(state, time);
  state.pools.set("production", {
    comment: "what customers see",
    guests: new Set([100, 101, 102, 103, 104, 200, 201, 202]),
    storages: new Set(["ceph-vm"]),
  });
  state.pools.set("k8s", { guests: new Set([105, 106, 107]), storages: new Set() });
  state.ha.resources.set("vm:102", { type: "vm", state: "started", max_restart: 2 });
  state.backupJobs.set("backup-nightly", {
    type: "vzdump",
    schedule: "02:30",
    storage: "nfs-backup",
    mode: "snapshot",
    enabled: 1,
    all: 1,
    compress: "zstd",
    "prune-backups": { "keep-daily": 7, "keep-weekly": 4 },
  });
  const secret = addUsers(state);
  return { state, token: `admin@pve!demo=${secret}`, user: "admin@pve", password: "proxmox" };
}

function addStorages(state: State): void {
  addStorage(state, "local", {
    config: {
      type: "dir",
      path: "/var/lib/vz",
      content: "iso,vztmpl,backup,images,snippets,import",
    },
    total: 94 * GIB,
    base: 11 * GIB,
  });
  addStorage(state, "local-lvm", {
    config: { type: "lvmthin", vgname: "pve", thinpool: "data", content: "images,rootdir" },
    total: 800 * GIB,
    base: 6 * GIB,
  });
  addStorage(state, "ceph-vm", {
    config: { type: "rbd", pool: "vm", krbd: 0, content: "images,rootdir", shared: 1 },
    total: 12 * TIB,
    base: 320 * GIB,
  });
  addStorage(state, "nfs-backup", {
    config: {
      type: "nfs",
      server: "192.0.2.40",
      export: "/srv/backup",
      path: "/mnt/pve/nfs-backup",
      content: "backup,iso,vztmpl,snippets,import",
      shared: 1,
      "prune-backups": "keep-daily=7,keep-weekly=4",
    },
    total: 20 * TIB,
    base: 4 * TIB,
  });
}

function addDemoGuest(state: State, facts: DemoGuest, now: number): void {
  const { vmid, kind, name, cores, memory, disk, storage, tags, days, extra = {} } = facts;
  const isFile = storage === "local";
  const volume = isFile
    ? `${storage}:${vmid}/vm-${vmid}-disk-0.qcow2`
    : `${storage}:vm-${vmid}-disk-0`;
  const common = { cores, memory, ...(tags !== undefined && { tags }) };
  const config =
    kind === "qemu"
      ? {
          name,
          ...common,
          memory: String(memory),
          ostype: "l26",
          scsihw: "virtio-scsi-single",
          scsi0: `${volume},iothread=1,size=${disk}G`,
          net0: "virtio,bridge=vmbr0,firewall=1",
          boot: "order=scsi0",
        }
      : {
          hostname: name,
          ...common,
          ostype: "debian",
          swap: 512,
          unprivileged: 1,
          rootfs: `${volume},size=${disk}G`,
          net0: "name=eth0,bridge=vmbr0,ip=dhcp",
        };
  addGuest(state, {
    vmid,
    kind,
    node: facts.node,
    config: { ...config, ...extra },
    created: Math.floor(now / 1000) - 300 * 86_400 + vmid * 3600,
    ...(days !== undefined && { startedAt: now - days * DAY }),
    ...(facts.load !== undefined && { load: facts.load }),
    memoryShare: 0.3 + (vmid % 5) * 0.1,
  });
}

function addFiles(state: State, time: number): void {
  const ctime = time - 100 * 86_400;
  const iso = { content: "iso", size: 783 * MIB, ctime } as const;
  const template = { content: "vztmpl", size: 124 * MIB, ctime } as const;
  addFile(state, "pve1", { volid: "nfs-backup:iso/debian-13.1.0-amd64-netinst.iso", ...iso });
  addFile(state, "pve1", { volid: "local:iso/virtio-win-0.1.271.iso", ...iso });
  for (const node of state.nodes.keys()) {
    addFile(state, node, {
      volid: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
      ...template,
    });
  }
}

/** An administrator, an operator of the production pool, an auditor and somebody without rights. */
function addUsers(state: State): string {
  const secret = randomUUID();
  const { users, groups, acl } = state.access;
  const root = users.get("root@pam");
  if (root) root.password = "proxmox";
  users.set(
    "admin@pve",
    user({
      password: "proxmox",
      comment: "full access",
      tokens: new Map([["demo", token(secret)]]),
    }),
  );
  users.set("operator@pve", user({ password: "proxmox", comment: "runs production" }));
  users.set("auditor@pve", user({ password: "proxmox" }));
  users.set("nobody@pve", user({ password: "proxmox" }));
  groups.set("operators", { comment: "on call", members: new Set(["operator@pve"]) });
  const everywhere = { path: "/", type: "user", propagate: true } as const;
  acl.push(
    { ...everywhere, subject: "admin@pve", role: "Administrator" },
    { ...everywhere, subject: "auditor@pve", role: "PVEAuditor" },
    {
      path: "/pool/production",
      type: "group",
      subject: "operators",
      role: "PVEVMAdmin",
      propagate: true,
    },
  );
  return secret;
}
