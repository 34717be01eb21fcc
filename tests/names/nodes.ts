import type { NamedTool } from "./types.js";

const NODE = { node: "pve1" };

export const nodes: NamedTool[] = [
  {
    tool: "proxmox_node",
    cases: [
      {
        args: { action: "list" },
        sends: ["GET /nodes"],
        answers: [{ node: "pve1" }, { node: "pve3" }],
      },
      { args: { action: "status", ...NODE }, sends: ["GET /nodes/pve1/status"] },
      {
        args: { action: "network", ...NODE, type: "bridge" },
        sends: ["GET /nodes/pve1/network"],
        with: { type: "bridge" },
      },
      { args: { action: "dns", ...NODE }, sends: ["GET /nodes/pve1/dns"] },
      {
        args: { action: "iface", ...NODE, iface: "vmbr0" },
        sends: ["GET /nodes/pve1/network/vmbr0"],
      },
    ],
  },
  {
    tool: "proxmox_node_service",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/services"] },
      {
        args: { action: "control", ...NODE, service: "cron", command: "stop" },
        sends: ["POST /nodes/pve1/services/cron/stop"],
      },
      {
        args: { action: "control", ...NODE, service: "cron", command: "start" },
        sends: ["POST /nodes/pve1/services/cron/start"],
      },
      {
        args: { action: "control", ...NODE, service: "cron", command: "restart" },
        sends: ["POST /nodes/pve1/services/cron/restart"],
      },
      {
        args: { action: "control", ...NODE, service: "cron", command: "explode" },
        refusal: { code: "arguments", says: "start, stop, restart, reload" },
      },
    ],
  },
  {
    tool: "proxmox_node_log",
    cases: [
      { args: { action: "syslog", ...NODE }, sends: ["GET /nodes/pve1/syslog"] },
      {
        args: { action: "journal", ...NODE },
        sends: ["GET /nodes/pve1/journal"],
        with: { lastentries: 100 },
      },
    ],
  },
  {
    tool: "proxmox_node_task",
    cases: [
      {
        setup: [["proxmox_guest_snapshot", { action: "create", vmid: 102, snapname: "before" }]],
        args: { action: "list", ...NODE },
        sends: ["GET /nodes/pve1/tasks"],
      },
      {
        args: { action: "list" },
        sends: ["GET /cluster/tasks"],
        answers: [{ type: "qmsnapshot" }],
      },
      {
        from: ["proxmox_node_task", { action: "list" }, newestTask],
        args: { action: "get", ...NODE, upid: "" },
        answers: { state: "ok" },
      },
    ],
  },
  {
    tool: "proxmox_node_info",
    cases: [
      { args: { action: "aplinfo", ...NODE }, sends: ["GET /nodes/pve1/aplinfo"] },
      { args: { action: "netstat", ...NODE }, sends: ["GET /nodes/pve1/netstat"] },
      {
        args: { action: "rrddata", ...NODE },
        sends: ["GET /nodes/pve1/rrddata"],
        with: { timeframe: "hour" },
      },
      {
        args: {
          action: "storage_rrddata",
          ...NODE,
          storage: "local",
          timeframe: "week",
          cf: "MAX",
        },
        sends: ["GET /nodes/pve1/storage/local/rrddata"],
        with: { timeframe: "week", cf: "MAX" },
      },
      { args: { action: "report", ...NODE }, sends: ["GET /nodes/pve1/report"] },
    ],
  },
  {
    tool: "proxmox_node_config",
    cases: [
      { args: { action: "get_time", ...NODE }, sends: ["GET /nodes/pve1/time"] },
      {
        args: { action: "set_time", ...NODE, timezone: "Europe/Vienna" },
        sends: ["PUT /nodes/pve1/time"],
        with: { timezone: "Europe/Vienna" },
      },
      {
        args: { action: "set_time", ...NODE, timezone: "Europe/Vienna", time: 1_700_000_000 },
        refusal: { code: "arguments", says: "the clock follows NTP" },
      },
      {
        args: {
          action: "set_dns",
          ...NODE,
          search: "example.test",
          dns1: "192.0.2.53",
          dns2: "192.0.2.54",
          dns3: "192.0.2.55",
        },
        sends: ["PUT /nodes/pve1/dns"],
        with: { search: "example.test", dns1: "192.0.2.53", dns3: "192.0.2.55" },
      },
      {
        args: { action: "set_dns", ...NODE, search: "example.test", delete: "dns2" },
        refusal: { code: "arguments", says: "left out" },
      },
      {
        args: { action: "set_dns", ...NODE, search: "example.test", digest: "ab12" },
        refusal: { code: "arguments", says: "no such check" },
      },
      { args: { action: "get_hosts", ...NODE }, sends: ["GET /nodes/pve1/hosts"] },
      {
        args: {
          action: "set_hosts",
          ...NODE,
          ip: "192.0.2.77",
          name: "backup backup.example.test",
          comment: "the vault",
        },
        sends: ["GET /nodes/pve1/hosts", "POST /nodes/pve1/hosts"],
        with: { data: expectText("192.0.2.77 backup backup.example.test # the vault\n") },
      },
    ],
  },
  {
    tool: "proxmox_node_subscription",
    cases: [
      { args: { action: "get", ...NODE }, sends: ["GET /nodes/pve1/subscription"] },
      {
        args: { action: "set", ...NODE, key: "pve2c-1234567890" },
        sends: ["PUT /nodes/pve1/subscription"],
        with: { key: "pve2c-1234567890" },
      },
      { args: { action: "delete", ...NODE }, sends: ["DELETE /nodes/pve1/subscription"] },
    ],
  },
  {
    tool: "proxmox_apt",
    cases: [
      { args: { action: "update", ...NODE }, sends: ["POST /nodes/pve1/apt/update"] },
      {
        args: { action: "upgrade", ...NODE },
        refusal: { code: "arguments", says: "apt-get dist-upgrade" },
      },
      { args: { action: "versions", ...NODE }, sends: ["GET /nodes/pve1/apt/versions"] },
      {
        args: { action: "changelog", ...NODE, package: "pve-manager" },
        sends: ["GET /nodes/pve1/apt/changelog"],
        with: { name: "pve-manager" },
      },
      {
        args: { action: "update", ...NODE, package: "pve-manager" },
        refusal: { code: "parameters", says: "package" },
      },
    ],
  },
  {
    tool: "proxmox_node_bulk",
    cases: [
      {
        args: { action: "stop_all", ...NODE, maxworkers: 2 },
        sends: ["POST /nodes/pve1/stopall"],
        with: { "max-workers": 2 },
        after: [{ path: "/cluster/resources", shows: { vmid: 100, status: "stopped" } }],
      },
      {
        args: { action: "start_all", ...NODE },
        sends: ["POST /nodes/pve1/startall"],
      },
      {
        args: {
          action: "migrate_all",
          ...NODE,
          target: "pve2",
          "with-local-disks": true,
          maxworkers: 2,
        },
        sends: ["POST /nodes/pve1/migrateall"],
        with: { target: "pve2", "with-local-disks": true },
      },
    ],
  },
  {
    tool: "proxmox_node_power",
    cases: [
      {
        args: { action: "reboot", node: "pve3" },
        sends: ["POST /nodes/pve3/status"],
        with: { command: "reboot" },
      },
      {
        args: { action: "shutdown", node: "pve3" },
        sends: ["POST /nodes/pve3/status"],
        with: { command: "shutdown" },
      },
      {
        setup: [
          ["proxmox_node_config", { action: "set", node: "pve2", wakeonlan: "BC:24:11:00:00:02" }],
        ],
        args: { action: "wakeonlan", node: "pve2" },
        sends: ["POST /nodes/pve2/wakeonlan"],
      },
    ],
  },
  {
    tool: "proxmox_node_network_iface",
    cases: [
      {
        args: {
          action: "create",
          ...NODE,
          iface: "vmbr7",
          type: "bridge",
          cidr: "192.0.2.99/24",
          autostart: true,
          bridge_ports: "eno7",
          comment: "test",
          mtu: 9000,
        },
        sends: ["POST /nodes/pve1/network"],
        with: {
          iface: "vmbr7",
          type: "bridge",
          cidr: "192.0.2.99/24",
          comments: "test",
          mtu: 9000,
        },
      },
      {
        args: {
          action: "create",
          ...NODE,
          iface: "bond7",
          type: "bond",
          bond_mode: "active-backup",
          bond_primary: "eno8",
          bond_slaves: "eno8 eno9",
        },
        sends: ["POST /nodes/pve1/network"],
        with: { "bond-primary": "eno8", slaves: "eno8 eno9", bond_mode: "active-backup" },
      },
      {
        args: {
          action: "create",
          ...NODE,
          iface: "bond8",
          type: "bond",
          bond_mode: "802.3ad",
          bond_xmit_hash_policy: "layer3+4",
          bond_slaves: "eno10 eno11",
        },
        sends: ["POST /nodes/pve1/network"],
        with: { bond_xmit_hash_policy: "layer3+4" },
      },
      {
        args: {
          action: "create",
          ...NODE,
          iface: "vlan50",
          type: "vlan",
          "vlan-id": 50,
          "vlan-raw-device": "eno7",
          address: "192.0.2.150",
          netmask: "255.255.255.0",
        },
        sends: ["POST /nodes/pve1/network"],
        with: { "vlan-id": 50, "vlan-raw-device": "eno7", address: "192.0.2.150" },
      },
      {
        args: {
          action: "create",
          ...NODE,
          iface: "vmbr9",
          type: "bridge",
          cidr: "198.51.100.2/24",
          gateway: "198.51.100.1",
        },
        sends: ["POST /nodes/pve1/network"],
        with: { gateway: "198.51.100.1" },
        refusal: { code: "conflict", says: "Default gateway already exists" },
      },
      {
        args: { action: "update", ...NODE, iface: "vmbr7", type: "bridge", mtu: 1500 },
        sends: ["GET /nodes/pve1/network/vmbr7", "PUT /nodes/pve1/network/vmbr7"],
        with: { mtu: 1500, type: "bridge" },
      },
      {
        args: { action: "update", ...NODE, iface: "vmbr7", type: "bridge", delete: "mtu" },
        sends: ["PUT /nodes/pve1/network/vmbr7"],
        with: { delete: "mtu" },
      },
      ...["bond_miimon", "bridge_fd", "bridge_stp", "method", "digest"].map((name) => ({
        args: { action: "create", ...NODE, iface: "vmbr8", type: "bridge", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      {
        args: { action: "apply", ...NODE, revert: true },
        refusal: { code: "arguments", says: "use the action revert" },
      },
      { args: { action: "apply", ...NODE }, sends: ["PUT /nodes/pve1/network"] },
      {
        args: { action: "delete", ...NODE, iface: "vmbr7" },
        sends: ["DELETE /nodes/pve1/network/vmbr7"],
      },
    ],
  },
  {
    tool: "proxmox_node_disk",
    cases: [
      {
        args: {
          action: "list",
          ...NODE,
          include_partitions: true,
          skip_smart: true,
          type: "unused",
        },
        sends: ["GET /nodes/pve1/disks/list"],
        with: { "include-partitions": true, skipsmart: true, type: "unused" },
      },
      {
        args: { action: "smart", ...NODE, disk: "/dev/sda", health_only: true },
        sends: ["GET /nodes/pve1/disks/smart"],
        with: { disk: "/dev/sda", healthonly: true },
      },
      { args: { action: "lvm", ...NODE }, sends: ["GET /nodes/pve1/disks/lvm"] },
      { args: { action: "zfs", ...NODE }, sends: ["GET /nodes/pve1/disks/zfs"] },
      { args: { action: "lvmthin", ...NODE }, sends: ["GET /nodes/pve1/disks/lvmthin"] },
      { args: { action: "directory", ...NODE }, sends: ["GET /nodes/pve1/disks/directory"] },
    ],
  },
  {
    tool: "proxmox_node_disk_admin",
    cases: [
      {
        args: {
          action: "init_gpt",
          ...NODE,
          disk: "/dev/sdb",
          uuid: "12345678-1234-1234-1234-123456789abc",
        },
        sends: ["POST /nodes/pve1/disks/initgpt"],
        with: { disk: "/dev/sdb", uuid: "12345678-1234-1234-1234-123456789abc" },
      },
      {
        args: { action: "wipe", ...NODE, disk: "/dev/sdb" },
        refusal: { code: "login", says: "wipefs" },
      },
    ],
  },
  {
    tool: "proxmox_node_disk_admin",
    login: "password",
    cases: [
      {
        args: { action: "wipe", ...NODE, disk: "/dev/sdb" },
        sends: ["PUT /nodes/pve1/disks/wipedisk"],
        with: { disk: "/dev/sdb" },
      },
    ],
  },
];

function newestTask(data: unknown): Record<string, unknown> {
  return { upid: (data as { upid: string }[])[0]?.upid };
}

/** Any text that ends so. */
function expectText(end: string): unknown {
  return {
    asymmetricMatch: (actual: unknown) => typeof actual === "string" && actual.endsWith(end),
  };
}
