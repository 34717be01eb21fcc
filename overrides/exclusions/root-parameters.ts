import { CT_CONFIG, VM_CONFIG } from "./config-endpoints.js";
import type { RootParameter } from "./types.js";

/** What stands in qemu-server's, pve-container's and pve-manager's checks for root@pam. */
export const rootParameters: readonly RootParameter[] = [
  {
    endpoints: VM_CONFIG,
    parameters: ["args"],
    reason: "arguments of QEMU can reach anything on the node",
    instead: "As root on the shell of node {node}: qm set {vmid} --args {args}",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["hostpci[n]"],
    values: /^(?!.*mapping=)/,
    reason: "a device of the node is handed out",
    instead:
      "Make a resource mapping of the device and say mapping=<id> instead of host=<address>.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["usb[n]"],
    values: /^(?!.*mapping=)(?!(host=)?spice)/,
    reason: "a device of the node is handed out",
    instead: "Make a resource mapping of the device and say mapping=<id> instead of host=<id>.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["serial[n]"],
    values: /^(?!socket$)/,
    reason: "a device of the node is handed out",
    instead: "Say socket, which gives the VM a serial console.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["dev[n]", "hookscript"],
    reason: "it reaches the node itself",
    instead: "As root on the shell of node {node}: pct set {vmid}",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["mp[n]"],
    values: /^(volume=)?\//,
    reason: "a directory or device of the node is mounted",
    instead: "Use a volume of a storage, or as root on the shell of node {node}: pct set {vmid}",
  },
  {
    endpoints: ["POST /nodes/{node}/vzdump", "POST /cluster/backup", "PUT /cluster/backup/{id}"],
    parameters: ["tmpdir", "dumpdir", "script", "job-id"],
    reason: "it reaches the node's own files",
    instead: "Give storage for where the backup goes and leave it out.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/migrate"],
    parameters: ["migration_network", "migration_type", "force"],
    reason: "it overrides how the cluster moves guests",
    instead: "Leave it out; the migration network stands in the options of the cluster.",
  },
  {
    endpoints: [
      "DELETE /nodes/{node}/qemu/{vmid}",
      "PUT /nodes/{node}/qemu/{vmid}/config",
      "POST /nodes/{node}/qemu/{vmid}/config",
      "PUT /nodes/{node}/qemu/{vmid}/resize",
      "PUT /nodes/{node}/qemu/{vmid}/sendkey",
      "POST /nodes/{node}/qemu/{vmid}/status/reset",
      "POST /nodes/{node}/qemu/{vmid}/status/resume",
      "POST /nodes/{node}/qemu/{vmid}/status/shutdown",
      "POST /nodes/{node}/qemu/{vmid}/status/start",
      "POST /nodes/{node}/qemu/{vmid}/status/stop",
      "POST /nodes/{node}/qemu/{vmid}/status/suspend",
      "POST /nodes/{node}/lxc/{vmid}/status/start",
      "POST /nodes/{node}/lxc/{vmid}/status/stop",
    ],
    parameters: ["skiplock"],
    values: /^(1|true)$/,
    reason: "it ignores that another task works on the guest",
    instead: "Wait for the task that holds the lock: proxmox_node_task lists it.",
  },
];
