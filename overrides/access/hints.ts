import type { Match } from "./types.js";

/** What a tool's hints say beyond tiers and losses: hosts decide by them whether to ask. */
interface HintRule extends Match {
  reason: string;
}

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

/** Tools that run or type what the caller wants inside a guest or on a node. */
export const runningTools: readonly string[] = [
  "proxmox_agent_exec",
  "proxmox_console_send",
  "proxmox_console_type",
  "proxmox_guest_exec",
  "proxmox_lxc_exec",
  "proxmox_node_exec",
];

/** Actions that lose nothing though their endpoints could: what they send is less. */
export const sparing: Readonly<Record<string, { actions: readonly string[]; reason: string }>> = {
  proxmox_console_read: { actions: [""], reason: "it looks at the console and types nothing" },
  proxmox_console_screenshot: { actions: [""], reason: "it looks at the screen and types nothing" },
  proxmox_guest_create_from_template: {
    actions: [""],
    reason: "it sets up the guest that it has just made",
  },
};

/** Changes that answer a text which is no UPID: they start no task. */
export const answeringText: readonly HintRule[] = [
  {
    paths: [
      "/access/openid/auth-url",
      "/cluster/sdn/lock",
      "/nodes/{node}/qemu/{vmid}/monitor",
      "/nodes/{node}/storage/{storage}/content",
      "/nodes/{node}/wakeonlan",
    ],
    reason: "it answers what it made or found",
  },
  {
    paths: ["/nodes/{node}/replication/{id}/schedule_now"],
    reason: "the scheduler starts the task later",
  },
];

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
