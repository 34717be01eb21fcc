import { defineTool } from "../../../src/tools/define.js";
import { setFirewallAlias } from "./support/firewall-alias.js";
import { changeFirewallGroup, changeFirewallIpset } from "./support/firewall-rename.js";
import {
  createClusterRule,
  createRule,
  listClusterRules,
  onClusterRule,
} from "./support/firewall-rule.js";
import { LISTED_AS, RULE_WORDS, TO_ACTION } from "./support/firewall-rule-words.js";

const RULE_ARGUMENTS = ["enable", "macro", "proto", "dport", "source", "dest", "moveto"] as const;

const NODE_RULES = "/nodes/{node}/firewall/rules";

export const clusterFirewallRule = defineTool({
  name: "proxmox_cluster_firewall_rule",
  title: "Firewall rules of the cluster",
  summary:
    "Rules for all nodes, or with group those of a security group; the first match wins. Positions shift: list before update or delete.",
  toolset: "firewall",
  actions: {
    list: {
      endpoint: ["GET /cluster/firewall/rules", "GET /cluster/firewall/groups/{group}"],
      run: listClusterRules,
    },
    get: {
      endpoint: ["GET /cluster/firewall/rules/{pos}", "GET /cluster/firewall/groups/{group}/{pos}"],
      required: ["pos"],
      run: onClusterRule("GET"),
    },
    create: {
      endpoint: [
        "POST /cluster/firewall/rules",
        "GET /cluster/firewall/rules",
        "PUT /cluster/firewall/rules/{pos}",
        "POST /cluster/firewall/groups/{group}",
        "GET /cluster/firewall/groups/{group}",
        "PUT /cluster/firewall/groups/{group}/{pos}",
      ],
      rename: TO_ACTION,
      required: ["rule_action", "type"],
      run: createClusterRule,
    },
    update: {
      endpoint: ["PUT /cluster/firewall/rules/{pos}", "PUT /cluster/firewall/groups/{group}/{pos}"],
      rename: TO_ACTION,
      required: ["pos"],
      run: onClusterRule("PUT"),
    },
    delete: {
      endpoint: [
        "DELETE /cluster/firewall/rules/{pos}",
        "DELETE /cluster/firewall/groups/{group}/{pos}",
      ],
      required: ["pos"],
      run: onClusterRule("DELETE"),
    },
  },
  arguments: [...RULE_ARGUMENTS, "type"],
  listedAs: LISTED_AS,
  words: { ...RULE_WORDS, group: "The security group whose rules are meant" },
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
  arguments: ["rename"],
  words: { rename: "update: the new name", group: "Name of the group" },
  refused: { delete: "a group has a comment only: give an empty one to clear it" },
});

export const clusterFirewall = defineTool({
  name: "proxmox_cluster_firewall",
  title: "Firewall of the cluster",
  summary:
    "Options of the cluster's firewall, the macros of rules, and the names that source and dest may hold.",
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
  arguments: ["enable", "policy_in", "policy_out", "type"],
  words: {
    enable: "true enables the firewall",
    policy_in: "What no rule matches; default DROP",
    policy_out: "What no rule matches; default ACCEPT",
    type: "list_refs: only this kind",
  },
});

export const nodeFirewall = defineTool({
  name: "proxmox_node_firewall",
  title: "Firewall of a node",
  summary: "Rules for traffic to and from a node itself, its firewall's options and log.",
  toolset: "firewall",
  actions: {
    get_options: "GET /nodes/{node}/firewall/options",
    update_options: "PUT /nodes/{node}/firewall/options",
    log: "GET /nodes/{node}/firewall/log",
    list: `GET ${NODE_RULES}`,
    get: `GET ${NODE_RULES}/{pos}`,
    create: {
      endpoint: [`POST ${NODE_RULES}`, `GET ${NODE_RULES}`, `PUT ${NODE_RULES}/{pos}`],
      rename: TO_ACTION,
      required: ["node", "rule_action", "type"],
      run: createRule(NODE_RULES),
    },
    update: { endpoint: `PUT ${NODE_RULES}/{pos}`, rename: TO_ACTION },
    delete: `DELETE ${NODE_RULES}/{pos}`,
  },
  arguments: ["enable", "macro", "proto", "dport", "source"],
  listedAs: LISTED_AS,
  words: { ...RULE_WORDS, enable: "On or off; a new rule is off by default" },
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
  arguments: ["rename"],
  words: { rename: "update: the new name", name: "Name of the alias", cidr: "Address or network" },
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
  arguments: ["rename", "force"],
  words: {
    rename: "update: the new name",
    name: "Name of the IP set",
    force: "delete: with its entries",
  },
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
  arguments: ["nomatch"],
  words: {
    cidr: "Address, network or alias",
    nomatch: "true excludes this address from the set",
    name: "Name of the IP set",
  },
});
