import type { TierRule } from "./types.js";

const secrets: TierRule[] = [
  {
    methods: ["GET"],
    paths: ["/**/vncwebsocket", "/**/mtunnelwebsocket"],
    tier: "elevated",
    reason: "opens a console or a migration tunnel",
  },
  {
    methods: ["GET"],
    paths: ["/access/domains/{realm}"],
    tier: "elevated",
    reason: "shows how a realm logs in to its directory, OpenID client secret included",
  },
  {
    methods: ["GET"],
    paths: ["/access/tfa/**", "/access/users/{userid}/tfa", "/access/users/{userid}/token/**"],
    tier: "elevated",
    reason: "shows which second factors or tokens guard an account",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/acme/account/{name}", "/cluster/acme/plugins/**"],
    tier: "elevated",
    reason: "shows an ACME account or the DNS credentials of its challenges",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/metrics/server/**"],
    tier: "elevated",
    reason: "shows where metrics go and with which token",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/notifications/endpoints/webhook/**"],
    tier: "elevated",
    reason: "shows URLs and headers, which often hold a token",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/sdn/dns/**", "/cluster/sdn/ipams", "/cluster/sdn/ipams/{ipam}"],
    tier: "elevated",
    reason: "shows the API key of a DNS server or address manager",
  },
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/ceph/cfg/*", "/nodes/{node}/ceph/config", "/nodes/{node}/ceph/configdb"],
    tier: "elevated",
    reason: "shows Ceph's settings, where services keep passwords",
  },
];

const reachingOut: TierRule[] = [
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/scan/*"],
    tier: "elevated",
    reason: "makes a node reach out to servers, or probe its disks, with credentials given",
  },
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/query-*"],
    tier: "elevated",
    reason: "makes a node reach out to an address given",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/acme/tos", "/cluster/acme/meta"],
    tier: "elevated",
    reason: "makes a node reach out to an address given",
  },
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/apt/changelog"],
    tier: "elevated",
    reason: "makes a node download from its package sources",
  },
];

const reads: TierRule[] = [
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/get-*"],
    tier: "read",
    reason: "asks the guest agent about the guest",
  },
  {
    methods: ["GET"],
    paths: [
      "/cluster/sdn/controllers/**",
      "/cluster/sdn/prefix-lists",
      "/cluster/sdn/route-maps/**",
      "/cluster/sdn/vnets/**",
      "/cluster/sdn/zones/**",
    ],
    tier: "read",
    reason: "shows how the virtual network is set up, which holds no secret",
  },
  {
    methods: ["GET"],
    clearances: ["anyone"],
    tier: "read",
    reason: "shows what Proxmox shows to every user",
  },
  {
    methods: ["GET"],
    clearances: ["audit"],
    tier: "read",
    reason: "read only; an audit privilege is enough",
  },
  {
    methods: ["GET"],
    paths: ["/cluster/mapping/*", "/cluster/replication/**", "/cluster/sdn/fabrics/**"],
    clearances: ["filtered"],
    tier: "read",
    reason: "lists what the user may audit",
  },
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/replication/**", "/nodes/{node}/sdn/**", "/nodes/{node}/tasks/**"],
    clearances: ["filtered"],
    tier: "read",
    reason: "lists what the user may audit",
  },
  {
    methods: ["GET"],
    paths: [
      "/access/acl",
      "/access/groups",
      "/access/permissions",
      "/access/users",
      "/cluster/log",
      "/cluster/qemu/custom-cpu-models",
      "/nodes/{node}/capabilities/qemu/cpu",
      "/nodes/{node}/lxc",
      "/nodes/{node}/qemu",
      "/nodes/{node}/storage",
      "/nodes/{node}/storage/{storage}/content/{volume}",
      "/pools",
      "/storage",
    ],
    clearances: ["filtered"],
    tier: "read",
    reason: "lists what the user may audit",
  },
];

const operations: TierRule[] = [
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/status/*"],
    tier: "operate",
    reason: "changes the power state of a guest",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/suspend-*"],
    tier: "operate",
    reason: "changes the power state of a guest",
  },
  {
    methods: ["POST"],
    paths: [
      "/cluster/bulk-action/guest/*",
      "/nodes/{node}/migrateall",
      "/nodes/{node}/startall",
      "/nodes/{node}/stopall",
      "/nodes/{node}/suspendall",
    ],
    tier: "operate",
    reason: "starts, stops, suspends or moves many guests",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/snapshot"],
    tier: "operate",
    reason: "takes a snapshot of a guest",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/*/{vmid}/snapshot/{snapname}/config"],
    tier: "operate",
    reason: "changes the description of a snapshot",
  },
  {
    methods: ["POST"],
    paths: [
      "/cluster/ha/resources/{sid}/migrate",
      "/cluster/ha/resources/{sid}/relocate",
      "/nodes/{node}/*/{vmid}/migrate",
    ],
    tier: "operate",
    reason: "moves a guest to another node of the cluster",
  },
];

const access: TierRule[] = [
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["access", "pools"],
    tier: "elevated",
    reason: "changes who may do what, or logs somebody in",
  },
];

const changes: TierRule[] = [
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/**/*proxy", "/nodes/{node}/spiceshell", "/nodes/{node}/vncshell"],
    tier: "elevated",
    reason: "opens a console",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/**", "/nodes/{node}/qemu/{vmid}/agent"],
    tier: "elevated",
    reason: "acts inside the guest",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["nodes-lxc", "nodes-qemu"],
    tier: "elevated",
    reason: "creates, changes, copies or deletes a guest",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["cluster-firewall", "nodes-firewall", "nodes-lxc-firewall", "nodes-qemu-firewall"],
    tier: "elevated",
    reason: "changes the firewall",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["cluster-sdn", "nodes-network"],
    tier: "elevated",
    reason: "changes the network",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["nodes-storage", "storage"],
    tier: "elevated",
    reason: "changes a storage or what it holds",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["cluster-ceph", "nodes-ceph", "nodes-disks"],
    tier: "elevated",
    reason: "changes disks or Ceph",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: [
      "cluster",
      "cluster-acme",
      "cluster-backup",
      "cluster-config",
      "cluster-ha",
      "cluster-jobs",
      "cluster-mapping",
      "cluster-metrics",
      "cluster-notifications",
      "cluster-replication",
    ],
    tier: "elevated",
    reason: "changes the configuration of the cluster",
  },
  {
    methods: ["POST", "PUT", "DELETE"],
    areas: ["nodes", "nodes-apt", "nodes-certificates", "nodes-services"],
    tier: "elevated",
    reason: "changes a node, its power or its services",
  },
];

/** The first rule that fits decides. No rule fits all, so that a new endpoint is noticed. */
export const tierRules: readonly TierRule[] = [
  ...secrets,
  ...reachingOut,
  ...reads,
  ...operations,
  ...access,
  ...changes,
];
