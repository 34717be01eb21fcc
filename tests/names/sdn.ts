import type { NamedTool } from "./types.js";

const PENDING = { pending: true };
const ZONE = ["proxmox_sdn_zone", { action: "create", zone: "lan", type: "simple" }] as const;
const VNET = ["proxmox_sdn_vnet", { action: "create", vnet: "v100", zone: "lan" }] as const;

export const sdn: NamedTool[] = [
  {
    tool: "proxmox_sdn_zone",
    cases: [
      {
        args: {
          action: "create",
          zone: "qq",
          type: "qinq",
          bridge: "vmbr0",
          tag: 20,
          mtu: 1450,
          nodes: "pve1,pve2",
          ipam: "pve",
        },
        after: [{ path: "/cluster/sdn/zones", parameters: PENDING, shows: { zone: "qq" } }],
      },
      { args: { action: "list", pending: true }, answers: [{ zone: "qq" }] },
      { args: { action: "get", zone: "qq", pending: true }, answers: { zone: "qq", type: "qinq" } },
      {
        args: { action: "update", zone: "qq", delete: "nodes" },
        sends: ["PUT /cluster/sdn/zones/qq"],
        with: { delete: "nodes" },
      },
      {
        args: { action: "update", zone: "qq", vxlan: 4000 },
        sends: ["PUT /cluster/sdn/zones/qq"],
        with: { "vrf-vxlan": 4000 },
      },
      {
        args: { action: "update", zone: "qq", mtu: 1400, digest: "0".repeat(40) },
        sends: ["PUT /cluster/sdn/zones/qq"],
        with: { digest: "0".repeat(40) },
      },
      {
        args: { action: "update", zone: "qq", comment: "x" },
        refusal: { code: "arguments", says: "a zone has no comment" },
      },
      { args: { action: "delete", zone: "qq" }, sends: ["DELETE /cluster/sdn/zones/qq"] },
    ],
  },
  {
    tool: "proxmox_sdn_vnet",
    cases: [
      {
        setup: [
          ["proxmox_sdn_zone", { action: "create", zone: "vl", type: "vlan", bridge: "vmbr0" }],
        ],
        args: {
          action: "create",
          vnet: "v20",
          zone: "vl",
          tag: 20,
          alias: "servers",
          type: "vnet",
        },
        after: [{ path: "/cluster/sdn/vnets", parameters: PENDING, shows: { vnet: "v20" } }],
      },
      { args: { action: "list", pending: true }, answers: [{ vnet: "v20" }] },
      { args: { action: "get", vnet: "v20", pending: true }, answers: { vnet: "v20" } },
      {
        args: { action: "update", vnet: "v20", vlan: 21 },
        sends: ["PUT /cluster/sdn/vnets/v20"],
        with: { tag: 21 },
      },
      {
        args: { action: "update", vnet: "v20", vxlan: 22, delete: "alias" },
        sends: ["PUT /cluster/sdn/vnets/v20"],
        with: { tag: 22, delete: "alias" },
      },
      {
        args: { action: "update", vnet: "v20", tag: 23, digest: "0".repeat(40) },
        sends: ["PUT /cluster/sdn/vnets/v20"],
        with: { digest: "0".repeat(40) },
      },
      ...["comment", "ipam", "mac", "mtu"].map((name) => ({
        args: { action: "update", vnet: "v20", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      { args: { action: "delete", vnet: "v20" }, sends: ["DELETE /cluster/sdn/vnets/v20"] },
    ],
  },
  {
    tool: "proxmox_sdn_controller",
    cases: [
      {
        args: { action: "create", controller: "evpn1", type: "evpn", asn: 65000, ip: "192.0.2.11" },
        sends: ["POST /cluster/sdn/controllers"],
        with: { peers: "192.0.2.11" },
        after: [
          { path: "/cluster/sdn/controllers", parameters: PENDING, shows: { controller: "evpn1" } },
        ],
      },
      { args: { action: "list", pending: true }, answers: [{ controller: "evpn1" }] },
      {
        args: { action: "get", controller: "evpn1", pending: true },
        answers: { controller: "evpn1" },
      },
      {
        args: { action: "update", controller: "evpn1", asn: 65001 },
        sends: ["PUT /cluster/sdn/controllers/evpn1"],
        with: { asn: 65001 },
      },
      {
        args: { action: "update", controller: "evpn1", asn: 65002, digest: "0".repeat(40) },
        sends: ["PUT /cluster/sdn/controllers/evpn1"],
        with: { digest: "0".repeat(40) },
      },
      {
        args: { action: "update", controller: "evpn1", delete: "asn" },
        sends: ["PUT /cluster/sdn/controllers/evpn1"],
        with: { delete: "asn" },
      },
      ...["comment", "port", "secret", "token", "zone"].map((name) => ({
        args: { action: "update", controller: "evpn1", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      {
        args: { action: "delete", controller: "evpn1" },
        sends: ["DELETE /cluster/sdn/controllers/evpn1"],
      },
    ],
  },
  {
    tool: "proxmox_sdn_subnet",
    cases: [
      {
        setup: [[...ZONE], [...VNET]],
        args: {
          action: "create",
          vnet: "v100",
          cidr: "10.1.0.0/24",
          gateway: "10.1.0.1",
          snat: true,
          dns: "10.1.0.1",
        },
        sends: ["POST /cluster/sdn/vnets/v100/subnets"],
        with: { subnet: "10.1.0.0/24", type: "subnet", "dhcp-dns-server": "10.1.0.1" },
      },
      {
        args: { action: "list", pending: true },
        sends: ["GET /cluster/sdn/vnets", "GET /cluster/sdn/vnets/v100/subnets"],
        answers: [{ vnet: "v100" }],
      },
      { args: { action: "get", subnet: "10.1.0.0/24" }, answers: { vnet: "v100" } },
      { args: { action: "get", subnet: "lan-10.1.0.0-24" }, answers: { vnet: "v100" } },
      {
        args: {
          action: "update",
          subnet: "10.1.0.0/24",
          dhcp: "start-address=10.1.0.10,end-address=10.1.0.99",
          delete: "dhcp-dns-server",
        },
        sends: ["PUT /cluster/sdn/vnets/v100/subnets/lan-10.1.0.0-24"],
        with: { delete: "dhcp-dns-server" },
      },
      {
        args: { action: "update", subnet: "10.1.0.0/24", snat: false, digest: "0".repeat(40) },
        sends: ["PUT /cluster/sdn/vnets/v100/subnets/lan-10.1.0.0-24"],
        with: { digest: "0".repeat(40) },
      },
      ...["comment", "ipam", "mtu"].map((name) => ({
        args: { action: "update", subnet: "10.1.0.0/24", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      {
        args: { action: "get", subnet: "10.9.0.0/24" },
        refusal: { code: "refused", says: "10.1.0.0/24" },
      },
      {
        args: { action: "delete", vnet: "v100", subnet: "lan-10.1.0.0-24" },
        sends: ["DELETE /cluster/sdn/vnets/v100/subnets/lan-10.1.0.0-24"],
      },
    ],
  },
];
