import { isObject } from "../../kit/objects.js";
import { ADDRESSES } from "./addresses.js";
import { isCalendarEvent } from "./calendar.js";
import { byPattern, byTest, type Format, type Formats } from "./format.js";

const NODE = "[a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?";

/** Nodes, configuration ids, HA, SDN, jobs, tasks, certificates. */
export const CLUSTER: Formats = {
  "pve-node": byPattern(
    NODE,
    "value does not look like a valid node name",
    "letters, digits and inner hyphens",
    "pve1",
  ),
  "pve-configid": byPattern(
    "[A-Za-z][A-Za-z0-9_\\-]+",
    (value) => `invalid configuration ID '${value}'`,
    "a letter, then letters, digits, _ or -; two characters or more",
    "example",
  ),
  "pve-ha-resource-id": byPattern(
    "[a-z]+:\\S+",
    "value does not look like a valid ha resource id",
    "type:name such as vm:100 or ct:200",
    "vm:100",
  ),
  "pve-ha-resource-or-vm-id": byPattern(
    "[a-z]+:\\S+|[0-9]+",
    "value does not look like a valid ha resource id",
    "type:name such as vm:100, or a guest id",
    "vm:100",
  ),
  "pve-ha-node": byPattern(
    `${NODE}(?::[0-9]+)?`,
    "value does not look like a valid ha node",
    "a node, with an optional :priority",
    "pve1:2",
  ),
  "pve-ha-group-node": byPattern(
    `${NODE}(?::[0-9]+)?`,
    "value does not look like a valid ha group node",
    "a node, with an optional :priority",
    "pve1:2",
  ),
  "pve-calendar-event": byTest(
    isCalendarEvent,
    (value) => `invalid calendar event '${value}' - unable to parse calendar event`,
    "a calendar event such as mon..fri 02:30, */15 or daily",
    "daily",
  ),
  "pve-task-status-type": byPattern(
    ["ok", "error", "warning", "unknown"].map(eitherCase).join("|"),
    (value) => `invalid status '${value}'`,
    "one of ok, error, warning, unknown",
    "ok",
  ),
  "pve-command-batch": byTest(
    isCommandBatch,
    "commands is not a valid array of commands: Parameter verification failed.",
    'a JSON array of {"path", "method", "args"}',
    '[{"path":"status","method":"GET"}]',
  ),
  "pem-certificate": byTest(
    (value) => countPem(value, "CERTIFICATE") === 1,
    "not a valid PEM-formatted string.",
    "one certificate in PEM form",
    pem("CERTIFICATE"),
  ),
  "pem-certificate-chain": byTest(
    (value) => countPem(value, "CERTIFICATE") > 0,
    "not a valid PEM-formatted string.",
    "certificates in PEM form",
    pem("CERTIFICATE"),
  ),
  "pem-string": byTest(
    (value) => countPem(value, "[^\\n]*?") === 1,
    "not a valid PEM-formatted string.",
    "one block in PEM form",
    pem("EXAMPLE"),
  ),
  ...sdn(),
  // says nothing of its own: it makes string-list possible
  string: byPattern("[\\s\\S]*", "", "text", "text"),
};

function sdn(): Formats {
  const name = "letters and digits, a letter first; two characters or more";
  const id = (
    kind: string,
    example: string,
    longest = Number.POSITIVE_INFINITY,
  ): Formats[string] => ({
    check: (value) => {
      if (!/^[a-z][a-z0-9]*[a-z0-9]$/i.test(value)) {
        return `${kind} ID '${value}' contains illegal characters`;
      }
      return value.length > longest
        ? `${kind} ID '${value}' can't be more length than ${longest} characters`
        : undefined;
    },
    ...(Number.isFinite(longest)
      ? { pattern: `^[A-Za-z][A-Za-z0-9]{0,${longest - 2}}[A-Za-z0-9]$` }
      : { pattern: "^[A-Za-z][A-Za-z0-9]*[A-Za-z0-9]$" }),
    allowed: Number.isFinite(longest) ? `${name}, at most ${longest}` : name,
    example,
  });
  return {
    "pve-sdn-zone-id": id("zone", "zone1", 8),
    "pve-sdn-vnet-id": id("vnet", "vnet1", 8),
    "pve-sdn-dns-id": id("dns", "dns1"),
    "pve-sdn-ipam-id": id("ipam", "pve"),
    "pve-sdn-controller-id": byPattern(
      "[A-Za-z][A-Za-z0-9_\\-]{0,62}[A-Za-z0-9]",
      (value) =>
        value.length > 64
          ? `controller ID '${value}' can't be more length than 64 characters`
          : `controller ID '${value}' contains illegal characters`,
      "letters, digits, _ and -, a letter first; 2 to 64 characters",
      "evpn1",
    ),
    "pve-sdn-fabric-id": byPattern(
      "[A-Za-z0-9][A-Za-z0-9\\-]{0,6}[A-Za-z0-9]?",
      (value) => `Fabric ID '${value}' contains illegal characters`,
      "letters, digits and inner hyphens, at most 8",
      "fabric1",
    ),
    "pve-sdn-wireguard-iface-name": byPattern(
      "[a-zA-Z0-9][a-zA-Z0-9\\-]{0,6}[a-zA-Z0-9]?",
      (value) =>
        `WireGuard interface name '${value}' contains illegal characters or exceeds the eight character limit`,
      "letters, digits and inner hyphens, at most 8",
      "wg0",
    ),
    "pve-sdn-prefix-list-id": routingId(
      "prefix list",
      "only_default|only_default_v6|loopbacks_ips",
      "prefixes",
    ),
    "pve-sdn-route-map-id": routingId(
      "route map",
      "pve_.*|MAP_VTEP_IN|MAP_VTEP_OUT|correct_src",
      "routes",
    ),
    "pve-sdn-subnet-id": byTest(
      isSubnet,
      "value does not look like a valid CIDR network",
      "a network such as 10.0.0.0/24, or zone-10.0.0.0-24",
      "10.0.0.0/24",
    ),
    "pve-sdn-isis-net": byPattern(
      "[a-fA-F0-9]{2}(?:\\.[a-fA-F0-9]{4}){3,9}\\.[a-fA-F0-9]{2}",
      "value does not look like a valid isis net",
      "an IS-IS network entity title",
      "47.0023.0000.0003.0300.0100.0102.0304.0506.01",
    ),
    "pve-sdn-bgp-rt": byTest(
      (value) => {
        const match = /^(\d+):(\d+)$/.exec(value);
        return match?.slice(1).every((part) => Number(part) < 2 ** 32) ?? false;
      },
      "value does not look like a valid bgp route-target",
      "asn:number, each below 4294967296",
      "65000:100",
    ),
  };
}

function eitherCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
}

/** `zone-10.0.0.0-24` is what Proxmox makes of a subnet; the network itself is taken as well. */
function isSubnet(value: string): boolean {
  const cidr = value.includes("/") ? value : value.split("-").slice(1, 3).join("/");
  return ADDRESSES["CIDR"]?.check(cidr) === undefined;
}

function isCommandBatch(value: string): boolean {
  let commands: unknown;
  try {
    commands = JSON.parse(value);
  } catch {
    return false;
  }
  return Array.isArray(commands) && commands.every(isCommand);
}

function isCommand(command: unknown): boolean {
  if (!isObject(command)) return false;
  const { path, method, args } = command;
  return (
    typeof path === "string" &&
    ["GET", "POST", "PUT", "DELETE"].includes(method as string) &&
    (args === undefined || isObject(args))
  );
}

/** How many PEM blocks with this label make up the text, whatever stands before them; else 0. */
function countPem(value: string, label: string): number {
  const begin = value.search(/-----BEGIN [^\n]*-----/);
  if (begin < 0) return 0;
  const block = new RegExp(
    `-----BEGIN ${label}-----\\s*\\n?(?:[0-9A-Za-z+/]+[ \\t\\r]*\\n)*[0-9A-Za-z+/]*={0,2}[ \\t\\r]*\\n-----END ${label}-----\\s*`,
    "y",
  );
  const text = value.slice(begin);
  let count = 0;
  while (block.lastIndex < text.length) {
    if (!block.test(text)) return 0;
    count += 1;
  }
  return count;
}

function pem(label: string): string {
  return `-----BEGIN ${label}-----\nZXhhbXBsZQ==\n-----END ${label}-----\n`;
}

/** Names that SDN's own configuration of the routers uses are taken. */
function routingId(kind: string, reserved: string, example: string): Format {
  const legal = "[a-zA-Z0-9][a-zA-Z0-9\\-_]{0,30}[a-zA-Z0-9]?";
  const taken = new RegExp(`^(?:${reserved})$`);
  return byPattern(
    `(?!(?:${reserved})$)${legal}`,
    (value) =>
      taken.test(value)
        ? `${kind} ID '${value}' is currently reserved and cannot be used`
        : `${kind} ID '${value}' contains illegal characters`,
    `letters, digits, - and _, at most 32, but not a name that SDN uses (${reserved.replaceAll("|", ", ").replace(".*", "…")})`,
    example,
  );
}
