import type { Match } from "./types.js";

/** What a tool's hints say beyond tiers and `destructive`: hosts decide by them whether to ask. */
interface HintRule extends Match {
  reason: string;
}

/**
 * Changes after which something is lost, replaced, revoked, opened or handed out, although no data is
 * deleted. A PUT replaces what it sets; POSTs that do are named.
 */
export const replacing: readonly HintRule[] = [
  { methods: ["PUT"], reason: "what it sets replaces what was there" },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/status/shutdown", "/nodes/{node}/qemu/{vmid}/agent/shutdown"],
    reason: "with forceStop the guest is stopped hard",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/template"],
    reason: "the guest can't become a guest again",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu", "/nodes/{node}/lxc"],
    reason: "with force an existing guest is replaced",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/move_disk", "/nodes/{node}/lxc/{vmid}/move_volume"],
    reason: "with delete the original is deleted",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/config", "/nodes/{node}/vzdump"],
    reason: "with delete or remove something is deleted",
  },
  {
    methods: ["POST"],
    paths: [
      "/nodes/{node}/qemu/{vmid}/agent/set-user-password",
      "/nodes/{node}/qemu/{vmid}/agent/suspend-*",
      "/nodes/{node}/services/{service}/*",
      "/nodes/{node}/ceph/*",
      "/nodes/{node}/hosts",
      "/cluster/ha/status/*",
      "/nodes/{node}/apt/repositories",
      "/nodes/{node}/certificates/**",
    ],
    reason: "stops, overwrites or replaces something",
  },
  {
    methods: ["POST"],
    paths: [
      "/access/users",
      "/access/users/{userid}/token/{tokenid}",
      "/access/users/{userid}/token",
      "/access/tfa/{userid}",
      "/access/ticket",
    ],
    reason: "hands out access",
  },
];

/** PUTs of which a second one does more than the first: `+8G`, or the next free slot. */
export const repeating: readonly HintRule[] = [
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/*/{vmid}/resize"],
    reason: "+8G grows the disk each time",
  },
];

/** Tools whose handlers pick the next free place, so that a repeat adds another. */
export const addingTools: readonly string[] = ["proxmox_guest_network", "proxmox_lxc_mountpoint"];

/** Makes a host reach out of the cluster, or runs programs. */
export const reachingOut: readonly HintRule[] = [
  {
    paths: [
      "/nodes/{node}/storage/{storage}/download-url",
      "/nodes/{node}/storage/{storage}/oci-registry-pull",
      "/nodes/{node}/query-*",
      "/nodes/{node}/aplinfo",
      "/nodes/{node}/scan/*",
    ],
    reason: "a node fetches from another host",
  },
  {
    methods: ["POST", "PUT"],
    paths: [
      "/cluster/acme/**",
      "/nodes/{node}/certificates/acme/**",
      "/nodes/{node}/apt/update",
      "/nodes/{node}/subscription",
      "/cluster/notifications/targets/{name}/test",
      "/cluster/metrics/server/{id}",
      "/access/domains",
      "/access/domains/{realm}",
      "/access/domains/{realm}/sync",
    ],
    reason: "a node contacts a service outside",
  },
  {
    paths: [
      "/nodes/{node}/qemu/{vmid}/agent/exec",
      "/nodes/{node}/lxc/{vmid}/termproxy",
      "/nodes/{node}/execute",
      "/nodes/{node}/qemu/{vmid}/monitor",
    ],
    reason: "runs programs",
  },
];

/** GETs that do more than read. */
export const actingReads: readonly HintRule[] = [
  {
    methods: ["GET"],
    paths: [
      "/nodes/{node}/qemu/{vmid}/agent/exec-status",
      "/nodes/{node}/storage/{storage}/file-restore/list",
      "/nodes/{node}/*/{vmid}/vncwebsocket",
      "/nodes/{node}/vncwebsocket",
    ],
    reason: "tells something once, starts a machine or opens a console",
  },
];
