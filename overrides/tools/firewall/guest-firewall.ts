import { defineTool } from "../../../src/tools/define.js";
import { setGuestAlias } from "./support/guest-firewall-alias.js";
import { createGuestRule } from "./support/guest-firewall-rule.js";

const TO_RULE = { rule_action: "action", rule_type: "type" } as const;

export const guestFirewallRule = defineTool({
  name: "proxmox_guest_firewall_rule",
  title: "Firewall rules of a guest",
  summary:
    "Rules of one guest; the first match wins, and positions shift with each change. They work only with the firewall on in cluster, guest and interface.",
  toolset: "firewall",
  core: true,
  actions: {
    list: "GET /nodes/{node}/{kind}/{vmid}/firewall/rules",
    get: "GET /nodes/{node}/{kind}/{vmid}/firewall/rules/{pos}",
    create: {
      endpoint: [
        "POST /nodes/{node}/{kind}/{vmid}/firewall/rules",
        "GET /nodes/{node}/{kind}/{vmid}/firewall/rules",
        "PUT /nodes/{node}/{kind}/{vmid}/firewall/rules/{pos}",
      ],
      rename: TO_RULE,
      required: ["rule_action", "rule_type"],
      run: createGuestRule,
    },
    update: { endpoint: "PUT /nodes/{node}/{kind}/{vmid}/firewall/rules/{pos}", rename: TO_RULE },
    delete: "DELETE /nodes/{node}/{kind}/{vmid}/firewall/rules/{pos}",
  },
  arguments: ["enable", "macro", "proto", "dport", "source", "dest", "comment", "moveto"],
  words: {
    rule_action: "ACCEPT, DROP, REJECT, or a group's name",
    rule_type: "Direction, or group",
    pos: "Position from 0; create: default the top",
    enable: "Switches it on; create: default off",
    moveto: "update: new position; nothing else changes then",
    source: "IP, CIDR, range, alias, +ipset",
    dest: "Destination, as source",
    dport: "Port, range 80:85 or list; needs proto",
    macro: "Protocol and port by name: SSH, HTTPS …",
    proto: "tcp, udp, icmp …",
  },
});

export const guestFirewall = defineTool({
  name: "proxmox_guest_firewall",
  title: "Firewall of a guest",
  summary:
    "Options of a guest's firewall, names that its rules may use (refs), and packets it logged.",
  toolset: "firewall",
  actions: {
    get_options: "GET /nodes/{node}/{kind}/{vmid}/firewall/options",
    update_options: "PUT /nodes/{node}/{kind}/{vmid}/firewall/options",
    list_refs: "GET /nodes/{node}/{kind}/{vmid}/firewall/refs",
    log: "GET /nodes/{node}/{kind}/{vmid}/firewall/log",
  },
  arguments: ["enable", "policy_in", "policy_out"],
  words: {
    enable: "true turns the guest's firewall on; needs the cluster's on and firewall=1 at netN",
  },
});

export const guestFirewallAlias = defineTool({
  name: "proxmox_guest_firewall_alias",
  title: "Firewall aliases of a guest",
  summary: "Names for addresses and networks in one guest's rules.",
  toolset: "firewall",
  actions: {
    list: "GET /nodes/{node}/{kind}/{vmid}/firewall/aliases",
    create: "POST /nodes/{node}/{kind}/{vmid}/firewall/aliases",
    update: {
      endpoint: [
        "GET /nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}",
        "PUT /nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}",
      ],
      required: ["name"],
      run: setGuestAlias,
    },
    delete: "DELETE /nodes/{node}/{kind}/{vmid}/firewall/aliases/{name}",
  },
  arguments: ["comment", "rename"],
});

export const guestFirewallIpset = defineTool({
  name: "proxmox_guest_firewall_ipset",
  title: "Firewall IP sets of a guest",
  summary: "IP sets of one guest's firewall (rules name them as +name) and their entries.",
  toolset: "firewall",
  actions: {
    list: "GET /nodes/{node}/{kind}/{vmid}/firewall/ipset",
    create: "POST /nodes/{node}/{kind}/{vmid}/firewall/ipset",
    delete: "DELETE /nodes/{node}/{kind}/{vmid}/firewall/ipset/{name}",
    entries: "GET /nodes/{node}/{kind}/{vmid}/firewall/ipset/{name}",
    add_entry: "POST /nodes/{node}/{kind}/{vmid}/firewall/ipset/{name}",
    update_entry: "PUT /nodes/{node}/{kind}/{vmid}/firewall/ipset/{name}/{cidr}",
    remove_entry: "DELETE /nodes/{node}/{kind}/{vmid}/firewall/ipset/{name}/{cidr}",
  },
  arguments: ["comment", "nomatch", "force"],
});
