import type { Words } from "./types.js";

/** Ceph, as seen from the cluster and from one of its nodes. */

const cluster = {
  "GET /cluster/ceph": "List the sub-paths of Ceph in the cluster (index only)",
  "GET /cluster/ceph/status": "Show Ceph health, warnings, OSD and PG counts and usage",
  "GET /cluster/ceph/metadata": "Show version, host and address of every Ceph daemon",
  "GET /cluster/ceph/flags": "List Ceph flags (noout, norebalance ...) and which are set",
  "PUT /cluster/ceph/flags":
    "Set or clear several Ceph flags at once, such as noout for maintenance; returns a task",
  "GET /cluster/ceph/flags/{flag}": "Tell whether one Ceph flag is set",
  "PUT /cluster/ceph/flags/{flag}":
    "Set or clear one Ceph flag, such as noout; takes effect at once, no task",
  "POST /cluster/ceph/restart-bulk":
    "Restart all Ceph daemons of a kind one by one, each once Ceph says it is safe; returns a task",
};

const services = {
  "GET /nodes/{node}/ceph": "List the sub-paths of Ceph on a node (index only)",
  "GET /nodes/{node}/ceph/status": "Show Ceph health and usage as seen by this node",
  "GET /nodes/{node}/ceph/log": "Read the Ceph cluster log on a node",
  "GET /nodes/{node}/ceph/cmd-safety":
    "Check whether stopping or destroying a Ceph daemon would endanger data",
  "POST /nodes/{node}/ceph/init":
    "Write the first Ceph config (network, replicas); Ceph must be installed; takes effect at once, no task",
  "POST /nodes/{node}/ceph/start": "Start Ceph daemons on a node; returns a task",
  "POST /nodes/{node}/ceph/stop":
    "Stop Ceph daemons on a node; may block guest I/O; returns a task",
  "POST /nodes/{node}/ceph/restart": "Restart Ceph daemons on a node; returns a task",
  "GET /nodes/{node}/ceph/cfg": "List the sub-paths of the Ceph config (index only)",
  "GET /nodes/{node}/ceph/cfg/raw": "Read the Ceph config file (ceph.conf) as text",
  "GET /nodes/{node}/ceph/cfg/db": "List settings in the Ceph config database",
  "GET /nodes/{node}/ceph/cfg/value": "Look up chosen Ceph settings in config file and database",
  "GET /nodes/{node}/ceph/config": "Read ceph.conf as text; Proxmox VE 7 only, later cfg/raw",
  "GET /nodes/{node}/ceph/configdb":
    "List settings in the Ceph config database; Proxmox VE 7 only, later cfg/db",
  "GET /nodes/{node}/ceph/mon": "List Ceph monitors with address, version and quorum",
  "POST /nodes/{node}/ceph/mon/{monid}":
    "Create a Ceph monitor on a node, the first one with a manager; returns a task",
  "DELETE /nodes/{node}/ceph/mon/{monid}":
    "Destroy a Ceph monitor; keep a quorum of three; returns a task",
  "GET /nodes/{node}/ceph/mgr": "List Ceph managers and which one is active",
  "POST /nodes/{node}/ceph/mgr/{id}": "Create a Ceph manager on a node; returns a task",
  "DELETE /nodes/{node}/ceph/mgr/{id}": "Destroy a Ceph manager; returns a task",
  "GET /nodes/{node}/ceph/mds": "List Ceph metadata servers (MDS) with state and rank",
  "POST /nodes/{node}/ceph/mds/{name}":
    "Create a Ceph metadata server (MDS) on a node, needed by CephFS; returns a task",
  "DELETE /nodes/{node}/ceph/mds/{name}": "Destroy a Ceph metadata server (MDS); returns a task",
  "GET /nodes/{node}/ceph/fs": "List CephFS filesystems with their pools",
  "POST /nodes/{node}/ceph/fs/{name}":
    "Create a CephFS with its two pools; needs a running MDS; returns a task",
  "DELETE /nodes/{node}/ceph/fs/{name}":
    "Destroy a CephFS; its pools stay unless remove-pools is set. Refused while an enabled storage uses it; returns a task",
  "GET /nodes/{node}/ceph/releases": "List Ceph releases and which of them this node can install",
  "POST /nodes/{node}/ceph/restart-bulk":
    "Restart a node's Ceph OSDs one by one, each once Ceph says it is safe; returns a task",
};

const osds = {
  "GET /nodes/{node}/ceph/osd": "List Ceph OSDs as a CRUSH tree with state, usage and latency",
  "POST /nodes/{node}/ceph/osd":
    "Create a Ceph OSD on an unused disk; destroys its data; root@pam only; returns a task",
  "GET /nodes/{node}/ceph/osd/{osdid}": "List the sub-paths of an OSD (index only)",
  "DELETE /nodes/{node}/ceph/osd/{osdid}":
    "Destroy an OSD that is down and out, for good; root@pam only; returns a task",
  "GET /nodes/{node}/ceph/osd/{osdid}/metadata": "Show an OSD's daemon, addresses and devices",
  "GET /nodes/{node}/ceph/osd/{osdid}/lv-info": "Show the logical volume behind an OSD",
  "POST /nodes/{node}/ceph/osd/{osdid}/in":
    "Mark an OSD in, so that it takes data again; takes effect at once, no task",
  "POST /nodes/{node}/ceph/osd/{osdid}/out":
    "Mark an OSD out; its data moves to other OSDs, which takes load; takes effect at once, no task",
  "POST /nodes/{node}/ceph/osd/{osdid}/scrub":
    "Ask an OSD to scrub (check) its data; takes effect at once, no task",
};

const pools = {
  "GET /nodes/{node}/ceph/pool": "List Ceph pools with settings and usage",
  "POST /nodes/{node}/ceph/pool": "Create a Ceph pool, optionally with storages; returns a task",
  "GET /nodes/{node}/ceph/pool/{name}": "List the sub-paths of a Ceph pool (index only)",
  "GET /nodes/{node}/ceph/pool/{name}/status": "Show settings and state of one Ceph pool",
  "PUT /nodes/{node}/ceph/pool/{name}":
    "Change a Ceph pool: replicas, PGs, rule; data may move; returns a task",
  "DELETE /nodes/{node}/ceph/pool/{name}": "Destroy a Ceph pool with all its data; returns a task",
  "GET /nodes/{node}/ceph/pools": "List Ceph pools; Proxmox VE 7 only, later ceph/pool",
  "POST /nodes/{node}/ceph/pools":
    "Create a Ceph pool; Proxmox VE 7 only, later ceph/pool; returns a task",
  "GET /nodes/{node}/ceph/pools/{name}":
    "Show one Ceph pool; Proxmox VE 7 only, later ceph/pool/{name}/status",
  "PUT /nodes/{node}/ceph/pools/{name}":
    "Change a Ceph pool; Proxmox VE 7 only, later ceph/pool/{name}; returns a task",
  "DELETE /nodes/{node}/ceph/pools/{name}":
    "Destroy a Ceph pool and its data; Proxmox VE 7 only, later ceph/pool/{name}; returns a task",
  "GET /nodes/{node}/ceph/crush": "Read the CRUSH map as decompiled text",
  "GET /nodes/{node}/ceph/rules": "List CRUSH rules by name",
};

const restart = {
  "dry-run": "1 only logs what would restart, and in which order; default 0",
  force: "1 goes on in spite of warnings such as degraded PGs, never of errors; default 0",
  "service-type": "Kind of daemon to restart: mon, mgr, mds or osd",
  timeout: "Seconds to wait for each daemon; default 600",
};

const restartBulk = {
  "POST /cluster/ceph/restart-bulk": restart,
  "POST /nodes/{node}/ceph/restart-bulk": {
    ...restart,
    resume: "1 goes on with a restart that was stopped, by its saved plan; default 0",
    "service-type": "Always osd",
    "set-noout": "1 (default) keeps the OSDs from being marked out while they restart",
  },
};

export default {
  endpoints: { ...cluster, ...services, ...osds, ...pools },
  parameters: {
    "/cluster/ceph": {
      nobackfill: "1 suspends backfilling of PGs",
      "nodeep-scrub": "1 suspends deep scrubs",
      nodown: "1 ignores reports that OSDs have failed; none gets marked down",
      noin: "1 keeps OSDs that were out from coming back in at start",
      noout: "1 keeps OSDs that are down from being marked out; usual for maintenance",
      norebalance: "1 suspends rebalancing of PGs",
      norecover: "1 suspends recovery of PGs",
      noscrub: "1 suspends scrubs",
      notieragent: "1 suspends cache tiering",
      noup: "1 keeps OSDs that start from being marked up",
      pause: "1 stops all reads and writes; guests on Ceph hang",
    },
    "/cluster/ceph/flags/{flag}": {
      flag: "Ceph flag, such as noout; their meanings are those of PUT /cluster/ceph/flags",
      value: "1 sets the flag, 0 clears it",
    },
    "PUT /nodes/{node}/ceph/pool/{name}": {
      application: "What uses the pool: rbd (disks), cephfs or rgw (objects); left out, it stays",
      min_size: "Replicas an object needs for I/O; 1 risks data loss; left out, it stays",
      pg_autoscale_mode:
        "on sets pg_num by itself, warn only advises, off does nothing; left out, it stays",
      pg_num: "Placement groups, a power of two; left out, it stays",
      size: "Replicas of each object; left out, it stays",
    },
    "GET /cluster/ceph/metadata": {
      scope: "all (default), or versions for the versions only",
    },
    "/nodes/{node}/ceph": {
      application: "What uses the pool: rbd (default, disks), cephfs or rgw (objects)",
      crush_rule: "CRUSH rule that places the objects",
      min_size: "Replicas an object needs for I/O; default 2, 1 risks data loss",
      name: "Ceph pool name, without : and /",
      osdid: "OSD number",
      pg_autoscale_mode: "on sets pg_num by itself, warn (default) only advises, off does nothing",
      pg_num: "Placement groups; default 128, a power of two",
      pg_num_min: "Least placement groups the autoscaler may choose",
      service: "Daemon, such as osd.3, mon.pve1, or a kind such as osd; default all (ceph.target)",
      size: "Replicas of each object; default 3",
      target_size: "Expected size of the pool for the autoscaler, such as 500G",
      target_size_ratio:
        "Expected share of the cluster for the autoscaler, relative to other pools",
      verbose: "1 adds statistics; default 0",
      add_storages: "1 also adds storages for VMs and containers on the new pool; default 0",
      "erasure-coding": "Make an erasure-coded data pool; replicas then apply to its metadata pool",
      "erasure-coding.device-class": "Only OSDs of this class, such as ssd or hdd",
      "erasure-coding.failure-domain": "Level that chunks are spread over; default host",
      "erasure-coding.k": "Data chunks per object",
      "erasure-coding.m": "Coding chunks per object: how many may be lost",
      "erasure-coding.profile": "Existing erasure code profile to use instead of k and m",
      force: "1 destroys the pool even if guests use it; default 0",
      remove_ecprofile: "0 keeps the erasure code profile; default 1 removes it",
      remove_storages: "1 also removes the storages that use the pool; default 0",
    },
    "DELETE /nodes/{node}/ceph/fs/{name}": {
      "remove-pools": "1 also destroys its pools and all data in them; default 0",
      "remove-storages": "1 also removes the storages that use it; default 0",
    },
    ...restartBulk,
    "/nodes/{node}/ceph/init": {
      "cluster-network": "Separate network for replication and heartbeat, as CIDR",
      disable_cephx: "1 turns authentication off, safe only on a private network; default 0",
      network: "Public Ceph network as CIDR; also carries replication without cluster-network",
      pg_bits: "Has no effect on current Ceph",
    },
    "GET /nodes/{node}/ceph/cfg/value": {
      "config-keys":
        "Settings as section:key, separated by comma, such as global:osd_pool_default_size",
    },
    "GET /nodes/{node}/ceph/cmd-safety": {
      action: "What is about to happen to the daemon",
      id: "Daemon id: the OSD number, or the name of the monitor or MDS",
      service: "Kind of daemon",
    },
    "/nodes/{node}/ceph/mon": {
      "mon-address": "Monitor IPs within the public network; default found automatically",
      monid: "Monitor id; default is the node name",
    },
    "/nodes/{node}/ceph/mgr": {
      id: "Manager id; default is the node name",
    },
    "/nodes/{node}/ceph/mds": {
      hotstandby: "1 follows the active MDS to take over faster, using more memory; default 0",
      name: "MDS id; default is the node name",
    },
    "/nodes/{node}/ceph/fs": {
      "add-storage": "1 also adds the CephFS as a storage of the cluster; default 0",
      name: "CephFS name; default cephfs",
      pg_num: "Placement groups of the data pool, default 128; metadata gets a quarter",
    },
    "/nodes/{node}/ceph/osd": {
      "crush-device-class": "Device class, such as ssd, hdd, nvme; default detected",
      db_dev: "Faster disk for RocksDB (block.db), such as /dev/nvme0n1",
      db_dev_size: "Size of block.db in GiB; default from the Ceph config or 10 % of the OSD",
      dev: "Unused disk for the OSD, such as /dev/sdb; its content is lost",
      encrypted: "1 encrypts the OSD; default 0",
      "osds-per-device": "OSDs on the one disk; only for fast NVMe, excludes db_dev and wal_dev",
      wal_dev: "Faster disk for the write-ahead log (block.wal); default with block.db",
      wal_dev_size: "Size of block.wal in GiB; default from the Ceph config or 1 % of the OSD",
    },
    "DELETE /nodes/{node}/ceph/osd/{osdid}": {
      cleanup: "1 also wipes the disks behind the OSD; default 0",
    },
    "GET /nodes/{node}/ceph/osd/{osdid}/lv-info": {
      type: "Part of the OSD to show; default block",
    },
    "POST /nodes/{node}/ceph/osd/{osdid}/scrub": {
      deep: "1 reads all data (deep scrub), which takes load; default 0",
    },
  },
} satisfies Words;
