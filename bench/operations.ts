import { startSimulator } from "../simulator/index.js";
import { openSession, type Session } from "./session.js";
import type { Row } from "./table.js";

/** What a usual day takes, in an order in which each has what it needs. */
const OPERATIONS: readonly [what: string, tool: string, args: Record<string, unknown>][] = [
  ["list guests", "proxmox_guest_list", {}],
  ["start a VM with an agent", "proxmox_guest_start", { vmid: 110 }],
  ["list nodes", "proxmox_node", { action: "list" }],
  ["status", "proxmox_guest_status", { vmid: 100 }],
  ["configuration", "proxmox_guest_config", { vmid: 100 }],
  [
    "create a VM",
    "proxmox_create_vm",
    {
      node: "pve1",
      vmid: 500,
      name: "day",
      cores: 2,
      memory: 2048,
      storage: "disks",
      disk_size: "8",
    },
  ],
  [
    "change it",
    "proxmox_guest_config_update",
    { vmid: 500, config: { cores: 4, net0: "virtio,bridge=vmbr0" } },
  ],
  ["add a disk", "proxmox_vm_disk", { action: "add", vmid: 500, storage: "disks", size: "4" }],
  ["grow a disk", "proxmox_guest_disk_resize", { vmid: 500, disk: "scsi0", size: "+2G" }],
  ["start", "proxmox_guest_start", { vmid: 500 }],
  ["stop", "proxmox_guest_stop", { vmid: 500 }],
  ["snapshot", "proxmox_guest_snapshot", { action: "create", vmid: 101, snapname: "before" }],
  ["list snapshots", "proxmox_guest_snapshot", { action: "list", vmid: 101 }],
  ["clone", "proxmox_guest_clone", { vmid: 101, newid: 501, full: true }],
  [
    "create a container",
    "proxmox_create_lxc",
    {
      node: "pve1",
      vmid: 502,
      ostemplate: "local:vztmpl/mini-debian_12.5_amd64.tar.gz",
      hostname: "ct",
      storage: "disks",
    },
  ],
  ["back up", "proxmox_backup", { action: "create", vmid: "101", storage: "local" }],
  ["list backups", "proxmox_backup", { action: "list", storage: "local" }],
  ["list tasks", "proxmox_node_task", { action: "list", node: "pve1", limit: 5 }],
  [
    "firewall rule",
    "proxmox_guest_firewall_rule",
    { action: "create", vmid: 500, rule_type: "in", rule_action: "ACCEPT", macro: "SSH" },
  ],
  ["pools", "proxmox_api_read", { endpoint: "GET /pools" }],
  ["ISO images", "proxmox_storage_content", { action: "list", storage: "local", content: "iso" }],
  ["health", "proxmox_health", {}],
  ["run a program", "proxmox_guest_exec", { vmid: 110, command: ["uname"] }],
  ["restart", "proxmox_guest_reboot", { vmid: 110 }],
  ["delete", "proxmox_guest_delete", { vmid: 501 }],
];

/** Bytes of the answers of a usual day, both of their forms, on the node that was recorded. */
export async function benchOperations(): Promise<Row[]> {
  const simulator = await startSimulator({ state: "recorded", speed: 20, unauthorizedDelay: 0 });
  const session = await openSession({
    PROXMOX_HOST: `${simulator.host}:${simulator.port}`,
    PROXMOX_TOKEN_VALUE: simulator.token,
    PROXMOX_SSL_CA_CERT: simulator.certificate,
    PROXMOX_ACCESS: "elevated",
    PROXMOX_LOG_LEVEL: "error",
  });
  try {
    const sizes: [string, number][] = [];
    for (const [what, tool, args] of OPERATIONS)
      sizes.push([what, await size(session, tool, args)]);
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    const largest = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 4);
    const note = largest.map(([what, bytes]) => `${what} ${bytes}`).join(", ");
    return [
      { what: `${sizes.length} operations: answers`, value: total, unit: "B", limit: 12_000, note },
    ];
  } finally {
    await session.close();
    await simulator.close();
  }
}

async function size(session: Session, tool: string, args: Record<string, unknown>) {
  return Buffer.byteLength(JSON.stringify(await session.call(tool, args)));
}
