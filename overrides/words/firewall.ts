import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/firewall": "List the sections of the cluster firewall",

    "GET /cluster/firewall/aliases": "List cluster-wide aliases (names for addresses)",
    "POST /cluster/firewall/aliases": "Create a cluster-wide alias",
    "GET /cluster/firewall/aliases/{name}": "Get a cluster-wide alias",
    "PUT /cluster/firewall/aliases/{name}":
      "Change or rename a cluster-wide alias; rules that use the old name then fail",
    "DELETE /cluster/firewall/aliases/{name}":
      "Delete a cluster-wide alias; rules that use it stop matching",

    "GET /cluster/firewall/groups": "List security groups (named sets of rules)",
    "POST /cluster/firewall/groups": "Create an empty security group, or rename one with rename",
    "GET /cluster/firewall/groups/{group}": "List a security group's rules in order",
    "POST /cluster/firewall/groups/{group}":
      "Add a rule to a security group; it lands at position 0",
    "DELETE /cluster/firewall/groups/{group}": "Delete a security group; it must have no rules",
    "GET /cluster/firewall/groups/{group}/{pos}": "Get one rule of a security group",
    "PUT /cluster/firewall/groups/{group}/{pos}": "Change or move a rule of a security group",
    "DELETE /cluster/firewall/groups/{group}/{pos}":
      "Delete a rule of a security group; later ones move up",

    "GET /cluster/firewall/ipset": "List cluster-wide IP sets",
    "POST /cluster/firewall/ipset":
      "Create an empty cluster-wide IP set, or rename one with rename",
    "GET /cluster/firewall/ipset/{name}": "List the addresses in a cluster-wide IP set",
    "POST /cluster/firewall/ipset/{name}": "Add an address or network to a cluster-wide IP set",
    "DELETE /cluster/firewall/ipset/{name}":
      "Delete a cluster-wide IP set; with force a filled one",
    "GET /cluster/firewall/ipset/{name}/{cidr}": "Get one entry of a cluster-wide IP set",
    "PUT /cluster/firewall/ipset/{name}/{cidr}":
      "Change comment or nomatch of an entry in a cluster-wide IP set",
    "DELETE /cluster/firewall/ipset/{name}/{cidr}": "Remove an entry from a cluster-wide IP set",

    "GET /cluster/firewall/macros": "List predefined macros such as SSH or HTTPS",
    "GET /cluster/firewall/options":
      "Get cluster firewall options: on or off, default policies, log limit",
    "PUT /cluster/firewall/options":
      "Change cluster firewall options. Once enabled, 8006 and 22 are open only to the nodes' own subnet, unless a rule allows more",
    "GET /cluster/firewall/refs": "List aliases and IP sets that source and dest may name",
    "GET /cluster/firewall/rules": "List cluster-wide rules in order; they guard all nodes",
    "POST /cluster/firewall/rules": "Add a cluster-wide rule; it lands at position 0",
    "GET /cluster/firewall/rules/{pos}": "Get one cluster-wide rule",
    "PUT /cluster/firewall/rules/{pos}": "Change or move a cluster-wide rule",
    "DELETE /cluster/firewall/rules/{pos}": "Delete a cluster-wide rule; later ones move up",
  },
  parameters: {
    "/cluster/firewall": {
      ebtables: "Filter layer-2 traffic of guests too; default 1",
      group: "Security group name",
      type: "in, out or forward traffic; group inserts the security group named by action",
    },
    "/cluster/firewall/aliases": {
      cidr: "Address or network the alias stands for, such as 10.0.0.0/8",
      name: "Alias name",
      rename: "New name of the alias",
    },
    "/cluster/firewall/ipset": {
      name: "IP set name",
      rename: "Present name of a set to rename to name; equal to name changes the comment only",
    },
    "DELETE /cluster/firewall/ipset/{name}": {
      force: "1 deletes the set with all its entries; absent refuses a filled one",
    },
    "POST /cluster/firewall/groups": {
      rename: "Present name of a group to rename to group; equal to group changes the comment only",
    },
    "PUT /cluster/firewall/options": {
      enable: "1 switches the firewall on for the whole cluster; default 0, nothing filters",
      log_ratelimit: "Limits how fast packets are logged",
      "log_ratelimit.burst": "Packets logged at once before the rate applies; default 5",
      "log_ratelimit.enable": "Switch the log limit on; default 1",
      "log_ratelimit.rate": "Sustained rate, such as 1/second (default) or 10/minute",
    },
    "GET /cluster/firewall/refs": {
      type: "Only this kind: alias or ipset; absent lists both",
    },
  },
} satisfies Words;
