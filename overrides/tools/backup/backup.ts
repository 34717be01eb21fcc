import { defineTool } from "../../../src/tools/define.js";
import { createBackup } from "./support/backup-create.js";
import { deleteBackup, listBackups, showBackupConfig } from "./support/backup-list.js";
import { restoreBackup } from "./support/backup-restore.js";

const STORAGES = "GET /cluster/resources" as const;

export const backup = defineTool({
  name: "proxmox_backup",
  title: "Backups",
  summary:
    "Back guests up now (vmids, all=true or pool); list backups, newest first, of all storages or one; restore or delete one.",
  toolset: "backup",
  core: true,
  actions: {
    list: {
      endpoint: [
        STORAGES,
        "GET /nodes/{node}/storage/{storage}/content",
        "GET /access/permissions",
      ],
      run: listBackups,
    },
    create: { endpoint: [STORAGES, "POST /nodes/{node}/vzdump"], run: createBackup },
    config: {
      endpoint: [STORAGES, "GET /nodes/{node}/vzdump/extractconfig"],
      required: ["volume"],
      run: showBackupConfig,
    },
    restore: {
      endpoint: [
        STORAGES,
        "GET /cluster/nextid",
        "POST /nodes/{node}/qemu",
        "POST /nodes/{node}/lxc",
      ],
      required: ["volume"],
      run: restoreBackup,
      findsOwnGuests: true,
    },
    delete: {
      endpoint: [STORAGES, "DELETE /nodes/{node}/storage/{storage}/content/{volume}"],
      required: ["volume"],
      run: deleteBackup,
    },
  },
  extra: {
    vmids: { type: "array", items: { type: "integer" }, description: "list, create: these guests" },
    vmid: { type: "integer", description: "One; restore: its new id, default the next free one" },
    storage: { type: "string", description: "Where backups are; restore: where disks go" },
    node: { type: "string", description: "Looked up if missing", hidden: true },
    volume: { type: "string", description: "Volid of a backup, as list shows it" },
    mode: { type: "string", enum: ["snapshot", "suspend", "stop"], description: "How to back up" },
    compress: {
      type: "string",
      enum: ["zstd", "gzip", "lzo", "none"],
      description: "Compression; default zstd",
      hidden: true,
    },
    all: { type: "boolean", description: "create: every guest" },
    pool: { type: "string", description: "create: the guests of this pool" },
    force: { type: "boolean", description: "restore: replace the guest that has this vmid" },
    type: {
      type: "string",
      enum: ["qemu", "vm", "lxc"],
      description: "Kind of guest; default is the backup's",
      hidden: true,
    },
    options: {
      type: "object",
      description: "More: compress, notes-template, protected, unique, start …",
    },
    limit: {
      type: "integer",
      description: "list: maximum number of entries; default 100",
      minimum: 1,
      hidden: true,
    },
    cursor: { type: "string", description: "list: from a previous answer", hidden: true },
    fields: {
      type: "array",
      items: { type: "string" },
      description: "list: only these fields",
      hidden: true,
    },
  },
  aliases: { archive: "volume" },
});

export const backupJob = defineTool({
  name: "proxmox_cluster_backup_job",
  title: "Backup jobs",
  summary:
    "Scheduled backups: list, read, create, change, delete; which volumes a job covers, and guests that no job covers.",
  toolset: "backup",
  actions: {
    list: "GET /cluster/backup",
    get: "GET /cluster/backup/{id}",
    create: { endpoint: "POST /cluster/backup" },
    update: { endpoint: "PUT /cluster/backup/{id}" },
    delete: "DELETE /cluster/backup/{id}",
    included_volumes: "GET /cluster/backup/{id}/included_volumes",
    not_backed_up: "GET /cluster/backup-info/not-backed-up",
    defaults: "GET /nodes/{node}/vzdump/defaults",
  },
  arguments: ["schedule", "storage", "vmid", "all", "pool", "mode", "prune-backups"],
  listedAs: { vmid: "vmids" },
  // 9.2 has no maxfiles any more; a quirk reads its number in prune-backups
  aliases: { maxfiles: "prune-backups" },
  words: {
    node: "create, update: run only on this node; defaults: node to ask",
    "prune-backups": "What to keep, such as keep-last=3,keep-weekly=4",
    schedule: "Calendar event, such as 02:30 or sat 03:00",
    vmid: "Guests that it backs up",
  },
  refused: { digest: "backup jobs have no digest to check" },
});
