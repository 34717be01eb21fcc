import type { Case } from "../names/types.js";

type Call = NonNullable<Case["setup"]>[number];

/** What neither a schema nor `tests/names` tells of an action: arguments, and the ground that they need. */
export interface KnownCall {
  args?: Record<string, unknown>;
  setup?: NonNullable<Case["setup"]>;
  from?: Case["from"];
}

const create = (tool: string, args: Record<string, unknown>): Call => [
  tool,
  { action: "create", ...args },
];

const ZONE = create("proxmox_sdn_zone", { zone: "zone0", type: "simple" });
const VNET = create("proxmox_sdn_vnet", { vnet: "vnet0", zone: "zone0" });
const SUBNET = create("proxmox_sdn_subnet", { vnet: "vnet0", cidr: "192.0.2.0/24" });
const ADDRESS = create("proxmox_sdn_ip", {
  zone: "zone0",
  vnet: "vnet0",
  ip: "192.0.2.10",
  mac: "BC:24:11:00:00:99",
});
const APPLY: Call = ["proxmox_sdn_apply", { action: "apply" }];
const EVPN: Case["setup"] = [
  create("proxmox_sdn_controller", {
    controller: "ev",
    type: "evpn",
    asn: 65000,
    peers: "192.0.2.1",
  }),
  create("proxmox_sdn_zone", {
    zone: "zone0",
    type: "evpn",
    controller: "ev",
    "vrf-vxlan": 10000,
  }),
  create("proxmox_sdn_vnet", { vnet: "vnet0", zone: "zone0", tag: 11 }),
  APPLY,
];
const FABRIC = create("proxmox_sdn_fabric", {
  id: "fab1",
  protocol: "openfabric",
  ip_prefix: "192.0.2.0/24",
});
const FABRIC_NODE: Call = [
  "proxmox_sdn_fabric",
  {
    action: "add_node",
    fabric_id: "fab1",
    node_id: "pve1",
    protocol: "openfabric",
    ip: "192.0.2.1",
  },
];
const MOUNT: Call = [
  "proxmox_lxc_mountpoint",
  { action: "add", vmid: 205, mp: "mp0", storage: "local-lvm", size: "4G" },
];
const BACKUP = create("proxmox_backup", { vmid: 100, storage: "local" });
const newestBackup: Case["from"] = [
  "proxmox_backup",
  { action: "list", storage: "local" },
  (data) => ({ volume: (data as { volid: string }[])[0]?.volid }),
];
const NODE_RULE = create("proxmox_node_firewall", {
  node: "pve1",
  type: "in",
  rule_action: "ACCEPT",
});
const VNET_RULE = create("proxmox_sdn_vnet_firewall", {
  vnet: "vnet0",
  type: "forward",
  rule_action: "ACCEPT",
});
const HA_RULE = create("proxmox_ha_rule", {
  rule: "apart",
  type: "node-affinity",
  resources: "vm:102",
  nodes: "pve1:2",
});
const REALM = create("proxmox_realm", {
  realm: "corp",
  type: "ldap",
  server1: "ldap1.example.test",
  base_dn: "dc=example,dc=test",
  user_attr: "uid",
});
const SYNC = create("proxmox_realm_sync_job", { id: "nightly", realm: "corp", schedule: "daily" });
const GOTIFY = create("proxmox_notification_target", {
  target_type: "gotify",
  name: "push",
  server: "https://gotify.example.test",
  token: "abcdefgh",
});
const PLUGIN: Call = [
  "proxmox_acme_info",
  { action: "create_plugin", id: "example", type: "standalone" },
];
const IPSET: Call = [
  "proxmox_guest_firewall_ipset",
  { action: "create", vmid: 100, name: "example" },
];
const ENTRY: Call = [
  "proxmox_guest_firewall_ipset",
  { action: "add_entry", vmid: 100, name: "example", cidr: "192.0.2.0/24" },
];
const RECOVERY: Call = [
  "proxmox_tfa",
  { action: "add", userid: "operator@pve", type: "recovery", password: "proxmox" },
];
const newest = (data: unknown) => ({ upid: (data as { upid: string }[])[0]?.upid });
const newestTask: Case["from"] = ["proxmox_node_task", { action: "list" }, newest];
const secondFactor: Case["from"] = [
  "proxmox_tfa",
  { action: "user", userid: "operator@pve" },
  (data) => ({ id: (data as { id: string }[])[0]?.id }),
];
const SNAPSHOT: Call = [
  "proxmox_bulk",
  { action: "snapshot", vmids: [100, 200], snapname: "bulk" },
];

/** By tool and action. */
export const KNOWN_CALLS: Readonly<Record<string, KnownCall>> = {
  proxmox_guest_find: { args: { query: "web" } },
  proxmox_guest_exec: { args: { vmid: 100, command: "true" } },
  proxmox_lxc_exec: { args: { vmid: 200, command: "true" } },
  "proxmox_guest_network list": { args: { vmid: 100 } },
  "proxmox_guest_snapshot update": {
    setup: [create("proxmox_guest_snapshot", { vmid: 100, snapname: "clean" })],
    args: { vmid: 100, snapname: "clean", description: "a note" },
  },
  "proxmox_vm_disk destroy": { args: { vmid: 120, disk: "scsi0" } },
  "proxmox_lxc_mountpoint destroy": { setup: [MOUNT], args: { vmid: 205, mp: "mp0" } },
  proxmox_guest_create_from_template: { args: { template: 9000, name: "made" } },
  "proxmox_bulk start": { args: { vmids: [120] } },
  "proxmox_bulk shutdown": { args: { vmids: [100, 200], options: { forceStop: true } } },
  "proxmox_bulk reboot": { args: { vmids: [100, 200] } },
  "proxmox_bulk suspend": { args: { vmids: [100] } },
  "proxmox_bulk resume": { args: { vmids: [100] } },
  "proxmox_bulk snapshot": { args: { vmids: [100, 200], snapname: "bulk" } },
  "proxmox_bulk migrate": { args: { vmids: [100], target: "pve2" } },
  "proxmox_bulk stop": { args: { vmids: [100, 200] } },
  "proxmox_bulk update": { args: { vmids: [100, 200], options: { cores: 3 } } },
  "proxmox_bulk delete_snapshot": {
    setup: [SNAPSHOT],
    args: { vmids: [100, 200], snapname: "bulk" },
  },
  "proxmox_bulk delete": { args: { vmids: [120, 205] } },
  proxmox_console_screenshot: { args: { vmid: 100 } },
  proxmox_console_type: { args: { vmid: 100, text: "a" } },
  proxmox_console_read: { args: { vmid: 200, seconds: 0 } },
  proxmox_console_send: { args: { vmid: 200, text: "a", seconds: 0 } },
  "proxmox_vm_monitor sendkey": { args: { key: "ctrl-alt-delete" } },
  "proxmox_backup config": { setup: [BACKUP], from: newestBackup },
  "proxmox_cluster_backup_job included_volumes": {
    setup: [
      create("proxmox_cluster_backup_job", {
        id: "nightly",
        schedule: "daily",
        storage: "local",
        all: true,
      }),
    ],
    args: { id: "nightly" },
  },
  "proxmox_cluster_config qdevice": { setup: [] },
  "proxmox_cluster_config join_info": { setup: [] },
  "proxmox_cluster_config add_node": { setup: [], args: { node: "pve9" } },
  "proxmox_node_task log": { setup: [BACKUP], from: newestTask },
  "proxmox_node_task wait": { setup: [BACKUP], from: newestTask },
  "proxmox_node_config set": { args: { description: "rack 4" } },
  "proxmox_cluster_config remove_node": {
    setup: [["proxmox_node_power", { action: "shutdown", node: "pve3" }]],
    args: { node: "pve3" },
  },
  "proxmox_apt set_repository": {
    args: { path: "/etc/apt/sources.list.d/pve-no-subscription.sources", index: 0, enabled: false },
  },
  "proxmox_apt add_repository": { args: { handle: "no-subscription" } },
  "proxmox_hardware mdev": { args: { "pci-id-or-mapping": "0000:01:00.0" } },
  "proxmox_mapping update": { args: { description: "a card" } },
  "proxmox_node_disk_admin create": {
    args: { kind: "lvm", device: "/dev/sdb", name: "extra" },
  },
  "proxmox_node_disk_admin delete": {
    setup: [
      create("proxmox_node_disk_admin", {
        node: "pve1",
        kind: "lvm",
        device: "/dev/sdb",
        name: "extra",
      }),
    ],
    args: { kind: "lvm", name: "extra" },
  },
  "proxmox_node_disk zfs_pool": {
    setup: [
      create("proxmox_node_disk_admin", {
        node: "pve1",
        kind: "zfs",
        devices: "/dev/sdb",
        name: "tank",
        raidlevel: "single",
      }),
    ],
    args: { name: "tank" },
  },
  "proxmox_acme_info update_plugin": { setup: [PLUGIN], args: { "validation-delay": 60 } },
  "proxmox_acme_info delete_plugin": { setup: [PLUGIN] },
  "proxmox_storage_content get": { setup: [BACKUP], from: newestBackup },
  "proxmox_storage_content update": {
    setup: [BACKUP],
    from: newestBackup,
    args: { notes: "kept" },
  },
  "proxmox_storage_content download_template": {
    args: { template: "debian-13-standard_13.1-2_amd64.tar.zst" },
  },
  "proxmox_storage_content allocate": {
    args: { storage: "local-lvm", filename: "vm-100-disk-9", vmid: 100, size: "1G" },
  },
  "proxmox_storage_content prune_preview": { args: { "prune-backups": "keep-last=1" } },
  "proxmox_node_firewall create": {
    args: { node: "pve1", type: "in", rule_action: "ACCEPT", enable: 1 },
  },
  "proxmox_node_firewall get": { setup: [NODE_RULE], args: { pos: 0 } },
  "proxmox_node_firewall update": { setup: [NODE_RULE], args: { pos: 0, enable: 1 } },
  "proxmox_node_firewall update_options": { args: { enable: false } },
  "proxmox_node_firewall delete": { setup: [NODE_RULE], args: { pos: 0 } },
  "proxmox_cluster_firewall_ipset update": {
    setup: [create("proxmox_cluster_firewall_ipset", { name: "trusted" })],
    args: { name: "trusted", comment: "x" },
  },
  "proxmox_cluster_firewall_ipset_entry get": {
    setup: [
      create("proxmox_cluster_firewall_ipset", { name: "trusted" }),
      [
        "proxmox_cluster_firewall_ipset_entry",
        { action: "create", name: "trusted", cidr: "192.0.2.0/24" },
      ],
    ],
    args: { name: "trusted", cidr: "192.0.2.0/24" },
  },
  "proxmox_sdn_vnet_firewall create": {
    setup: [ZONE, VNET],
    args: { vnet: "vnet0", type: "forward", rule_action: "ACCEPT" },
  },
  "proxmox_sdn_vnet_firewall get": { setup: [ZONE, VNET, VNET_RULE], args: { pos: 0 } },
  "proxmox_sdn_vnet_firewall update": {
    setup: [ZONE, VNET, VNET_RULE],
    args: { pos: 0, enable: 1 },
  },
  "proxmox_sdn_vnet_firewall delete": { setup: [ZONE, VNET, VNET_RULE], args: { pos: 0 } },
  "proxmox_sdn_vnet_firewall update_options": { setup: [ZONE, VNET], args: { enable: 1 } },
  "proxmox_guest_firewall update_options": { args: { enable: 1 } },
  "proxmox_guest_firewall_alias update": {
    setup: [create("proxmox_guest_firewall_alias", { vmid: 100, name: "gate", cidr: "192.0.2.1" })],
    args: { vmid: 100, name: "gate", cidr: "192.0.2.2" },
  },
  "proxmox_guest_firewall_ipset update_entry": {
    setup: [IPSET, ENTRY],
    args: { name: "example", cidr: "192.0.2.0/24", comment: "x" },
  },
  "proxmox_guest_firewall_ipset remove_entry": { setup: [IPSET, ENTRY] },
  "proxmox_sdn_apply apply": { setup: [ZONE] },
  "proxmox_sdn_apply rollback": { setup: [ZONE] },
  "proxmox_sdn_ip list": { setup: [], args: { ipam: "pve" } },
  "proxmox_sdn_ip create": {
    setup: [ZONE, VNET, SUBNET, APPLY],
    args: { mac: "BC:24:11:00:00:99" },
  },
  "proxmox_sdn_ip update": {
    setup: [ZONE, VNET, SUBNET, APPLY, ADDRESS],
    args: { mac: "BC:24:11:00:00:99" },
  },
  "proxmox_sdn_ip delete": { setup: [ZONE, VNET, SUBNET, APPLY, ADDRESS] },
  "proxmox_sdn_fabric add_node": { setup: [FABRIC], args: FABRIC_NODE[1] },
  "proxmox_sdn_fabric get_node": { setup: [FABRIC, FABRIC_NODE] },
  "proxmox_sdn_fabric update_node": { setup: [FABRIC, FABRIC_NODE], args: { ip: "192.0.2.2" } },
  "proxmox_sdn_fabric remove_node": { setup: [FABRIC, FABRIC_NODE] },
  "proxmox_sdn_status vnets": { setup: [ZONE, VNET, APPLY] },
  "proxmox_sdn_status ip_vrf": { setup: EVPN },
  "proxmox_sdn_status mac_vrf": { setup: EVPN },
  "proxmox_ha_rule get": { setup: [HA_RULE], args: { rule: "apart" } },
  "proxmox_ha_rule create": { args: HA_RULE[1] },
  "proxmox_ha_rule update": {
    setup: [HA_RULE],
    args: { rule: "apart", nodes: "pve2:1" },
  },
  "proxmox_ha_rule delete": { setup: [HA_RULE], args: { rule: "apart" } },
  "proxmox_ceph_config set_flags": { args: { noout: true } },
  "proxmox_ceph_mgr delete": { args: { id: "pve1" } },
  "proxmox_ceph_pool get": {
    setup: [create("proxmox_ceph_pool", { node: "pve1", name: "spare" })],
    args: { name: "spare" },
  },
  "proxmox_user_group get": { args: { groupid: "operators" } },
  "proxmox_tfa add": { args: RECOVERY[1] },
  "proxmox_tfa get": { setup: [RECOVERY], from: secondFactor },
  "proxmox_tfa update": { setup: [RECOVERY], from: secondFactor, args: { description: "paper" } },
  "proxmox_tfa delete": { setup: [RECOVERY], from: secondFactor },
  "proxmox_realm sync": { setup: [REALM], args: { realm: "corp", scope: "both" } },
  "proxmox_realm_sync_job list": { setup: [] },
  "proxmox_realm_sync_job create": { setup: [REALM], args: SYNC[1] },
  "proxmox_realm_sync_job get": { setup: [REALM, SYNC], args: { id: "nightly" } },
  "proxmox_realm_sync_job update": {
    setup: [REALM, SYNC],
    args: { id: "nightly", schedule: "hourly" },
  },
  "proxmox_realm_sync_job delete": { setup: [REALM, SYNC], args: { id: "nightly" } },
  "proxmox_notification_target update": {
    setup: [GOTIFY],
    args: {
      target_type: "gotify",
      name: "push",
      comment: "x",
      server: "https://other.example.test",
    },
  },
};

/** Actions that can't be run twice on the demonstration cluster, and why. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  proxmox_lxc_exec:
    "runs over ssh or a shell's console; tests/exec and tests/tools/shell.test.ts do",
  proxmox_node_exec: "runs over ssh; tests/tools/node-exec.test.ts does",
  "proxmox_cluster_config create": "there is a cluster already",
  "proxmox_cluster_config join": "the nodes are in a cluster already",
  "proxmox_node_task stop": "a task is over before the cluster's state is looked at",
};
