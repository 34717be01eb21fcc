import { expect } from "vitest";
import type { Look, NamedTool } from "./types.js";

const JOB = { path: "/cluster/backup/{id}", parameters: { id: "weekly" } } as const;

const content = (storage: string, look: Partial<Look>): Look => ({
  path: "/nodes/{node}/storage/{storage}/content",
  parameters: { node: "pve1", storage, content: "backup" },
  ...look,
});

/** Everything that a job may hold at the same time. */
const FULL_JOB = {
  bwlimit: 50_000,
  comment: "all of it",
  compress: "zstd",
  enabled: true,
  "exclude-path": "/tmp",
  ionice: 5,
  lockwait: 60,
  mailnotification: "failure",
  mailto: "ops@example.org",
  mode: "snapshot",
  node: "pve1",
  "notes-template": "{{guestname}}",
  performance: "max-workers=4",
  pigz: 0,
  protected: false,
  "prune-backups": "keep-last=2",
  quiet: true,
  remove: true,
  "repeat-missed": true,
  stdexcludes: true,
  stop: false,
  stopwait: 10,
  storage: "nfs-backup",
  vmid: "100,200",
  zstd: 2,
} as const;

const volumeAs = (name: string) => (data: unknown) => {
  const [newest] = data as { volid: string }[];
  return { [name]: newest?.volid };
};

export const backup: NamedTool[] = [
  {
    tool: "proxmox_backup",
    cases: [
      {
        args: {
          action: "create",
          node: "pve1",
          vmid: 130,
          type: "vm",
          storage: "local",
          mode: "snapshot",
          compress: "none",
        },
        sends: ["POST /nodes/pve1/vzdump"],
        with: { vmid: "130", compress: "0", mode: "snapshot" },
        answers: { state: "ok" },
        after: [content("local", { shows: [{ vmid: 130, subtype: "qemu" }] })],
      },
      {
        args: { action: "create", node: "pve1", vmid: 200, type: "lxc", storage: "nfs-backup" },
        sends: ["POST /nodes/pve1/vzdump"],
        after: [content("nfs-backup", { shows: [{ vmid: 200, subtype: "lxc" }] })],
      },
      {
        args: { action: "create", vmid: 130, type: "lxc", storage: "local" },
        refusal: { code: "refused", says: "of another kind" },
      },
      {
        args: { action: "list", node: "pve1", storage: "local" },
        sends: ["GET /nodes/pve1/storage/local/content"],
        answers: [{ vmid: 130, subtype: "qemu", volid: expect.stringMatching(/^local:backup/) }],
      },
      { args: { action: "list" }, answers: [{ vmid: 130 }, { vmid: 200 }] },
      {
        args: { action: "restore", archive: "local:backup/vzdump-tar-none", storage: "local-lvm" },
        refusal: { code: "refused", says: "doesn't tell a VM from a container" },
      },
      {
        args: { action: "restore", node: "pve1", vmid: 330, type: "vm", storage: "local-lvm" },
        from: ["proxmox_backup", { action: "list", vmid: 130 }, volumeAs("archive")],
        sends: ["POST /nodes/pve1/qemu"],
        answers: { vmid: 330, kind: "qemu" },
        after: [
          {
            path: "/nodes/{node}/qemu/{vmid}/config",
            parameters: { node: "pve1", vmid: 330 },
            shows: { name: "legacy-app" },
          },
        ],
      },
      {
        args: { action: "restore", node: "pve1", vmid: 331, type: "lxc", storage: "local-lvm" },
        from: ["proxmox_backup", { action: "list", vmid: 200 }, volumeAs("archive")],
        sends: ["POST /nodes/pve1/lxc"],
        with: { restore: "1" },
        after: [
          {
            path: "/nodes/{node}/lxc/{vmid}/config",
            parameters: { node: "pve1", vmid: 331 },
            shows: { hostname: "dns01", unprivileged: 1 },
          },
        ],
      },
      {
        args: { action: "restore", vmid: 130 },
        from: ["proxmox_backup", { action: "list", vmid: 130 }, volumeAs("archive")],
        refusal: { code: "refused", says: "force=true" },
      },
      {
        args: { action: "delete", node: "pve1", storage: "local", volume: "the newest" },
        from: ["proxmox_backup", { action: "list", vmid: 130 }, volumeAs("volume")],
        after: [content("local", { lacks: { vmid: 130 } })],
      },
    ],
  },
  {
    tool: "proxmox_cluster_backup_job",
    cases: [
      {
        args: { action: "create", id: "weekly", dow: "sat", starttime: "03:00", ...FULL_JOB },
        sends: ["POST /cluster/backup"],
        with: { id: "weekly", "prune-backups": "keep-last=2" },
        after: [{ ...JOB, shows: { id: "weekly", storage: "nfs-backup", comment: "all of it" } }],
      },
      {
        args: { action: "list" },
        sends: ["GET /cluster/backup"],
        answers: [{ id: "weekly" }, { id: "backup-nightly" }],
      },
      {
        args: { action: "get", id: "weekly" },
        sends: ["GET /cluster/backup/weekly"],
        answers: { id: "weekly", vmid: "100,200" },
      },
      {
        args: { action: "update", id: "weekly", delete: "comment", maxfiles: 3 },
        sends: ["PUT /cluster/backup/weekly"],
        with: { "prune-backups": "keep-last=3", delete: "comment" },
      },
      {
        args: { action: "update", id: "weekly", all: true, exclude: "130", delete: "vmid" },
        sends: ["PUT /cluster/backup/weekly"],
        after: [{ ...JOB, shows: { all: 1, exclude: "130" } }],
      },
      {
        args: { action: "update", id: "weekly", pool: "production", delete: "all,exclude" },
        sends: ["PUT /cluster/backup/weekly"],
        after: [{ ...JOB, shows: { pool: "production" } }],
      },
      {
        args: { action: "update", id: "weekly", script: "/usr/local/bin/hook" },
        refusal: { code: "login", says: "only root@pam" },
      },
      {
        args: { action: "create", storage: "local", all: true, schedule: "daily", tmpdir: "/tmp" },
        refusal: { code: "login", says: "only root@pam" },
      },
      {
        args: { action: "create", storage: "local", all: true, schedule: "daily", dumpdir: "/srv" },
        refusal: { code: "login", says: "only root@pam" },
      },
      {
        args: { action: "delete", id: "weekly", digest: "0123" },
        refusal: { code: "arguments", says: "backup jobs have no digest" },
      },
      {
        args: { action: "delete", id: "weekly" },
        sends: ["DELETE /cluster/backup/weekly"],
        after: [{ path: "/cluster/backup", lacks: { id: "weekly" } }],
      },
    ],
  },
];
