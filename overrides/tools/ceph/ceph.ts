import { defineTool } from "../../../src/tools/define.js";

const NEW_POOLS = "creating the file system makes its pools: <name>_data and <name>_metadata";

export const ceph = defineTool({
  name: "proxmox_ceph",
  title: "Ceph",
  summary:
    "Health, versions, log, CRUSH map and rules of Ceph; set it up on a node; start, stop, restart services.",
  toolset: "ceph",
  actions: {
    status: "GET /nodes/{node}/ceph/status",
    cluster_status: "GET /cluster/ceph/status",
    metadata: "GET /cluster/ceph/metadata",
    log: "GET /nodes/{node}/ceph/log",
    crush: "GET /nodes/{node}/ceph/crush",
    rules: "GET /nodes/{node}/ceph/rules",
    safe_to: { endpoint: "GET /nodes/{node}/ceph/cmd-safety", rename: { command: "action" } },
    init: "POST /nodes/{node}/ceph/init",
    start: "POST /nodes/{node}/ceph/start",
    stop: "POST /nodes/{node}/ceph/stop",
    restart: "POST /nodes/{node}/ceph/restart",
    restart_all: "POST /cluster/ceph/restart-bulk",
    releases: "GET /nodes/{node}/ceph/releases",
  },
  listedAs: { command: "intent" },
  words: {
    id: "safe_to: id of the service",
    service: "osd.3, mon …; safe_to: osd, mon or mds",
    command: "safe_to: what is planned",
  },
});

export const cephConfig = defineTool({
  name: "proxmox_ceph_config",
  title: "Ceph settings",
  summary: "Ceph's configuration, and the flags that pause parts of it.",
  toolset: "ceph",
  actions: {
    flags: "GET /cluster/ceph/flags",
    set_flags: "PUT /cluster/ceph/flags",
    raw: "GET /nodes/{node}/ceph/cfg/raw",
    db: "GET /nodes/{node}/ceph/cfg/db",
    value: "GET /nodes/{node}/ceph/cfg/value",
  },
  arguments: ["noout"],
  words: {
    noout: "set_flags: keep stopped OSDs in; noscrub and others likewise",
    "config-keys": "value: global:osd_pool_default_size",
  },
});

export const cephOsd = defineTool({
  name: "proxmox_ceph_osd",
  title: "Ceph OSDs",
  summary: "OSDs: tree, details, create, take out and in, scrub, destroy.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/osd",
    get: "GET /nodes/{node}/ceph/osd/{osdid}/metadata",
    volumes: "GET /nodes/{node}/ceph/osd/{osdid}/lv-info",
    create: "POST /nodes/{node}/ceph/osd",
    out: "POST /nodes/{node}/ceph/osd/{osdid}/out",
    in: "POST /nodes/{node}/ceph/osd/{osdid}/in",
    scrub: "POST /nodes/{node}/ceph/osd/{osdid}/scrub",
    delete: "DELETE /nodes/{node}/ceph/osd/{osdid}",
  },
  arguments: ["cleanup"],
  words: { dev: "create: /dev/sdb", osdid: "Its number" },
  aliases: { dbdev: "db_dev", waldev: "wal_dev", id: "osdid" },
});

export const cephMon = defineTool({
  name: "proxmox_ceph_mon",
  title: "Ceph monitors",
  summary: "Monitors: list, create, destroy.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/mon",
    create: "POST /nodes/{node}/ceph/mon/{monid}",
    delete: "DELETE /nodes/{node}/ceph/mon/{monid}",
  },
});

export const cephMgr = defineTool({
  name: "proxmox_ceph_mgr",
  title: "Ceph managers",
  summary: "Managers: list, create, destroy.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/mgr",
    create: "POST /nodes/{node}/ceph/mgr/{id}",
    delete: "DELETE /nodes/{node}/ceph/mgr/{id}",
  },
});

export const cephMds = defineTool({
  name: "proxmox_ceph_mds",
  title: "Ceph metadata servers",
  summary: "Metadata servers of CephFS: list, create, destroy.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/mds",
    create: "POST /nodes/{node}/ceph/mds/{name}",
    delete: "DELETE /nodes/{node}/ceph/mds/{name}",
  },
});

export const cephPool = defineTool({
  name: "proxmox_ceph_pool",
  title: "Ceph pools",
  summary: "Pools; deleting one destroys all its data.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/pool",
    get: "GET /nodes/{node}/ceph/pool/{name}/status",
    create: "POST /nodes/{node}/ceph/pool",
    update: "PUT /nodes/{node}/ceph/pool/{name}",
    delete: "DELETE /nodes/{node}/ceph/pool/{name}",
  },
  arguments: ["size", "min_size"],
  listedAs: { size: "replicas", min_size: "min_replicas" },
  words: {
    size: "Replicas of each object",
    min_size: "Replicas needed for I/O",
    name: "Name of the pool",
  },
});

export const cephFs = defineTool({
  name: "proxmox_ceph_fs",
  title: "CephFS",
  summary: "Ceph file systems: list, create, destroy.",
  toolset: "ceph",
  actions: {
    list: "GET /nodes/{node}/ceph/fs",
    create: { endpoint: "POST /nodes/{node}/ceph/fs/{name}", defaults: { name: "cephfs" } },
    destroy: "DELETE /nodes/{node}/ceph/fs/{name}",
  },
  arguments: ["add-storage", "remove-pools"],
  refused: { data_pool: NEW_POOLS, metadata_pool: NEW_POOLS, pool: NEW_POOLS },
});
