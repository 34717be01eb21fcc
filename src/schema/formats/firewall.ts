import { IP, IPV4, IPV6 } from "./addresses.js";
import { byPattern, type Formats } from "./format.js";

const ALIAS = "(?:dc/|guest/)?[A-Za-z][A-Za-z0-9\\-_]+";

/** The kernel's connection-tracking helpers that Proxmox knows ports for. */
const HELPERS = ["amanda", "ftp", "irc", "netbios-ns", "pptp", "sane", "sip", "snmp", "tftp"];

/** Names of ICMP and ICMPv6 types, as iptables and ip6tables spell them. */
const ICMP_TYPES = [
  "address-mask-reply",
  "address-mask-request",
  "address-unreachable",
  "any",
  "bad-header",
  "beyond-scope",
  "communication-prohibited",
  "destination-unreachable",
  "echo-reply",
  "echo-request",
  "failed-policy",
  "fragmentation-needed",
  "host-precedence-violation",
  "host-prohibited",
  "host-redirect",
  "host-unknown",
  "host-unreachable",
  "ip-header-bad",
  "neighbor-advertisement",
  "neighbor-solicitation",
  "neighbour-advertisement",
  "neighbour-solicitation",
  "network-prohibited",
  "network-redirect",
  "network-unknown",
  "network-unreachable",
  "no-route",
  "packet-too-big",
  "parameter-problem",
  "port-unreachable",
  "precedence-cutoff",
  "protocol-unreachable",
  "redirect",
  "reject-route",
  "required-option-missing",
  "router-advertisement",
  "router-solicitation",
  "source-quench",
  "source-route-failed",
  "time-exceeded",
  "timestamp-reply",
  "timestamp-request",
  "ttl-zero-during-reassembly",
  "ttl-zero-during-transit",
  "unknown-header-type",
  "unknown-option",
];

/** Firewall rules, aliases and IP sets. */
export const FIREWALL: Formats = {
  IPorCIDR: byPattern(
    `${IP}|${IPV4}/0*(?:3[0-2]|[12]?[0-9])|${IPV6}/0*(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])`,
    "value does not look like a valid IP address or CIDR network",
    "an IP address or network",
    "192.0.2.0/24",
  ),
  IPorCIDRorAlias: byPattern(
    `${ALIAS}|${IP}|${IPV4}/0*(?:3[0-2]|[12]?[0-9])|${IPV6}/0*(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])`,
    "value does not look like a valid IP address or CIDR network",
    "an IP address, a network or an alias",
    "192.0.2.0/24",
  ),
  "pve-fw-addr-spec": {
    check: checkAddresses,
    allowed: "addresses, networks or one range of one IP family; an alias; or +ipset",
    example: "192.0.2.0/24",
  },
  "pve-fw-sport-spec": {
    check: (value) => checkPorts(value, false),
    allowed: "ports, first:last ranges and service names, at most 15 numbers",
    example: "1024:65535",
  },
  "pve-fw-dport-spec": {
    check: (value) => checkPorts(value, true),
    allowed: "ports, first:last ranges and service names, at most 15 numbers",
    example: "80,443",
  },
  // the node's /etc/protocols decides; an empty value means none
  "pve-fw-protocol-spec": byPattern(
    "[A-Za-z][A-Za-z0-9.+\\-]*|[0-9]{1,3}|",
    (value) => `unknown protocol '${value}'`,
    "a protocol's name or number",
    "tcp",
  ),
  "pve-fw-icmp-type-spec": byPattern(
    `${ICMP_TYPES.join("|")}|`,
    (value) => `invalid icmp-type value '${value}'`,
    "the name of an ICMP type such as echo-request",
    "echo-request",
  ),
  "pve-fw-conntrack-helper": {
    check: (value) => {
      const helpers = value.split(",");
      if (helpers.at(-1) === "") return "extraneous commas in list";
      const unknown = helpers.find((helper) => !HELPERS.includes(helper));
      return unknown === undefined ? undefined : `unknown helper ${unknown}`;
    },
    allowed: `a list of ${HELPERS.join(", ")}`,
    example: "ftp,tftp",
  },
};

const SET = /^\+\S+$/;
const ALIAS_NAME = new RegExp(`^${ALIAS}$`);
const NETWORK4 = new RegExp(`^(${IPV4})(?:/(\\d{1,2}))?$`);
const NETWORK6 = new RegExp(`^(${IPV6})(?:/(\\d{1,3}))?$`);

function checkAddresses(value: string): string | undefined {
  if (SET.test(value)) return value.length > 65 ? "ipset name too long" : undefined;
  if (ALIAS_NAME.test(value)) return value.length > 64 ? "alias name too long" : undefined;
  const elements = value.split(",");
  if (elements.at(-1) === "") return "extraneous commas in list";
  const families = new Set<number>();
  for (const element of elements) {
    const family = familyOfAddress(element);
    if (family === undefined) {
      return `invalid IP address: Cannot determine IP version for ${element}`;
    }
    families.add(family);
    if (families.size > 1) {
      return `detected mixed ipv4/ipv6 addresses in address list '${value}'`;
    }
  }
  return elements.length > 1 && value.includes("-") ? "you can't use a range in a list" : undefined;
}

/** 4 or 6 for an address, a network without host bits, or a range that runs upwards. */
function familyOfAddress(text: string): 4 | 6 | undefined {
  const [first, last, ...more] = text.split("-");
  if (first === undefined || more.length > 0) return undefined;
  if (last !== undefined) {
    const [from, to] = [first.trim(), last.trim()];
    if (NETWORK4.test(from) && NETWORK4.test(to)) return bits4(from) <= bits4(to) ? 4 : undefined;
    return NETWORK6.test(from) && NETWORK6.test(to) ? 6 : undefined;
  }
  const match4 = NETWORK4.exec(first);
  if (match4) {
    const prefix = Number(match4[2] ?? 32);
    const hostBits = bits4(match4[1] as string) % 2 ** (32 - prefix);
    return prefix <= 32 && hostBits === 0 ? 4 : undefined;
  }
  const match6 = NETWORK6.exec(first);
  return match6 && Number(match6[2] ?? 128) <= 128 ? 6 : undefined;
}

function bits4(address: string): number {
  return address.split(".").reduce((bits, octet) => bits * 256 + Number(octet), 0);
}

function checkPorts(value: string, isDestination: boolean): string | undefined {
  const items = value.split(",");
  if (items.at(-1) === "") return "extraneous commas in list";
  let numbers = 0;
  let icmp = false;
  for (const item of items) {
    const match = /^(\d+)(?::(\d+))?$/.exec(item);
    if (!match) {
      if (isDestination && ICMP_TYPES.includes(item)) icmp = true;
      // the node's /etc/services decides what a name stands for
      else if (!/^[0-9.+_-]*[A-Za-z][A-Za-z0-9.+_-]*$/.test(item)) {
        return `invalid port '${item}'`;
      }
      continue;
    }
    const ports = match.slice(1).filter((port) => port !== undefined);
    const tooHigh = ports.find((port) => Number(port) > 65535);
    if (tooHigh !== undefined) return `invalid port '${tooHigh}'`;
    const [low, high] = ports;
    if (high !== undefined && Number(low) > Number(high)) {
      return `backwards range '${low}:${high}' not allowed, did you mean '${high}:${low}'?`;
    }
    numbers += ports.length;
  }
  if (icmp && numbers > 0) return "ICMP ports not allowed in port range";
  return numbers > 15 ? "too many entries in port list (> 15 numbers)" : undefined;
}
