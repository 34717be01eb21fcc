import type { Look, NamedTool } from "./types.js";

const RULES = "/cluster/firewall/rules";

export const firewall: NamedTool[] = [
  {
    tool: "proxmox_cluster_firewall_rule",
    cases: [
      {
        args: {
          action: "create",
          type: "in",
          rule_action: "ACCEPT",
          proto: "tcp",
          dport: "22",
          sport: "1024:65535",
          source: "192.0.2.0/24",
          dest: "192.0.2.10",
          iface: "vmbr0",
          log: "info",
          comment: "ssh",
          enable: 1,
        },
        after: [{ path: RULES, shows: { pos: 0, action: "ACCEPT", dport: "22", enable: 1 } }],
      },
      {
        args: { action: "create", type: "out", rule_action: "DROP", macro: "SMTP", pos: 1 },
        answers: { pos: 1 },
        after: [{ path: RULES, shows: { pos: 1, macro: "SMTP", enable: 0 } }],
      },
      {
        args: { action: "list" },
        answers: [
          { pos: 0, dport: "22" },
          { pos: 1, macro: "SMTP" },
        ],
      },
      { args: { action: "get", pos: 1 }, answers: { macro: "SMTP" } },
      {
        args: { action: "update", pos: 0, rule_action: "REJECT", delete: "log" },
        after: [{ path: RULES, shows: { pos: 0, action: "REJECT" } }],
      },
      {
        args: { action: "update", pos: 0, moveto: 2 },
        after: [{ path: RULES, shows: { pos: 1, action: "REJECT" } }],
      },
      {
        args: { action: "delete", pos: 0, digest: "0".repeat(40) },
        sends: [`DELETE ${RULES}/0`],
        refusal: { code: "conflict", says: "" },
      },
      {
        args: { action: "delete", pos: 0 },
        after: [{ path: RULES, lacks: { macro: "SMTP" } }],
      },
    ],
  },
  {
    tool: "proxmox_cluster_firewall_group",
    cases: [
      {
        args: { action: "create", group: "web", comment: "http and https" },
        after: [{ path: "/cluster/firewall/groups", shows: { group: "web" } }],
      },
      { args: { action: "list" }, answers: [{ group: "web" }] },
      { args: { action: "get", group: "web" }, sends: ["GET /cluster/firewall/groups/web"] },
      {
        args: { action: "update", group: "web", rename: "www" },
        after: [
          { path: "/cluster/firewall/groups", shows: { group: "www", comment: "http and https" } },
          { path: "/cluster/firewall/groups", lacks: { group: "web" } },
        ],
      },
      {
        args: { action: "update", group: "www", comment: "web", digest: "0".repeat(40) },
        with: { group: "www", rename: "www", comment: "web", digest: "0".repeat(40) },
        sends: ["POST /cluster/firewall/groups"],
      },
      {
        args: { action: "update", group: "www", delete: "comment" },
        refusal: { code: "arguments", says: "empty" },
      },
      {
        args: { action: "delete", group: "www" },
        after: [{ path: "/cluster/firewall/groups", lacks: { group: "www" } }],
      },
    ],
  },
  {
    tool: "proxmox_cluster_firewall",
    cases: [
      { args: { action: "get_options" }, sends: ["GET /cluster/firewall/options"] },
      {
        args: {
          action: "update_options",
          enable: 1,
          policy_in: "DROP",
          policy_out: "ACCEPT",
          log_ratelimit: "enable=1,rate=5/second",
        },
        after: [{ path: "/cluster/firewall/options", shows: { enable: 1, policy_in: "DROP" } }],
      },
      { args: { action: "list_macros" }, sends: ["GET /cluster/firewall/macros"] },
      {
        args: { action: "list_refs", type: "alias" },
        sends: ["GET /cluster/firewall/refs"],
        with: { type: "alias" },
      },
    ],
  },
  {
    tool: "proxmox_cluster_firewall_alias",
    cases: [
      {
        args: { action: "create", name: "office", cidr: "192.0.2.0/24", comment: "the office" },
        after: [{ path: "/cluster/firewall/aliases", shows: { name: "office" } }],
      },
      { args: { action: "list" }, answers: [{ name: "office", cidr: "192.0.2.0/24" }] },
      { args: { action: "get", name: "office" }, answers: { cidr: "192.0.2.0/24" } },
      {
        args: { action: "update", name: "office", rename: "home" },
        after: [
          {
            path: "/cluster/firewall/aliases",
            shows: { name: "home", cidr: "192.0.2.0/24", comment: "the office" },
          },
        ],
      },
      {
        args: { action: "delete", name: "home" },
        after: [{ path: "/cluster/firewall/aliases", lacks: { name: "home" } }],
      },
    ],
  },
  {
    tool: "proxmox_cluster_firewall_ipset",
    cases: [
      {
        args: { action: "create", name: "admins", comment: "who may log in" },
        after: [{ path: "/cluster/firewall/ipset", shows: { name: "admins" } }],
      },
      { args: { action: "list" }, answers: [{ name: "admins" }] },
      {
        args: { action: "delete", name: "admins" },
        after: [{ path: "/cluster/firewall/ipset", lacks: { name: "admins" } }],
      },
    ],
  },
  {
    tool: "proxmox_cluster_firewall_ipset_entry",
    cases: [
      {
        setup: [["proxmox_cluster_firewall_ipset", { action: "create", name: "admins" }]],
        args: {
          action: "create",
          name: "admins",
          cidr: "192.0.2.0/28",
          comment: "desk",
          nomatch: true,
        },
        after: [entries({ cidr: "192.0.2.0/28", comment: "desk" })],
      },
      { args: { action: "list", name: "admins" }, answers: [{ cidr: "192.0.2.0/28" }] },
      {
        args: { action: "update", name: "admins", cidr: "192.0.2.0/28", comment: "room" },
        sends: ["PUT /cluster/firewall/ipset/admins/192.0.2.0/28"],
        after: [entries({ cidr: "192.0.2.0/28", comment: "room" })],
      },
      {
        args: { action: "delete", name: "admins", cidr: "192.0.2.0/28" },
        after: [
          {
            path: "/cluster/firewall/ipset/{name}",
            parameters: { name: "admins" },
            lacks: { cidr: "192.0.2.0/28" },
          },
        ],
      },
    ],
  },
];

function entries(shows: object): Look {
  return { path: "/cluster/firewall/ipset/{name}", parameters: { name: "admins" }, shows };
}
