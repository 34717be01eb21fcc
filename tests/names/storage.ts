import type { Case, NamedTool } from "./types.js";

const LOCAL = { node: "pve1", storage: "local" };
const NFS = { node: "pve1", storage: "nfs-backup" };
const PBS = { node: "pve1", storage: "pbs1" };

const BACKUPS: NonNullable<Case["from"]> = [
  "proxmox_storage_content",
  { action: "list", ...PBS, content: "backup" },
  (data) => ({ volume: (data as { volid: string }[])[0]?.volid }),
];

export const storage: NamedTool[] = [
  {
    tool: "proxmox_storage_config",
    cases: [
      { args: { action: "list" }, sends: ["GET /storage"], answers: [{ storage: "local" }] },
      { args: { action: "get", storage: "local" }, answers: { storage: "local", type: "dir" } },
      { args: { action: "cluster_usage" }, answers: [{ storage: "nfs-backup", shared: true }] },
      {
        args: { action: "cluster_usage", node: "pve1" },
        sends: ["GET /nodes/pve1/storage"],
        answers: [{ storage: "local" }],
      },
      {
        args: {
          action: "create",
          storage: "tank",
          type: "nfs",
          server: "192.0.2.41",
          export: "/srv/tank",
          content: "iso,backup",
          nodes: "pve1,pve2",
          options: "vers=4.2",
          "prune-backups": "keep-last=2",
          disable: false,
        },
        sends: ["POST /storage"],
        with: { options: "vers=4.2", export: "/srv/tank" },
        after: [
          {
            path: "/storage/{storage}",
            parameters: { storage: "tank" },
            shows: { type: "nfs", options: "vers=4.2", server: "192.0.2.41" },
          },
        ],
      },
      {
        args: { action: "update", storage: "tank", options: { disable: true } },
        after: [
          { path: "/storage/{storage}", parameters: { storage: "tank" }, shows: { disable: 1 } },
        ],
      },
      {
        args: { action: "update", storage: "tank", delete: "nodes" },
        sends: ["PUT /storage/tank"],
        with: { delete: "nodes" },
      },
      {
        args: { action: "update", storage: "tank", content: "iso", digest: "0".repeat(40) },
        sends: ["PUT /storage/tank"],
        refusal: { code: "conflict", says: "" },
      },
      {
        args: { action: "delete", storage: "tank" },
        after: [{ path: "/storage", lacks: { storage: "tank" } }],
      },
      {
        args: {
          action: "create",
          storage: "folder",
          type: "dir",
          path: "/srv/folder",
          content: "images",
          shared: true,
        },
        with: { path: "/srv/folder", shared: true },
        sends: ["POST /storage"],
      },
      {
        args: {
          action: "create",
          storage: "share1",
          type: "cifs",
          server: "192.0.2.42",
          share: "vm",
          username: "pve",
          password: "secret",
          domain: "EXAMPLE",
          smbversion: "3",
        },
        sends: ["POST /storage"],
        with: { share: "vm", username: "pve", domain: "EXAMPLE", smbversion: "3" },
      },
      {
        args: {
          action: "create",
          storage: "cfs",
          type: "cephfs",
          monhost: "192.0.2.11",
          fsname: "cephfs",
          keyring: "[client.admin]\n key = AQ==\n",
        },
        sends: ["POST /storage"],
        with: { "fs-name": "cephfs", monhost: "192.0.2.11" },
      },
      {
        args: { action: "create", storage: "zp", type: "zfspool", pool: "tank/vm" },
        sends: ["POST /storage"],
        with: { pool: "tank/vm" },
      },
      {
        args: {
          action: "create",
          storage: "thin",
          type: "lvmthin",
          vgname: "pve",
          thinpool: "data2",
        },
        sends: ["POST /storage"],
        with: { vgname: "pve", thinpool: "data2" },
      },
      {
        args: {
          action: "create",
          storage: "san",
          type: "iscsi",
          portal: "192.0.2.43",
          target: "iqn.2026-01.test.example:san",
        },
        sends: ["POST /storage"],
        with: { portal: "192.0.2.43", target: "iqn.2026-01.test.example:san" },
      },
      {
        args: { action: "create", storage: "old", type: "dir", path: "/srv/old", maxfiles: 3 },
        refusal: { code: "arguments", says: "keep-last" },
      },
    ],
  },
  {
    tool: "proxmox_storage_content",
    uploads: { "small.iso": "an image" },
    cases: [
      {
        args: {
          action: "upload",
          ...LOCAL,
          content: "iso",
          filename: "small.iso",
          "checksum-algorithm": "md5",
          checksum: "5312e17c8c92d7c946a5940990a0a9d9",
        },
        sends: ["POST /nodes/pve1/storage/local/upload"],
        after: [
          {
            path: "/nodes/{node}/storage/{storage}/content",
            parameters: LOCAL,
            shows: { volid: "local:iso/small.iso" },
          },
        ],
      },
      {
        args: { action: "upload", ...LOCAL, content: "iso", filename: "../../etc/passwd" },
        refusal: { code: "validation", says: "no file within" },
      },
      {
        args: { action: "list", ...LOCAL },
        answers: [{ volid: "local:iso/virtio-win-0.1.271.iso" }],
      },
      {
        args: { action: "list", ...LOCAL, content: "images", vmid: 130 },
        answers: [{ vmid: 130 }],
        sends: ["GET /nodes/pve1/storage/local/content"],
        with: { content: "images", vmid: 130 },
      },
      {
        args: { action: "list_templates", ...LOCAL },
        with: { content: "vztmpl" },
        sends: ["GET /nodes/pve1/storage/local/content"],
        answers: [{ content: "vztmpl" }],
      },
      {
        args: {
          action: "download_url",
          ...LOCAL,
          content: "iso",
          filename: "tiny.iso",
          url: "https://downloads.example.com/tiny.iso",
          checksum: "a".repeat(64),
          "checksum-algorithm": "sha256",
          "verify-certificates": false,
        },
        sends: ["POST /nodes/pve1/storage/local/download-url"],
        with: { filename: "tiny.iso", "checksum-algorithm": "sha256" },
        after: [
          {
            path: "/nodes/{node}/storage/{storage}/content",
            parameters: LOCAL,
            shows: { volid: "local:iso/tiny.iso" },
          },
        ],
      },
      {
        args: { action: "delete", ...LOCAL, volume: "local:iso/tiny.iso" },
        sends: ["DELETE /nodes/pve1/storage/local/content/local:iso/tiny.iso"],
        after: [
          {
            path: "/nodes/{node}/storage/{storage}/content",
            parameters: LOCAL,
            lacks: { volid: "local:iso/tiny.iso" },
          },
        ],
      },
      {
        args: { action: "prune", ...NFS, "dry-run": true, "keep-last": 1 },
        sends: ["GET /nodes/pve1/storage/nfs-backup/prunebackups"],
        with: { "prune-backups": "keep-last=1" },
      },
      {
        args: {
          action: "prune",
          ...NFS,
          type: "qemu",
          vmid: 100,
          "keep-last": 1,
          "keep-hourly": 2,
          "keep-daily": 3,
          "keep-weekly": 4,
          "keep-monthly": 5,
          "keep-yearly": 6,
        },
        sends: ["DELETE /nodes/pve1/storage/nfs-backup/prunebackups"],
        with: {
          type: "qemu",
          vmid: 100,
          "prune-backups":
            "keep-last=1,keep-hourly=2,keep-daily=3,keep-weekly=4,keep-monthly=5,keep-yearly=6",
        },
      },
      {
        args: { action: "prune", ...NFS, "prune-backups": "keep-last=3" },
        sends: ["DELETE /nodes/pve1/storage/nfs-backup/prunebackups"],
        with: { "prune-backups": "keep-last=3" },
      },
    ],
  },
  {
    tool: "proxmox_file_restore",
    cases: [
      {
        setup: [
          [
            "proxmox_storage_config",
            {
              action: "create",
              storage: "pbs1",
              type: "pbs",
              server: "192.0.2.50",
              datastore: "main",
              username: "pve@pbs",
              password: "secret",
              content: "backup",
            },
          ],
          ["proxmox_backup", { action: "create", vmid: 200, storage: "pbs1", mode: "stop" }],
        ],
        from: BACKUPS,
        args: { action: "list", ...PBS, volume: "", path: "/" },
        with: { filepath: "/" },
        sends: ["GET /nodes/pve1/storage/pbs1/file-restore/list"],
        answers: [{ filepath: "/etc", type: "d" }],
      },
      {
        from: BACKUPS,
        args: { action: "list", ...PBS, volume: "", filepath: "/etc" },
        with: { filepath: "L2V0Yw==" },
        sends: ["GET /nodes/pve1/storage/pbs1/file-restore/list"],
        answers: [{ filepath: "/etc/hostname", leaf: true }],
      },
      {
        from: BACKUPS,
        args: { action: "download", ...PBS, volume: "", filepath: "/etc/hostname" },
        with: { filepath: "L2V0Yy9ob3N0bmFtZQ==" },
        sends: ["GET /nodes/pve1/storage/pbs1/file-restore/download"],
      },
    ],
  },
];
