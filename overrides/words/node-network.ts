import type { Words } from "./types.js";

/** A node's interfaces, its firewall, and what runs of the SDN on it. */

const interfaces = {
  "GET /nodes/{node}/network":
    "List network interfaces of a node: bridges, bonds, VLANs, NICs with IP; staged changes shown",
  "POST /nodes/{node}/network":
    "Add an interface (bridge, bond, VLAN) to the staged config; PUT .../network applies it",
  "PUT /nodes/{node}/network":
    "Apply staged network changes (ifreload); mistakes cut the node off; returns a task",
  "DELETE /nodes/{node}/network": "Discard staged network changes that were not applied yet",
  "GET /nodes/{node}/network/{iface}": "Show the config of one network interface",
  "PUT /nodes/{node}/network/{iface}":
    "Replace an interface's staged config; left-out settings vanish; PUT .../network applies it",
  "DELETE /nodes/{node}/network/{iface}":
    "Remove an interface from the staged config; PUT .../network applies it",
};

const firewall = {
  "GET /nodes/{node}/firewall": "List the sub-paths of a node's firewall (index only)",
  "GET /nodes/{node}/firewall/rules": "List firewall rules that protect the node itself",
  "POST /nodes/{node}/firewall/rules":
    "Add a firewall rule to a node, to allow or block traffic to the host; lands on top",
  "GET /nodes/{node}/firewall/rules/{pos}": "Show one firewall rule of a node",
  "PUT /nodes/{node}/firewall/rules/{pos}": "Change or move one firewall rule of a node",
  "DELETE /nodes/{node}/firewall/rules/{pos}": "Delete one firewall rule of a node",
  "GET /nodes/{node}/firewall/options": "Show firewall options of a node: on/off, logging, limits",
  "PUT /nodes/{node}/firewall/options":
    "Change firewall options of a node: on/off, logging, conntrack, flood protection",
  "GET /nodes/{node}/firewall/log": "Read the firewall log of a node: dropped and logged packets",
};

const sdn = {
  "GET /nodes/{node}/sdn": "List the SDN sub-paths of a node (index only)",
  "GET /nodes/{node}/sdn/zones": "List SDN zones on a node with their state (available, error)",
  "GET /nodes/{node}/sdn/zones/{zone}": "List the sub-paths of an SDN zone on a node (index only)",
  "GET /nodes/{node}/sdn/zones/{zone}/content":
    "List VNets of an SDN zone on a node with their state",
  "GET /nodes/{node}/sdn/zones/{zone}/bridges":
    "List bridges of an SDN zone on a node with the guest ports plugged into them",
  "GET /nodes/{node}/sdn/zones/{zone}/ip-vrf":
    "List routes in the IP VRF (routing table) of an EVPN zone on a node",
  "GET /nodes/{node}/sdn/vnets/{vnet}": "List the sub-paths of a VNet on a node (index only)",
  "GET /nodes/{node}/sdn/vnets/{vnet}/mac-vrf":
    "List MAC and IP addresses that an EVPN VNet has learnt on a node",
  "GET /nodes/{node}/sdn/fabrics/{fabric}": "List the sub-paths of an SDN fabric (index only)",
  "GET /nodes/{node}/sdn/fabrics/{fabric}/interfaces":
    "List interfaces of an SDN fabric on a node with their state",
  "GET /nodes/{node}/sdn/fabrics/{fabric}/neighbors":
    "List routing neighbours of a node in an SDN fabric",
  "GET /nodes/{node}/sdn/fabrics/{fabric}/routes":
    "List routes that a node has learnt in an SDN fabric",
};

export default {
  endpoints: { ...interfaces, ...firewall, ...sdn },
  parameters: {
    "/nodes/{node}/network": {
      address: "IPv4 address without prefix, with netmask; prefer cidr",
      address6: "IPv6 address without prefix, with netmask6; prefer cidr6",
      autostart: "1 brings the interface up at boot",
      "bond-primary": "Preferred member of an active-backup bond",
      bond_mode: "Bond mode; 802.3ad is LACP and needs the switch's help, active-backup does not",
      bond_xmit_hash_policy: "What spreads traffic over members; for balance-xor and 802.3ad",
      bridge_ports: "Interfaces plugged into the bridge, separated by spaces; may be empty",
      bridge_vids: "VLANs a VLAN-aware bridge lets through, such as 2 4 100-200; default 2-4094",
      bridge_vlan_aware: "1 lets the bridge carry tagged VLANs of guests",
      cidr: "IPv4 address with prefix, such as 192.0.2.10/24",
      cidr6: "IPv6 address with prefix, such as 2001:db8::10/64",
      comments: "Notes kept with the IPv4 config",
      comments6: "Notes kept with the IPv6 config",
      gateway: "IPv4 default gateway; one interface per node only",
      gateway6: "IPv6 default gateway; one interface per node only",
      iface: "Interface name: bridge vmbr0, bond bond0, VLAN eno1.50 or vlan50",
      mtu: "Largest packet in bytes; default 1500, 9000 for jumbo frames",
      netmask: "IPv4 netmask, such as 255.255.255.0 or 24",
      netmask6: "IPv6 prefix length",
      ovs_bonds: "Members of an OVS bond, separated by spaces",
      ovs_bridge: "OVS bridge that the port belongs to; required for OVS ports",
      ovs_options: "Extra options handed to Open vSwitch",
      ovs_ports: "Interfaces plugged into the OVS bridge, separated by spaces",
      ovs_tag: "VLAN tag of an OVS port, internal port or bond",
      slaves: "Members of a Linux bond, separated by spaces",
      type: "Kind of interface: bridge, bond, eth, vlan, alias, or an OVS kind",
      "vlan-id": "VLAN tag, when the interface name does not tell it",
      "vlan-raw-device": "Interface that carries the VLAN",
    },
    "GET /nodes/{node}/network": {
      type: "Only this kind; any_bridge also OVS, any_local_bridge no VNets, include_sdn adds VNets",
    },
    "PUT /nodes/{node}/network": {
      "regenerate-frr": "1 also rewrites the FRR routing config of the SDN; default 0",
    },
    "/nodes/{node}/firewall": {
      type: "in, out or forward (nftables only) traffic; group inserts a security group",
    },
    "PUT /nodes/{node}/firewall/options": {
      enable: "1 (default) turns the node's firewall on; the cluster's must be on too",
      log_nf_conntrack: "1 logs connection tracking events; default 0",
      nf_conntrack_allow_invalid: "1 accepts packets that match no known connection; default 0",
      nf_conntrack_helpers: "Connection helpers, comma-separated: ftp, sip, tftp, pptp, irc ...",
      nf_conntrack_max: "Most tracked connections; default 262144",
      nf_conntrack_tcp_timeout_established:
        "Seconds until an idle TCP connection is forgotten; default 432000",
      nf_conntrack_tcp_timeout_syn_recv: "Seconds a half-open TCP connection lives; default 60",
      nftables: "1 uses the nftables firewall (technology preview) instead of iptables; default 0",
      nosmurfs: "1 drops packets whose sender is a broadcast address",
      protection_synflood: "1 limits new TCP connections per sender; default 0",
      protection_synflood_burst: "New connections a sender may open at once; default 1000",
      protection_synflood_rate: "New connections per second and sender; default 200",
      smurf_log_level: "Log level for packets that nosmurfs drops; default nolog",
      tcp_flags_log_level: "Log level for packets that tcpflags drops; default nolog",
      tcpflags: "1 drops packets with impossible TCP flags; default 0",
    },
    "/nodes/{node}/sdn": {
      fabric: "SDN fabric id",
      vnet: "VNet id",
      zone: "SDN zone id",
    },
    "GET /nodes/{node}/sdn/zones/{zone}/bridges": {
      zone: "SDN zone id, or localnetwork for the node's own bridges",
    },
  },
} satisfies Words;
