import type { Words } from "./types.js";

/** What VMs and containers have in common: names that only guests have, wherever they stand below a node. */
const settings = {
  cpulimit: "Cap on CPU time in cores, fractions allowed; 0 (default) is no cap; live",
  cpuunits: "CPU weight against other guests under load; default 100; live",
  hookscript: "Volid of a snippet run before and after start and stop; root@pam only",
  lock: "Lock set by a running task, which blocks other actions; root@pam only; normally never set",
  "net[n].bridge": "Bridge or SDN VNet to attach to, such as vmbr0",
  "net[n].firewall": "1 applies the guest's firewall rules to this interface; default 0",
  "net[n].link_down": "1 unplugs the virtual cable; default 0",
  "net[n].rate": "Bandwidth cap in MiB/s, fractions allowed; absent is no cap",
  "net[n].tag": "VLAN id, 1 to 4094; absent means untagged",
  onboot: "1 starts the guest when the node boots; default 0",
  protection: "1 refuses to destroy the guest or its disks; default 0",
  startup: "Boot sequence: order=<n>,up=<s>,down=<s>; seconds to wait after start and for shutdown",
  "unused[n]": "Detached volume that still exists; delete this key to destroy its data",
};

const lifecycle = {
  bridges: "Internal: bridges to check for, comma-separated",
  bwlimit: "I/O limit in KiB/s, 0 is unlimited; default from storage or cluster options",
  current: "1 shows the values in effect; 0 (default) those after pending changes",
  "destroy-unreferenced-disks":
    "1 also destroys volumes of this vmid on any storage that the config doesn't mention; dangerous; default 0",
  feature: "What to check: snapshot, clone (linked) or copy (full clone)",
  forceStop: "1 stops the guest hard if it hasn't shut down in time; default 0",
  "ha-managed": "1 adds the new guest to HA; default 0",
  height: "Console height in pixels",
  newid: "Free vmid for the clone; ask GET /cluster/nextid",
  "overrule-shutdown":
    "1 aborts a shutdown task in progress, which would block the stop; default 0",
  revert: "Comma-separated names of pending changes to drop",
  size: "New size, or growth with a leading +, such as +10G; suffix K, M, G, T, without one bytes",
  skiplock: "1 ignores the guest's lock; root@pam only, dangerous while a task runs",
  snapname: "Snapshot name: letter first, then letters, digits, _ or -; 2 to 40",
  snapshot: "Show the config as stored in this snapshot",
  socket: "Internal: UNIX socket to forward to",
  storages: "Internal: storages to check for, comma-separated",
  target: "Node to go to",
  "target-bridge": "Bridge map, such as vmbr0:vmbr1; one bridge takes all, 1 keeps the names",
  "target-digest": "Digest of the target guest's config; refuses the move if it has changed",
  "target-endpoint":
    "Remote cluster: host=<address>,apitoken=PVEAPIToken=<token>,fingerprint=<SHA-256>",
  "target-storage": "Storage map, such as local-zfs:ceph; one storage takes all, 1 keeps the names",
  "target-vmid": "Guest that receives the disk",
  ticket: "Internal: ticket from mtunnel",
  width: "Console width in pixels",
  unique: "1 gives restored network devices new MAC addresses; default 0",
};

export default {
  endpoints: {},
  parameters: { "/nodes/{node}": { ...settings, ...lifecycle } },
} satisfies Words;
