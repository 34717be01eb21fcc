import type { Words } from "./types.js";

const endpoints = {
  "GET /cluster": "List the sections of the cluster API",
  "GET /cluster/log":
    "Read the newest cluster log entries: logins, task ends, HA and quorum events",
  "GET /cluster/nextid": "Get a free vmid. Reserves nothing: two callers may get the same one",
  "GET /cluster/options":
    "Get datacenter options: migration, HA, tags, proxy, id range; few without Sys.Audit on /",
  "PUT /cluster/options": "Change datacenter options; they hold for all nodes at once",
  "GET /cluster/resources":
    "List guests, nodes, storages, pools and SDN zones with usage; figures are up to 10 s old",
  "GET /cluster/status": "Get quorum and the nodes with their addresses and online state",
  "GET /cluster/tasks": "List recent tasks of all nodes, running ones included",

  "GET /cluster/config": "List the sections of the cluster setup",
  "POST /cluster/config": "Create a cluster on this standalone node; returns a task",
  "GET /cluster/config/apiversion": "Get the version of the join protocol that this node speaks",
  "GET /cluster/config/join":
    "Get what a new node needs to join: addresses, fingerprints, corosync settings",
  "POST /cluster/config/join":
    "Join this node to a cluster; returns a task. Replaces its /etc/pve, so it must hold no guests",
  "GET /cluster/config/nodes": "List the nodes in corosync's config with votes and links",
  "POST /cluster/config/nodes/{node}":
    "Add a node to corosync's config; the joining node calls this itself",
  "DELETE /cluster/config/nodes/{node}":
    "Remove a node from the cluster. Power it off first and never boot it again in this network",
  "GET /cluster/config/qdevice": "Get the state of the external quorum device",
  "GET /cluster/config/totem": "Get corosync's totem settings; null on a standalone node",
};

const options = {
  "consent-text": "Text that users must accept before login, Markdown",
  console: "Default console viewer: html5 (noVNC), xtermjs, vv (SPICE file); applet is obsolete",
  crs: "How HA picks nodes: scheduler mode and automatic balancing",
  "crs.ha":
    "Scheduler: basic (default, counts guests), static (configured CPU and memory), dynamic (live use)",
  "crs.ha-auto-rebalance": "1 lets HA migrate guests on its own to even out nodes; default 0",
  "crs.ha-auto-rebalance-hold-duration":
    "HA rounds (about 10 s each) an imbalance must last before a migration; default 3",
  "crs.ha-auto-rebalance-margin":
    "Least relative gain that justifies a migration; default 0.1 is ten percent",
  "crs.ha-auto-rebalance-method":
    "How candidate migrations are scored: bruteforce (default) or topsis",
  "crs.ha-auto-rebalance-threshold": "Imbalance between nodes that triggers balancing; default 0.3",
  "crs.ha-rebalance-on-start":
    "1 picks the best node each time HA starts a stopped guest; default 0",
  description: "Notes of the datacenter, Markdown",
  email_from: "Sender address of mails; default root@ and the node's host name",
  fencing: "How failed nodes are fenced: watchdog (default); hardware and both are unfinished",
  ha: "What HA does with guests when a node shuts down",
  "ha.shutdown_policy":
    "freeze, failover, migrate, or conditional (default): fail over on poweroff, freeze on reboot",
  http_proxy: "Proxy for downloads by nodes, http://[user:password@]host:port/",
  keyboard: "Default keyboard layout of VNC consoles",
  language: "Default language of the web interface",
  location: "Where the cluster is: latitude and longitude, and a name",
  mac_prefix: "First bytes of generated MAC addresses; default BC:24:11",
  max_workers: "Most parallel guest tasks per node in bulk actions and HA",
  migration: "Transport and network of migrations",
  "migration.network": "Local network (CIDR) that migrations use; absent means the node's address",
  "migration.type":
    "secure (default, SSH tunnel) or insecure: unencrypted, faster, for private networks",
  migration_unsecure: "Deprecated, use migration: 1 migrates without encryption",
  "next-id": "Range that free vmids are taken from",
  "next-id.lower": "Lowest vmid handed out; default 100",
  "next-id.upper": "Vmids stay below this; default 1000000",
  notify: "Which events send notifications; superseded by notification matchers",
  "notify.fencing": "Has no effect",
  "notify.package-updates":
    "Deprecated, use matchers. Mail on updates: auto (default, if subscribed), always, never",
  "notify.replication": "Has no effect",
  "notify.target-fencing": "Has no effect",
  "notify.target-package-updates": "Has no effect",
  "notify.target-replication": "Has no effect",
  "registered-tags": "Tags, ;-separated, that only users with Sys.Modify on / may set or remove",
  replication: "Transport and network of storage replication",
  "replication.network": "Local network (CIDR) that replication uses; default that of migrations",
  "replication.type":
    "secure (default, SSH tunnel) or insecure: unencrypted, faster, for private networks",
  "tag-style": "How tags look and sort",
  "tag-style.case-sensitive": "Treat tags that differ in case as different; default 0",
  "tag-style.color-map": "Colours, ;-separated tag:RRGGBB[:RRGGBB], second one for the text",
  "tag-style.ordering": "alphabetical (default) sorts tags, config keeps the order as set",
  "tag-style.shape": "In the web tree: circle (default), full (with text), dense (bars), none",
  u2f: "Settings for U2F keys; superseded by webauthn",
  "u2f.appid": "U2F application id; default is the origin",
  "u2f.origin": "U2F origin, the web interface's URL",
  "user-tag-access": "Which tags users without Sys.Modify on / may set",
  "user-tag-access.user-allow":
    "free (default, any tag), existing (in use or listed), list (listed only) or none",
  "user-tag-access.user-allow-list": "Tags for user-allow list and existing, ;-separated",
  webauthn: "Settings for security keys at login",
  "webauthn.allow-subdomains": "Accept subdomains of the origin; default 1",
  "webauthn.id": "Relying party id: bare domain name. A change makes all registered keys useless",
  "webauthn.origin": "https:// URL that users open. A change may make registered keys useless",
  "webauthn.rp": "Name shown by security keys. A change may make registered keys useless",
};

const config = {
  apiversion: "Join protocol version of the new node",
  clustername: "Name of the cluster, up to 15 characters; can't be changed later",
  force: "1 goes on although the node is already in the config or holds guests",
  hostname: "Address of a present cluster member",
  "link[n]": "Address of this node on corosync network n (0 to 7); low latency is vital",
  "link[n].address": "Local IP address or host name on that network",
  "link[n].priority": "Preference of the link when creating the cluster; the highest is used first",
  new_node_ip: "Address of the new node where no links are given",
  node: "Name of the node to add or remove",
  nodeid: "Corosync id of the node; default is the next free one",
  password: "Password of root@pam on the present member",
  "token-coefficient":
    "Milliseconds that each extra node adds to corosync's token timeout; default 125",
  votes: "Quorum votes of the node; default 1",
};

export default {
  endpoints,
  parameters: {
    "/cluster/options": options,
    "/cluster/config": config,
    "POST /cluster/config/join": {
      fingerprint: "SHA-256 fingerprint of the present member's certificate, as AA:BB:...",
    },
    "GET /cluster/config/join": {
      node: "Member that the new node will contact; default the one that answers",
    },
    "GET /cluster/log": {
      max: "Most entries to return",
    },
    "GET /cluster/nextid": {
      vmid: "Check this vmid instead: it is returned if free, else the call fails",
    },
    "GET /cluster/resources": {
      type: "Only this kind: vm (VMs and containers), storage, node or sdn; absent lists all",
    },
  },
} satisfies Words;
