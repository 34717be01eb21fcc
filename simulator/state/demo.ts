import { randomUUID } from "node:crypto";
import { healthyCeph } from "../ceph/ceph-cluster.js";
import { GIB, MIB, TIB } from "../support/sizes.js";
import { addFile, addGuest, addStorage } from "./add.js";
import type { BuiltState, StateOptions } from "./built-state.js";
import { DEMO_GUESTS, type DemoGuest } from "./demo-guests.js";
import { emptyState, node, token, user } from "./empty.js";
import { addHardware } from "./hardware.js";
import type { State } from "./state.js";

const DAY = 86_400_000;

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
  for (const facts of DEMO_GUESTS) addDemoGuest(state, facts, now);
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
  const { vmid, kind, name, cores, memory, disk, storage, tags, days, extra } = facts;
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
