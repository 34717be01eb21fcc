import { defineTool } from "../../src/tools/define.js";
import { setFirewallAlias } from "./firewall-alias.js";
import { changeFirewallGroup, changeFirewallIpset } from "./firewall-rename.js";
import { createRule } from "./firewall-rule.js";

const RULE_ARGUMENTS = [
  "enable",
  "macro",
  "proto",
  "dport",
  "source",
  "dest",
  "comment",
  "moveto",
] as const;

const RULE_WORDS = {
  rule_action: "ACCEPT, DROP or REJECT; for type group the name of the group",
  type: "Direction, or group to insert a security group",
  pos: "Where the rule stands, from 0; create puts it at the top unless given",
  enable: "1 switches the rule on; create leaves it off unless given",
  moveto: "update: new position; nothing else changes then",
} as const;

const TO_ACTION = { rule_action: "action" } as const;

export const clusterFirewallRule = defineTool({
  name: "proxmox_cluster_firewall_rule",
  title: "Firewall rules of the cluster",
  summary:
    "Rules for all nodes, first match wins. Positions shift with every insertion: list before update or delete.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/rules",
    get: "GET /cluster/firewall/rules/{pos}",
    create: {
      endpoint: [
        "POST /cluster/firewall/rules",
        "GET /cluster/firewall/rules",
        "PUT /cluster/firewall/rules/{pos}",
      ],
      rename: TO_ACTION,
      required: ["rule_action", "type"],
      run: createRule("/cluster/firewall/rules"),
    },
    update: { endpoint: "PUT /cluster/firewall/rules/{pos}", rename: TO_ACTION },
    delete: "DELETE /cluster/firewall/rules/{pos}",
  },
  arguments: RULE_ARGUMENTS,
  words: RULE_WORDS,
});

export const clusterFirewallGroupRule = defineTool({
  name: "proxmox_cluster_firewall_group_rule",
  title: "Rules of a security group",
  summary: "Rules of one security group; guests and nodes use it with a rule of type group.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/groups/{group}",
    get: "GET /cluster/firewall/groups/{group}/{pos}",
    create: {
      endpoint: [
        "POST /cluster/firewall/groups/{group}",
        "GET /cluster/firewall/groups/{group}",
        "PUT /cluster/firewall/groups/{group}/{pos}",
      ],
      rename: TO_ACTION,
      required: ["group", "rule_action", "type"],
      run: createRule("/cluster/firewall/groups/{group}"),
    },
    update: { endpoint: "PUT /cluster/firewall/groups/{group}/{pos}", rename: TO_ACTION },
    delete: "DELETE /cluster/firewall/groups/{group}/{pos}",
  },
  arguments: RULE_ARGUMENTS,
  words: RULE_WORDS,
});

export const nodeFirewallRule = defineTool({
  name: "proxmox_node_firewall_rule",
  title: "Firewall rules of a node",
  summary: "Rules for traffic to and from one node itself.",
  toolset: "firewall",
  actions: {
    list: "GET /nodes/{node}/firewall/rules",
    get: "GET /nodes/{node}/firewall/rules/{pos}",
    create: {
      endpoint: [
        "POST /nodes/{node}/firewall/rules",
        "GET /nodes/{node}/firewall/rules",
        "PUT /nodes/{node}/firewall/rules/{pos}",
      ],
      rename: TO_ACTION,
      required: ["node", "rule_action", "type"],
      run: createRule("/nodes/{node}/firewall/rules"),
    },
    update: { endpoint: "PUT /nodes/{node}/firewall/rules/{pos}", rename: TO_ACTION },
    delete: "DELETE /nodes/{node}/firewall/rules/{pos}",
  },
  arguments: RULE_ARGUMENTS,
  words: RULE_WORDS,
});

export const vnetFirewallRule = defineTool({
  name: "proxmox_sdn_vnet_firewall",
  title: "Firewall of a vnet",
  summary: "Options and forward rules of the firewall of one SDN vnet.",
  toolset: "sdn",
  actions: {
    get_options: "GET /cluster/sdn/vnets/{vnet}/firewall/options",
    update_options: "PUT /cluster/sdn/vnets/{vnet}/firewall/options",
    list: "GET /cluster/sdn/vnets/{vnet}/firewall/rules",
    get: "GET /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}",
    create: {
      endpoint: [
        "POST /cluster/sdn/vnets/{vnet}/firewall/rules",
        "GET /cluster/sdn/vnets/{vnet}/firewall/rules",
        "PUT /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}",
      ],
      rename: TO_ACTION,
      required: ["vnet", "rule_action", "type"],
      run: createRule("/cluster/sdn/vnets/{vnet}/firewall/rules"),
    },
    update: { endpoint: "PUT /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}", rename: TO_ACTION },
    delete: "DELETE /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}",
  },
  arguments: ["enable"],
  words: RULE_WORDS,
});

export const clusterFirewallGroup = defineTool({
  name: "proxmox_cluster_firewall_group",
  title: "Security groups",
  summary:
    "Named sets of firewall rules. get lists a group's rules; a group must be empty to be deleted.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/groups",
    get: "GET /cluster/firewall/groups/{group}",
    create: {
      endpoint: "POST /cluster/firewall/groups",
      refused: { rename: "renames with the action update" },
    },
    update: {
      endpoint: ["GET /cluster/firewall/groups", "POST /cluster/firewall/groups"],
      required: ["group"],
      run: changeFirewallGroup,
    },
    delete: "DELETE /cluster/firewall/groups/{group}",
  },
  arguments: ["comment", "rename"],
  words: { rename: "update: the new name", group: "Name of the group" },
  refused: { delete: "a group has a comment only: give an empty one to clear it" },
});

export const clusterFirewall = defineTool({
  name: "proxmox_cluster_firewall",
  title: "Firewall of the cluster",
  summary:
    "Options of the cluster's firewall, the macros that rules may use, and the names that source and dest may hold.",
  toolset: "firewall",
  actions: {
    get_options: "GET /cluster/firewall/options",
    update_options: {
      endpoint: "PUT /cluster/firewall/options",
      refused: { type: "type belongs to list_refs" },
    },
    list_macros: "GET /cluster/firewall/macros",
    list_refs: "GET /cluster/firewall/refs",
  },
  arguments: ["enable", "policy_in", "policy_out", "log_ratelimit", "type"],
});

export const nodeFirewall = defineTool({
  name: "proxmox_node_firewall",
  title: "Firewall of a node",
  summary: "Options of a node's own firewall, and the packets that it logged.",
  toolset: "firewall",
  actions: {
    get_options: "GET /nodes/{node}/firewall/options",
    update_options: "PUT /nodes/{node}/firewall/options",
    log: "GET /nodes/{node}/firewall/log",
  },
  arguments: ["enable"],
});

export const clusterFirewallAlias = defineTool({
  name: "proxmox_cluster_firewall_alias",
  title: "Firewall aliases",
  summary: "Names for addresses and networks, for all firewalls of the cluster.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/aliases",
    get: "GET /cluster/firewall/aliases/{name}",
    create: "POST /cluster/firewall/aliases",
    update: {
      endpoint: ["GET /cluster/firewall/aliases/{name}", "PUT /cluster/firewall/aliases/{name}"],
      required: ["name"],
      run: setFirewallAlias,
    },
    delete: "DELETE /cluster/firewall/aliases/{name}",
  },
  arguments: ["comment", "rename"],
});

export const clusterFirewallIpset = defineTool({
  name: "proxmox_cluster_firewall_ipset",
  title: "Firewall IP sets",
  summary:
    "Sets of addresses and networks, for all firewalls of the cluster; rules name one as +name.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/ipset",
    create: {
      endpoint: "POST /cluster/firewall/ipset",
      refused: { rename: "renames with the action update" },
    },
    update: {
      endpoint: ["GET /cluster/firewall/ipset", "POST /cluster/firewall/ipset"],
      required: ["name"],
      run: changeFirewallIpset,
    },
    delete: "DELETE /cluster/firewall/ipset/{name}",
  },
  arguments: ["comment", "rename", "force"],
  words: { rename: "update: the new name", name: "Name of the set" },
});

export const clusterFirewallIpsetEntry = defineTool({
  name: "proxmox_cluster_firewall_ipset_entry",
  title: "Entries of an IP set",
  summary: "Addresses and networks in one IP set of the cluster.",
  toolset: "firewall",
  actions: {
    list: "GET /cluster/firewall/ipset/{name}",
    get: "GET /cluster/firewall/ipset/{name}/{cidr}",
    create: "POST /cluster/firewall/ipset/{name}",
    update: "PUT /cluster/firewall/ipset/{name}/{cidr}",
    delete: "DELETE /cluster/firewall/ipset/{name}/{cidr}",
  },
  arguments: ["comment", "nomatch"],
});
