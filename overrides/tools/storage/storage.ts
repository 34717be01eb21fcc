import { defineTool } from "../../../src/tools/define.js";
import { downloadFromBackup, listBackupFiles } from "./support/file-restore.js";
import { listContent } from "./support/storage-content.js";
import { previewPrune, pruneBackups } from "./support/storage-prune.js";
import { readUsage } from "./support/storage-usage.js";

export const storageConfig = defineTool({
  name: "proxmox_storage_config",
  title: "Storages",
  summary:
    "Storages of the cluster; cluster_usage shows how full they are. Deleting one keeps its data.",
  toolset: "storage",
  actions: {
    list: "GET /storage",
    get: "GET /storage/{storage}",
    cluster_usage: {
      endpoint: ["GET /nodes/{node}/storage", "GET /cluster/resources"],
      run: readUsage,
    },
    status: "GET /nodes/{node}/storage/{storage}/status",
    create: { endpoint: "POST /storage", rename: { mount_options: "options" } },
    update: { endpoint: "PUT /storage/{storage}", rename: { mount_options: "options" } },
    delete: "DELETE /storage/{storage}",
  },
  arguments: ["content", "path", "server", "export"],
  words: {
    node: "status, cluster_usage: as this node sees it",
    content: "images,rootdir,iso,vztmpl,backup,snippets,import",
    type: "create: dir, nfs, cifs, lvmthin, zfspool, pbs …",
    path: "dir, btrfs: its folder",
    server: "nfs, cifs, pbs …: host",
    export: "nfs: exported folder",
  },
  textOptions: "mount_options",
  aliases: { fsname: "fs-name" },
  refused: {
    maxfiles: "prune-backups took its place: keep-last=N keeps N backups of each guest",
  },
});

export const storageContent = defineTool({
  name: "proxmox_storage_content",
  title: "Content of a storage",
  summary:
    "Images, ISOs, templates and backups on a storage: list, upload, download, note, delete, prune.",
  toolset: "storage",
  core: true,
  actions: {
    list: {
      endpoint: [
        "GET /nodes/{node}/storage/{storage}/content",
        "GET /cluster/resources",
        "GET /access/permissions",
      ],
      required: ["storage"],
      run: listContent,
    },
    list_templates: {
      endpoint: "GET /nodes/{node}/storage/{storage}/content",
      fixed: { content: "vztmpl" },
    },
    get: "GET /nodes/{node}/storage/{storage}/content/{volume}",
    upload: "POST /nodes/{node}/storage/{storage}/upload",
    download_url: "POST /nodes/{node}/storage/{storage}/download-url",
    download_template: "POST /nodes/{node}/aplinfo",
    pull_oci: "POST /nodes/{node}/storage/{storage}/oci-registry-pull",
    allocate: "POST /nodes/{node}/storage/{storage}/content",
    update: "PUT /nodes/{node}/storage/{storage}/content/{volume}",
    delete: "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
    prune_preview: {
      endpoint: "GET /nodes/{node}/storage/{storage}/prunebackups",
      required: ["node", "storage"],
      run: previewPrune,
    },
    prune: {
      endpoint: [
        "GET /nodes/{node}/storage/{storage}/prunebackups",
        "DELETE /nodes/{node}/storage/{storage}/prunebackups",
      ],
      required: ["node", "storage"],
      run: pruneBackups,
    },
  },
  arguments: ["vmid", "prune-backups"],
  words: {
    content: "images, rootdir, iso, vztmpl, backup, snippets or import",
    volume: "local:iso/debian.iso",
    filename: "Name on the storage; upload: the file",
    size: "allocate: 32G",
    "prune-backups": "prune: keep-last=3,keep-daily=7; default is the storage's rules",
    vmid: "Only of this guest; allocate: owner",
    reference: "pull_oci: image",
    template: "download_template: from proxmox_node_info aplinfo",
    url: "download_url: its URL",
  },
  extra: {
    "keep-last": keep("newest"),
    "keep-hourly": keep("hourly"),
    "keep-daily": keep("daily"),
    "keep-weekly": keep("weekly"),
    "keep-monthly": keep("monthly"),
    "keep-yearly": keep("yearly"),
    "dry-run": {
      type: "boolean",
      description: "prune: only show what would go",
      hidden: true,
    },
  },
  large: "Twelve ways to look at and fill a storage share its arguments.",
});

function keep(which: string) {
  return {
    type: "integer",
    description: `prune: ${which} backups to keep`,
    minimum: 0,
    hidden: true,
  } as const;
}

export const fileRestore = defineTool({
  name: "proxmox_file_restore",
  title: "Files in backups",
  summary: "List the files in a backup on a Proxmox Backup Server, or read one of them.",
  toolset: "storage",
  actions: {
    list: {
      endpoint: "GET /nodes/{node}/storage/{storage}/file-restore/list",
      required: ["node", "storage", "volume"],
      run: listBackupFiles,
    },
    download: {
      endpoint: "GET /nodes/{node}/storage/{storage}/file-restore/download",
      required: ["node", "storage", "volume", "filepath"],
      run: downloadFromBackup,
    },
  },
  arguments: ["volume", "filepath"],
  words: { filepath: "Path in the backup; default /" },
  aliases: { path: "filepath" },
});

export const scan = defineTool({
  name: "proxmox_scan",
  title: "Find storages",
  summary:
    "What a node sees that could become a storage (NFS exports, iSCSI targets, LVM …), or behind a URL or OCI reference.",
  toolset: "storage",
  actions: {
    nfs: "GET /nodes/{node}/scan/nfs",
    cifs: "GET /nodes/{node}/scan/cifs",
    iscsi: "GET /nodes/{node}/scan/iscsi",
    lvm: "GET /nodes/{node}/scan/lvm",
    lvmthin: "GET /nodes/{node}/scan/lvmthin",
    zfs: "GET /nodes/{node}/scan/zfs",
    pbs: "GET /nodes/{node}/scan/pbs",
    url: "GET /nodes/{node}/query-url-metadata",
    oci_tags: "GET /nodes/{node}/query-oci-repo-tags",
  },
  words: {
    server: "nfs, cifs, pbs: host",
    username: "pbs, cifs: user that logs in",
    password: "pbs, cifs: that user's password",
    portal: "iscsi: address of the portal",
    vg: "lvmthin: volume group",
    url: "url: address of the file to ask about",
    reference: "oci_tags: image, such as docker.io/library/debian",
  },
});
