import { byPattern, byTest, type Formats } from "./format.js";

const OCTET = "(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])";
export const IPV4 = `(?:(?:${OCTET}\\.){3}${OCTET})`;
export const IPV6 = ipv6();
export const IP = `(?:${IPV4}|${IPV6})`;

/** Every place where `::` may stand, as RFC 3986 lists them. */
function ipv6(): string {
  const group = "[0-9a-fA-F]{1,4}";
  const tail = `(?:${group}:${group}|${IPV4})`;
  const upTo = (count: number) => `(?:(?:${group}:){0,${count}}${group})?::`;
  const forms = [
    `(?:${group}:){6}${tail}`,
    `::(?:${group}:){5}${tail}`,
    ...[0, 1, 2, 3, 4].map((before) => `${upTo(before)}(?:${group}:){${4 - before}}${tail}`),
    `${upTo(5)}${group}`,
    upTo(6),
  ];
  return `(?:${forms.join("|")})`;
}

/** Proxmox refuses prefixes of 7 bits and fewer in both families. */
export const CIDR4 = `${IPV4}/0*(?:[89]|[12][0-9]|3[0-2])`;
export const CIDR6 = `${IPV6}/0*(?:[89]|[1-9][0-9]|1[01][0-9]|12[0-8])`;

const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?";
export const DNS_NAME = `${LABEL}(?:\\.${LABEL})*`;

const DOMAIN_LABEL = "[a-zA-Z0-9][a-zA-Z0-9_\\-]*";
const ALIAS_LABEL = "[a-zA-Z0-9_][a-zA-Z0-9_\\-]*";

const HOST = "[A-Za-z0-9.\\-]+";

/** Netmasks from 0.0.0.0 to 255.255.255.255: ones, then zeros. */
const NETMASKS = Array.from({ length: 33 }, (_, bits) =>
  [0, 8, 16, 24].map((start) => 256 - 2 ** (8 - Math.min(Math.max(bits - start, 0), 8))).join("."),
);

/** IP addresses, networks and host names. */
export const ADDRESSES: Formats = {
  ipv4: byPattern(
    IPV4,
    "value does not look like a valid IPv4 address",
    "an IPv4 address",
    "192.0.2.10",
  ),
  ipv6: byPattern(
    IPV6,
    "value does not look like a valid IPv6 address",
    "an IPv6 address",
    "2001:db8::10",
  ),
  ip: byPattern(IP, "value does not look like a valid IP address", "an IP address", "192.0.2.10"),
  ipv4mask: byPattern(
    NETMASKS.map((mask) => mask.replaceAll(".", "\\.")).join("|"),
    "value does not look like a valid IP netmask",
    "an IPv4 netmask such as 255.255.255.0",
    "255.255.255.0",
  ),
  CIDRv4: byPattern(
    CIDR4,
    "value does not look like a valid IPv4 CIDR network",
    "an IPv4 address with a prefix of 8 to 32",
    "192.0.2.0/24",
  ),
  CIDRv6: byPattern(
    CIDR6,
    "value does not look like a valid IPv6 CIDR network",
    "an IPv6 address with a prefix of 8 to 128",
    "2001:db8::/64",
  ),
  CIDR: byPattern(
    `${CIDR4}|${CIDR6}`,
    "value does not look like a valid CIDR network",
    "an IP address with a prefix",
    "192.0.2.0/24",
  ),
  // unlike CIDR, it takes the networks of everything too, such as 0.0.0.0/0
  FullRangeCIDR: byPattern(
    `${IPV4}/0*(?:[0-9]|[12][0-9]|3[0-2])|${IPV6}/0*(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])`,
    "value does not look like a valid CIDR network",
    "an IP address with a prefix, which may be 0",
    "0.0.0.0/0",
  ),
  "pve-ipv4-config": byPattern(
    `dhcp|manual|${CIDR4}`,
    "value does not look like a valid ipv4 network configuration",
    "an IPv4 address with a prefix, dhcp or manual",
    "dhcp",
  ),
  "pve-ipv6-config": byPattern(
    `auto|dhcp|manual|${CIDR6}`,
    "value does not look like a valid ipv6 network configuration",
    "an IPv6 address with a prefix, auto, dhcp or manual",
    "auto",
  ),
  "lxc-ip-with-ll-iface": byPattern(
    `${IP}|(?=fe80:)${IPV6}%[A-Za-z][A-Za-z0-9_]{1,20}(?:[:.][0-9]+)?`,
    "value does not look like a valid IP address",
    "an IP address, with %interface behind a link-local one",
    "192.0.2.53",
  ),
  "dns-name": byPattern(
    DNS_NAME,
    "value does not look like a valid DNS name",
    "a DNS name",
    "example.com",
  ),
  address: byPattern(
    `${IP}|${DNS_NAME}`,
    (value) => `value does not look like a valid address: ${value}`,
    "an IP address or a DNS name",
    "192.0.2.10",
  ),
  "pve-storage-server": byPattern(
    `${IP}|${DNS_NAME}`,
    "value does not look like a valid server name or IP address",
    "an IP address or a DNS name",
    "192.0.2.10",
  ),
  "pve-storage-portal-dns": byPattern(
    `(?:${IPV4}|${HOST})(?::[0-9]+)?|\\[(?:${IP}|${HOST})\\](?::[0-9]+)?|${IPV6}(?:\\.[0-9]+)?`,
    "value does not look like a valid portal address",
    "a host with an optional :port",
    "192.0.2.10:3260",
  ),
  "pve-acme-domain": byPattern(
    `${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})+`,
    (value) => `value '${value}' does not look like a valid domain name!`,
    "a domain name of two labels or more",
    "pve.example.com",
  ),
  "pve-acme-alias": byPattern(
    `${ALIAS_LABEL}(?:\\.${ALIAS_LABEL})+`,
    (value) => `value '${value}' does not look like a valid alias name!`,
    "a domain name of two labels or more",
    "_acme.example.com",
  ),
  "graphite-path": byPattern(
    DNS_NAME,
    "value does not look like a valid graphite path",
    "names of letters, digits and inner hyphens, joined by dots",
    "proxmox.lab",
  ),
  "mac-addr": byPattern(
    "[a-fA-F0-9][02468aAcCeE](?::[a-fA-F0-9]{2}){5}",
    "value does not look like a valid unicast MAC address",
    "a unicast MAC address such as BC:24:11:00:00:01",
    "BC:24:11:00:00:01",
  ),
  "mac-prefix": byPattern(
    "[a-fA-F0-9][02468aAcCeE](?::[a-fA-F0-9]{2}){0,2}(?::[a-fA-F0-9]?)?",
    "value is not a valid unicast MAC address prefix",
    "the first bytes of a unicast MAC address",
    "BC:24:11",
  ),
  "pve-iface": byPattern(
    "[A-Za-z][A-Za-z0-9_]{1,20}(?:[:.][0-9]+)?",
    (value) => `invalid network interface name '${value}'`,
    "an interface name such as eno1 or vmbr0.5",
    "vmbr0",
  ),
  "pve-bridge-id": byPattern(
    "[\\-_.A-Za-z0-9]+",
    (value) => `invalid bridge ID '${value}'`,
    "letters, digits, hyphens, underscores and dots",
    "vmbr0",
  ),
  "pve-vlan-id-or-range": {
    check: checkVlans,
    allowed: "a VLAN id from 2 to 4094, or a range such as 2-100",
    example: "2-100",
  },
  "bridge-pair": byTest(
    (value) => /^[-_.A-Za-z0-9]+$|^[-_.A-Za-z0-9]+:[-_.A-Za-z0-9]+$/.test(value),
    (value) => `entry '${value}' contains invalid ID - invalid bridge ID '${value}'\n\n`,
    "a bridge, source:target, or 1 for the same names",
    "vmbr0:vmbr1",
  ),
};

function checkVlans(value: string): string | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(value);
  if (!match) return `invalid VLAN configuration '${value}'`;
  for (const tag of match.slice(1)) {
    if (tag !== undefined && (Number(tag) < 2 || Number(tag) > 4094)) {
      return `invalid VLAN tag '${tag}'`;
    }
  }
  return match[2] !== undefined && Number(match[1]) >= Number(match[2])
    ? `VLAN range must go from lower to higher tag '${value}'`
    : undefined;
}
