import type { Words } from "./types.js";

/** Storages: their definition in the cluster, their content on a node, and what a node can find. */

const definitions = {
  "GET /storage": "List storage definitions of the cluster; usage is under the node",
  "POST /storage":
    "Add a storage (NFS, CIFS, PBS, directory, ZFS ...) to the cluster; takes effect at once, no task",
  "GET /storage/{storage}": "Show the definition of a storage",
  "PUT /storage/{storage}": "Change the definition of a storage; takes effect at once, no task",
  "DELETE /storage/{storage}": "Remove the definition of a storage; the data on it stays",
};

const onNode = {
  "GET /nodes/{node}/storage": "List storages usable on a node with total, used and free space",
  "GET /nodes/{node}/storage/{storage}": "List the sub-paths of a storage on a node (index only)",
  "GET /nodes/{node}/storage/{storage}/status":
    "Show total, used and free bytes of a storage and whether it is active",
  "GET /nodes/{node}/storage/{storage}/identity":
    "Show an id that tells whether two storages are the same place, and the type",
  "GET /nodes/{node}/storage/{storage}/rrddata":
    "Return the usage history of a storage as data points",
  "GET /nodes/{node}/storage/{storage}/rrd": "Draw a graph of storage usage; returns the PNG image",
};

const content = {
  "GET /nodes/{node}/storage/{storage}/content":
    "List volumes on a storage: disk images, backups, ISOs, templates, with size and notes",
  "POST /nodes/{node}/storage/{storage}/content":
    "Allocate an empty disk image for a guest, unattached; no task, returns the volid",
  "GET /nodes/{node}/storage/{storage}/content/{volume}":
    "Show a volume: path, format, size, notes, protection",
  "PUT /nodes/{node}/storage/{storage}/content/{volume}":
    "Set notes or protection of a backup volume; takes effect at once, no task",
  "POST /nodes/{node}/storage/{storage}/content/{volume}":
    "Copy a volume to a new one; experimental, root@pam only; returns a task",
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}":
    "Delete a volume (backup, disk image, ISO) for good; returns a task, or null if done in time",
  "POST /nodes/{node}/storage/{storage}/upload":
    "Upload an ISO, container template or import image; overwrites; returns a task",
  "POST /nodes/{node}/storage/{storage}/download-url":
    "Download an ISO, template or image from a URL onto a storage; returns a task",
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull":
    "Pull an OCI (Docker) image from a registry as container template; returns a task",
  "GET /nodes/{node}/storage/{storage}/import-metadata":
    "Propose VM settings for importing a foreign guest (ESXi, OVA)",
};

const backups = {
  "GET /nodes/{node}/storage/{storage}/prunebackups":
    "Preview which backups pruning would keep or remove; deletes nothing",
  "DELETE /nodes/{node}/storage/{storage}/prunebackups":
    "Prune old backups: delete what the retention does not keep; returns a task",
  "GET /nodes/{node}/storage/{storage}/file-restore/list":
    "Browse files and directories inside a PBS backup",
  "GET /nodes/{node}/storage/{storage}/file-restore/download":
    "Download a single file or directory (as zip) out of a PBS backup",
};

const sources = {
  "GET /nodes/{node}/aplinfo": "List container templates (appliances) that can be downloaded",
  "POST /nodes/{node}/aplinfo": "Download a container template to a storage; returns a task",
  "GET /nodes/{node}/query-url-metadata":
    "Ask a URL for file name, size and MIME type; the node reaches out",
  "GET /nodes/{node}/query-oci-repo-tags":
    "List tags of an OCI (Docker) repository; the node reaches out",
};

const scans = {
  "GET /nodes/{node}/scan": "List what a node can scan for (index only)",
  "GET /nodes/{node}/scan/nfs": "List NFS exports of a server; the node reaches out",
  "GET /nodes/{node}/scan/cifs": "List SMB/CIFS shares of a server; the node reaches out",
  "GET /nodes/{node}/scan/iscsi": "List iSCSI targets of a portal; the node reaches out",
  "GET /nodes/{node}/scan/pbs": "List datastores of a Proxmox Backup Server; the node reaches out",
  "GET /nodes/{node}/scan/glusterfs":
    "List volumes of a GlusterFS server; gone since Proxmox VE 9; the node reaches out",
  "GET /nodes/{node}/scan/lvm": "List local LVM volume groups that a storage could use",
  "GET /nodes/{node}/scan/lvmthin": "List thin pools of a local volume group",
  "GET /nodes/{node}/scan/zfs": "List local ZFS pools and datasets that a storage could use",
};

const definition = {
  authsupported: "Obsolete, has no effect",
  base: "iSCSI volume that carries the LVM volume group; activated first",
  blocksize: "ZFS volume block size, such as 8k or 16k; only for new disks",
  comstar_hg: "COMSTAR host group for views (ZFS over iSCSI)",
  comstar_tg: "COMSTAR target group for views (ZFS over iSCSI)",
  content: "Allowed content: images (VM disks), rootdir (containers), iso, vztmpl, backup ...",
  "content-dirs":
    "Own directories per content type, relative to the storage: iso=isos,backup=dumps",
  "create-base-path": "0 does not create a missing directory; default 1",
  "create-subdirs": "0 does not create the usual subdirectories; default 1",
  "data-pool": "Erasure-coded RBD pool for the data; pool then holds metadata",
  datastore: "Datastore on the Proxmox Backup Server",
  domain: "Domain or workgroup of the CIFS user",
  "encryption-key": "PBS encryption key as JSON, or autogen for a new one; lost key, lost backups",
  export: "NFS export path on the server",
  format: "Default image format: raw, qcow2 (snapshots on file storages), vmdk or subvol",
  "fs-name": "CephFS name; default is the storage id",
  fuse: "1 mounts CephFS by FUSE instead of the kernel",
  is_mountpoint:
    "yes or a path: storage counts as offline while nothing is mounted there; default no",
  iscsiprovider: "iSCSI target software (ZFS over iSCSI): comstar, istgt, iet or LIO",
  keyring: "Ceph client keyring for an external cluster",
  krbd: "1 maps RBD images by the kernel; default 0",
  lio_tpg: "Target portal group of a LIO target (ZFS over iSCSI)",
  "master-pubkey": "RSA public key (PEM in base64) that wraps the PBS key for recovery",
  "max-protected-backups":
    "Protected backups per guest, -1 unlimited; default 5, unlimited with Datastore.Allocate",
  mkdir: "Deprecated, use create-base-path and create-subdirs",
  monhost: "Monitor addresses of an external Ceph cluster, separated by space or comma",
  mountpoint: "Where the ZFS pool is mounted; default /<pool>",
  namespace: "Namespace in the PBS datastore; default its root",
  nocow: "1 turns copy-on-write off on Btrfs; no checksums, damage goes unnoticed; default 0",
  nodes: "Nodes that may use the storage, comma-separated; default all",
  nowritecache: "1 turns write caching off on the target (ZFS over iSCSI)",
  options: "Mount options for NFS or CIFS, comma-separated, such as vers=4.2",
  password: "Password or token secret for CIFS, PBS or ESXi",
  path: "Absolute directory that holds the content",
  pool: "Ceph pool, or ZFS pool or dataset",
  port: "Port of the server, PBS default 8007; for NFS and CIFS use options instead",
  portal: "iSCSI portal: address, optionally :port",
  preallocation: "Preallocation of raw and qcow2 images; default metadata, full writes all zeros",
  saferemove: "1 overwrites LVM volumes with zeros on removal, which is slow",
  "saferemove-stepsize": "MiB overwritten per step; default 32",
  saferemove_throughput: "Speed of the overwriting in bytes per second",
  server: "Host name or IP address of the storage server",
  server2: "Second GlusterFS server, used if the first is down",
  share: "Name of the CIFS share",
  shared: "1 declares that all nodes see the same content; copies or shares nothing itself",
  "skip-cert-verification": "1 accepts any TLS certificate (ESXi); default 0",
  smbversion: "SMB protocol version; default negotiates the best from 2 on",
  "snapshot-as-volume-chain":
    "1 allows snapshots by chains of qcow2 volumes, also on LVM (technology preview); default 0",
  sparse: "1 makes ZFS volumes thin",
  subdir: "Directory within the CIFS share or CephFS to mount",
  tagged_only: "1 uses only logical volumes tagged pve-vm-<vmid>",
  target: "iSCSI target IQN",
  thinpool: "Name of the LVM thin pool",
  transport: "GlusterFS transport",
  username: "User for CIFS, PBS (user@realm or token id), ESXi, or the Ceph client",
  vgname: "Name of the LVM volume group",
  volume: "GlusterFS volume",
  "zfs-base-path": "Directory of ZFS block devices on the target; default found, mostly /dev/zvol",
};

export default {
  endpoints: { ...definitions, ...onNode, ...content, ...backups, ...sources, ...scans },
  parameters: {
    "/storage": definition,
    "GET /storage": {
      type: "Only storages of this type",
    },
    "POST /storage": {
      storage: "Id of the new storage: letters, digits, - _ and . after a first letter",
      type: "Kind of storage; zfspool is local ZFS, zfs is ZFS over iSCSI; fixed afterwards",
    },
    "GET /nodes/{node}/storage": {
      content: "Only storages that allow this content, such as images, backup, iso",
      enabled: "1 leaves out disabled storages; default 0",
      format: "1 adds which image formats each storage supports; default 0",
      storage: "Only this storage",
      target: "Only shared storages that this other node can use too",
    },
    "/nodes/{node}/storage": {
      checksum: "Expected checksum in hex; needs checksum-algorithm",
      "checksum-algorithm": "Hash of checksum",
      content: "Kind of file: iso, vztmpl (container template) or import (VM image)",
      filename: "File name on the storage, with extension; special characters get replaced",
      "prune-backups": "Retention to apply instead of the storage's own",
      volume: "Volid, or its part after the storage id",
    },
    "GET /nodes/{node}/storage/{storage}/content": {
      content: "Only this kind: images, rootdir, iso, vztmpl, backup, snippets, import",
      vmid: "Only volumes of this guest",
    },
    "POST /nodes/{node}/storage/{storage}/content": {
      filename: "Volume name, such as vm-100-disk-1; file storages need an extension",
      format: "Image format; default taken from the file name",
      size: "Size in KiB, or with suffix M (MiB) or G (GiB)",
      vmid: "Guest that owns the volume; must match its name",
    },
    "PUT /nodes/{node}/storage/{storage}/content/{volume}": {
      notes: "New notes; replaces the old ones",
      protected: "1 shields the backup from pruning and deletion, 0 lifts it",
    },
    "POST /nodes/{node}/storage/{storage}/content/{volume}": {
      target: "Volid of the copy",
      target_node: "Node that receives the copy; default this one",
    },
    "DELETE /nodes/{node}/storage/{storage}/content/{volume}": {
      delay: "Seconds to wait for the end, 1 to 30; done by then, null is returned",
    },
    "POST /nodes/{node}/storage/{storage}/upload": {
      tmpfilename: "Set by the server itself; leave out",
    },
    "POST /nodes/{node}/storage/{storage}/download-url": {
      compression: "Decompress after the download: gz, lzo, zst or bz2",
      url: "http(s) address of the file, fetched by the node",
    },
    "POST /nodes/{node}/storage/{storage}/oci-registry-pull": {
      filename: "File name on the storage; default made from the reference",
      reference: "Image with tag, such as docker.io/library/debian:12",
    },
    "/nodes/{node}/storage/{storage}/prunebackups": {
      type: "Only backups of VMs (qemu) or containers (lxc)",
      vmid: "Only backups of this guest; default all guests",
    },
    "/nodes/{node}/storage/{storage}/file-restore": {
      filepath: "Path inside the backup, base64-encoded; / for the top when listing",
      tar: "1 packs directories as tar.zst instead of zip; default 0",
    },
    "POST /nodes/{node}/aplinfo": {
      storage: "Storage for the template; must allow vztmpl",
      template: "File name of the template, as listed by GET",
    },
    "GET /nodes/{node}/query-url-metadata": {
      url: "http(s) address to ask about",
    },
    "GET /nodes/{node}/query-oci-repo-tags": {
      reference: "Repository without tag, such as docker.io/library/debian",
    },
    "/nodes/{node}/scan": {
      password: "Password, or for PBS an API token's secret",
      portal: "iSCSI portal: address, optionally with :port",
      port: "Port of the Proxmox Backup Server; default 8007",
      server: "Host name or IP address of the server to scan",
      username: "User name; for PBS user@realm or token id",
      vg: "Volume group whose thin pools to list",
    },
    "GET /nodes/{node}/scan/cifs": {
      domain: "SMB domain or workgroup",
    },
  },
} satisfies Words;
