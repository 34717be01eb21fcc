import type { Words } from "./types.js";

/**
 * Names that mean the same wherever they stand. An area where one of them means something else gives
 * it a line of its own under its path or endpoint. Those with a second meaning somewhere:
 * `action`, `bwlimit`, `cidr`, `comment`, `delete`, `description`, `enable`, `fingerprint`, `iface`,
 * `limit`, `node`, `nodes`, `pos`, `proto`, `prune-backups`, `realm`, `since`, `source`, `start`,
 * `storage`, `timeout`, `until`, `vmid`.
 */
const everywhere = {
  accel: "Which emulation to ask about: kvm (default, hardware) or tcg (software)",
  comment: "Free-text note",
  delete: "Settings to remove, comma-separated names; each falls back to its default",
  description: "Free-text notes; may hold several lines",
  digest: "Digest from the last read; the change is refused if the config differs by now",
  disable: "1 switches the entry off and keeps it; default 0",
  fingerprint: "SHA-256 fingerprint of the TLS certificate, as AA:BB:...",
  node: "Node name, as listed by GET /nodes",
  nodes: "Comma-separated node names",
  "only-outdated": "1 restarts only OSDs that run another version than is installed; default 0",
  pos: "Position in the rule list, from 0, shifts with every change; ignored on creation (goes on top)",
  storage: "Storage id, as listed by GET /storage",
  tags: "Tags separated by ; or , (letters, digits, _ - + .); replaces the whole list; live",
  timeout: "Seconds to wait before giving up",
  upid: "Task id (UPID:...) as returned by the call that started it",
  vmid: "Numeric guest id, unique in the cluster; 100 to 999999999",
};

const lists = {
  limit: "Most entries to return",
  since: "Only entries from this UNIX time on, in seconds",
  start: "Entries to skip before the first returned one; default 0",
  until: "Only entries up to this UNIX time, in seconds",
};

const statistics = {
  cf: "How samples are merged per interval: AVERAGE (default) or MAX",
  ds: "Data sources to draw, comma-separated, such as cpu, mem, netin",
  timeframe: "Period that ends now; a longer one has coarser samples",
};

const firewall = {
  action: "ACCEPT, DROP or REJECT; with type=group the name of a security group",
  cidr: "IP address or network (10.0.0.0/8); in an IP set also a range or an alias name",
  dest: "Destination: IP, CIDR, range a-b, comma list, alias or +ipset; never mix IPv4 with IPv6",
  dport: "Destination port: number, service name, range 80:85 or comma list; needs proto",
  enable: "1 activates the rule; a new rule without it is created inactive",
  "icmp-type": "ICMP type name or number; only with proto icmp, icmpv6 or ipv6-icmp",
  iface: "Interface that the rule is bound to; for guests net0, net1 ...; absent means all",
  log: "Log level for packets that match the rule; nolog (default) is silent",
  log_level_forward: "Log level for dropped or rejected forwarded packets; default nolog",
  log_level_in: "Log level for incoming packets that the default policy handles; default nolog",
  log_level_out: "Log level for outgoing packets that the default policy handles; default nolog",
  macro: "Predefined set of protocol and ports, such as SSH or HTTPS; see GET .../firewall/macros",
  moveto: "New position of the rule; all other changes in the same request are ignored",
  ndp: "Let IPv6 neighbour discovery through; default 1, without it IPv6 breaks",
  nomatch: "1 excludes this address from an IP set that would otherwise contain it",
  policy_forward: "What happens to forwarded packets that no rule matches",
  policy_in: "What happens to incoming packets that no rule matches; default DROP",
  policy_out: "What happens to outgoing packets that no rule matches; default ACCEPT",
  proto: "IP protocol name or number, such as tcp, udp, icmp; needed for ports",
  source: "Sender: IP, CIDR, range a-b, comma list, alias or +ipset; never mix IPv4 with IPv6",
  sport: "Source port: number, service name, range 80:85 or comma list; needs proto",
};

/** Of a backup run (`vzdump`) and of a scheduled backup job alike. */
const backup = {
  compress: "Compression: zstd (best choice), gzip, lzo; 1 means lzo, 0 (default) none",
  dumpdir: "Write archives to this directory instead of a storage; root@pam only",
  "exclude-path":
    "Container paths left out, shell globs; a leading / anchors at the container root",
  fleecing:
    "Buffer VM writes for a slow backup target: enabled=1,storage=<fast local storage>; default off",
  "fleecing.enabled": "1 turns fleecing on; default 0",
  "fleecing.storage": "Storage for the fleecing images; fast, local and with thin provisioning",
  ionice: "I/O priority of the backup with BFQ: 0 highest to 7 (default), 8 idle",
  lockwait: "Minutes to wait for another backup on the node to end; default 180",
  mailnotification: "Deprecated, see notification-mode: mail always or only on failure",
  "notes-template":
    "Notes for each archive; fills in {{cluster}}, {{guestname}}, {{node}}, {{vmid}}",
  "notification-mode":
    "auto (default): mail if mailto is set, else notifications; or force legacy-sendmail or notification-system",
  "notification-policy": "Obsolete, has no effect",
  "notification-target": "Obsolete, has no effect",
  "pbs-change-detection-mode":
    "Container backups to PBS: legacy, data (reads all files) or metadata (skips unchanged, fastest)",
  performance:
    "Tuning: max-workers=<VM backup I/O workers, default 16>,pbs-entries-max=<container entries in RAM>",
  "performance.max-workers":
    "Parallel I/O workers while a VM is saved; default 16, fewer ease the load",
  "performance.pbs-entries-max":
    "Directory entries held in memory while a container goes to PBS; default 1048576",
  pigz: "Compress gzip with pigz: 0 (default) off, 1 half of the cores, N uses N threads",
  script: "Path of a hook script on the node; root@pam only",
  stdexcludes: "Leave out temporary files and logs of containers; default 1",
  stopwait: "Minutes to wait for a guest to shut down in mode stop; default 10",
  tmpdir: "Directory for temporary files of the backup; root@pam only",
  zstd: "zstd threads: 1 (default), 0 half of the cores, N uses N threads",
};

/** How many backups survive pruning. */
const retention = {
  "prune-backups":
    "Retention, such as keep-last=3,keep-daily=7,keep-weekly=4; the rest is deleted; default is the storage's, or keep-all=1",
  "prune-backups.keep-all": "1 keeps everything; excludes the other keep options",
  "prune-backups.keep-daily": "Days of which the newest backup stays",
  "prune-backups.keep-hourly": "Hours of which the newest backup stays",
  "prune-backups.keep-last": "How many of the newest backups stay",
  "prune-backups.keep-monthly": "Months of which the newest backup stays",
  "prune-backups.keep-weekly": "Weeks of which the newest backup stays",
  "prune-backups.keep-yearly": "Years of which the newest backup stays",
  maxfiles: "Deprecated, use prune-backups: number of newest backups kept per guest",
};

/** Defaults that cluster options and storages set for bulk copies. */
const bandwidth = {
  bwlimit: "I/O limits in KiB/s per kind of copy, such as clone=51200,restore=0; 0 is unlimited",
  "bwlimit.clone": "KiB/s when cloning disks",
  "bwlimit.default": "KiB/s for every copy without a limit of its own",
  "bwlimit.migration": "KiB/s when migrating guests, local disks included",
  "bwlimit.move": "KiB/s when moving disks",
  "bwlimit.restore": "KiB/s when restoring guests from backups",
};

const consoles = {
  cmd: "Console to open: login (default), upgrade or ceph_install; others than login need root@pam",
  "cmd-opts": "Arguments of cmd, separated by NUL characters",
  proxy: "Address that the SPICE client connects to; default is the node that answers",
  vncticket: "Ticket from the preceding vncproxy or termproxy call",
};

const parallelism = {
  "max-workers": "Most guest tasks at the same time; default is max_workers of the cluster options",
  maxworkers: "Older spelling of max-workers",
};

const identity = {
  realm: "Realm (authentication domain), such as pam, pve or an LDAP realm's id",
};

export default {
  endpoints: {},
  parameters: {
    "*": {
      ...everywhere,
      ...lists,
      ...statistics,
      ...firewall,
      ...backup,
      ...retention,
      ...bandwidth,
      ...consoles,
      ...parallelism,
      ...identity,
    },
  },
} satisfies Words;
