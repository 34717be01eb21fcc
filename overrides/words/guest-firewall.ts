import type { Words } from "./types.js";

/** VMs and containers have the same firewall under different paths. */
const KINDS = [
  { path: "/nodes/{node}/qemu/{vmid}/firewall", guest: "VM" },
  { path: "/nodes/{node}/lxc/{vmid}/firewall", guest: "container" },
] as const;

const endpointsOf = ({ path, guest }: (typeof KINDS)[number]): Record<string, string> => ({
  [`GET ${path}`]: `List the sub-resources of a ${guest}'s firewall`,

  [`GET ${path}/rules`]: `List the firewall rules of a ${guest} in the order they are tried`,
  [`POST ${path}/rules`]: `Add a firewall rule to a ${guest}, on top; set enable=1 to activate it`,
  [`GET ${path}/rules/{pos}`]: `Read one firewall rule of a ${guest}`,
  [`PUT ${path}/rules/{pos}`]: `Change or move a firewall rule of a ${guest}; positions shift`,
  [`DELETE ${path}/rules/{pos}`]: `Delete a firewall rule of a ${guest}; later ones move up`,

  [`GET ${path}/aliases`]: `List the IP aliases of a ${guest}'s firewall`,
  [`POST ${path}/aliases`]: `Name an IP address or network for use in a ${guest}'s firewall rules`,
  [`GET ${path}/aliases/{name}`]: `Read one IP alias of a ${guest}'s firewall`,
  [`PUT ${path}/aliases/{name}`]: `Change or rename an IP alias of a ${guest}'s firewall`,
  [`DELETE ${path}/aliases/{name}`]: `Delete an IP alias of a ${guest}'s firewall`,

  [`GET ${path}/ipset`]: `List the IP sets of a ${guest}'s firewall`,
  [`POST ${path}/ipset`]: `Create an empty IP set in a ${guest}'s firewall, or rename one`,
  [`GET ${path}/ipset/{name}`]: `List the addresses in an IP set of a ${guest}`,
  [`POST ${path}/ipset/{name}`]: `Add an address or network to an IP set of a ${guest}`,
  [`DELETE ${path}/ipset/{name}`]: `Delete an IP set of a ${guest}; it must be empty unless force=1`,
  [`GET ${path}/ipset/{name}/{cidr}`]: `Read one entry of an IP set of a ${guest}`,
  [`PUT ${path}/ipset/{name}/{cidr}`]: `Change comment or nomatch of an IP set entry of a ${guest}`,
  [`DELETE ${path}/ipset/{name}/{cidr}`]: `Remove an address or network from an IP set of a ${guest}`,

  [`GET ${path}/options`]: `Read a ${guest}'s firewall options: enabled, policies, filters, logging`,
  [`PUT ${path}/options`]: `Change a ${guest}'s firewall options; enable=1 turns its firewall on`,
  [`GET ${path}/log`]: `Read the firewall log of a ${guest}: what was dropped, rejected or logged`,
  [`GET ${path}/refs`]: `List the aliases and IP sets that a ${guest}'s firewall rules may name`,
});

const parametersOf = ({ path, guest }: (typeof KINDS)[number]): Words["parameters"] => ({
  [path]: {
    type: "in, out or group (a security group, then named by action); forward isn't for guests",
  },
  [`${path}/aliases`]: { name: "Alias name", rename: "New name of the alias" },
  [`${path}/ipset`]: {
    force: "1 deletes the entries along with the set; default 0",
    name: "IP set name; ipfilter-netN limits the addresses that netN may use",
    rename: "Existing IP set to rename to name",
  },
  [`GET ${path}/refs`]: { type: "Only aliases or only IP sets" },
  [`PUT ${path}/options`]: {
    enable: `1 turns the ${guest}'s firewall on; works only if the cluster's is on and netN has firewall=1; default 0`,
  },
});

const options = {
  dhcp: "0 blocks DHCP; otherwise it passes",
  ipfilter: "1 lets each interface use only its own IP addresses; default 0",
  macfilter: "1 (default) drops packets with a forged MAC address",
  radv: "1 lets the guest send IPv6 router advertisements; default 0",
};

export default {
  endpoints: Object.assign({}, ...KINDS.map(endpointsOf)),
  parameters: Object.assign({ "/nodes/{node}": options }, ...KINDS.map(parametersOf)),
} satisfies Words;
