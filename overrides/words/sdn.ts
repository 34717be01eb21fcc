import type { Words } from "./types.js";

const setup = {
  "GET /cluster/sdn": "List the sections of software-defined networking",
  "PUT /cluster/sdn":
    "Apply all pending SDN changes and reload the network of every node; returns a task",
  "GET /cluster/sdn/dry-run": "Show what applying pending SDN changes would alter on a node",
  "POST /cluster/sdn/lock": "Lock SDN config against others; returns the token needed to change it",
  "DELETE /cluster/sdn/lock": "Release the SDN lock; pending changes stay",
  "POST /cluster/sdn/rollback": "Discard all pending SDN changes",

  "GET /cluster/sdn/controllers": "List SDN controllers (BGP, EVPN, IS-IS routing)",
  "POST /cluster/sdn/controllers": "Create an SDN controller; pending until applied",
  "GET /cluster/sdn/controllers/{controller}": "Get an SDN controller",
  "PUT /cluster/sdn/controllers/{controller}": "Change an SDN controller; pending until applied",
  "DELETE /cluster/sdn/controllers/{controller}":
    "Delete an SDN controller; refused while a zone uses it",

  "GET /cluster/sdn/dns": "List DNS servers that SDN registers guests at, keys included",
  "POST /cluster/sdn/dns": "Add a PowerDNS server for SDN; it is contacted at once",
  "GET /cluster/sdn/dns/{dns}": "Get an SDN DNS server, its key included",
  "PUT /cluster/sdn/dns/{dns}": "Change an SDN DNS server",
  "DELETE /cluster/sdn/dns/{dns}": "Remove an SDN DNS server; its records stay",

  "GET /cluster/sdn/ipams": "List IP address managers, tokens included",
  "POST /cluster/sdn/ipams": "Add an IP address manager; an external one is contacted at once",
  "GET /cluster/sdn/ipams/{ipam}": "Get an IP address manager, its token included",
  "PUT /cluster/sdn/ipams/{ipam}": "Change an IP address manager",
  "DELETE /cluster/sdn/ipams/{ipam}": "Remove an IP address manager; refused while a zone uses it",
  "GET /cluster/sdn/ipams/{ipam}/status":
    "List addresses in use with guest, MAC and subnet; only for the built-in IPAM pve",
};

const fabrics = {
  "GET /cluster/sdn/fabrics": "List the sections of SDN fabrics",
  "GET /cluster/sdn/fabrics/all": "Get all fabrics and their nodes in one answer",
  "GET /cluster/sdn/fabrics/fabric": "List SDN fabrics (routed underlay networks)",
  "POST /cluster/sdn/fabrics/fabric": "Create a fabric; pending until applied",
  "GET /cluster/sdn/fabrics/fabric/{id}": "Get a fabric",
  "PUT /cluster/sdn/fabrics/fabric/{id}": "Change a fabric; pending until applied",
  "DELETE /cluster/sdn/fabrics/fabric/{id}":
    "Delete a fabric with its nodes; pending until applied",
  "GET /cluster/sdn/fabrics/node": "List the nodes of all fabrics",
  "GET /cluster/sdn/fabrics/node/{fabric_id}": "List the nodes of a fabric",
  "POST /cluster/sdn/fabrics/node/{fabric_id}": "Add a node to a fabric; pending until applied",
  "GET /cluster/sdn/fabrics/node/{fabric_id}/{node_id}":
    "Get a node's address and interfaces in a fabric",
  "PUT /cluster/sdn/fabrics/node/{fabric_id}/{node_id}":
    "Change a node's place in a fabric; pending until applied",
  "DELETE /cluster/sdn/fabrics/node/{fabric_id}/{node_id}":
    "Remove a node from a fabric; pending until applied",
};

const networks = {
  "GET /cluster/sdn/zones": "List SDN zones with their kind and state",
  "POST /cluster/sdn/zones": "Create an SDN zone; pending until applied",
  "GET /cluster/sdn/zones/{zone}": "Get an SDN zone",
  "PUT /cluster/sdn/zones/{zone}": "Change an SDN zone; pending until applied",
  "DELETE /cluster/sdn/zones/{zone}": "Delete an SDN zone; refused while it has VNets",

  "GET /cluster/sdn/vnets": "List VNets (virtual bridges for guests)",
  "POST /cluster/sdn/vnets": "Create a VNet in a zone; pending until applied",
  "GET /cluster/sdn/vnets/{vnet}": "Get a VNet",
  "PUT /cluster/sdn/vnets/{vnet}": "Change a VNet; pending until applied",
  "DELETE /cluster/sdn/vnets/{vnet}": "Delete a VNet; refused while it has subnets",

  "GET /cluster/sdn/vnets/{vnet}/subnets": "List a VNet's subnets",
  "POST /cluster/sdn/vnets/{vnet}/subnets": "Create a subnet in a VNet; pending until applied",
  "GET /cluster/sdn/vnets/{vnet}/subnets/{subnet}": "Get a subnet",
  "PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}": "Change a subnet; pending until applied",
  "DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}":
    "Delete a subnet; refused while addresses in it are in use",

  "POST /cluster/sdn/vnets/{vnet}/ips": "Reserve an IP address for a MAC address in the IPAM",
  "PUT /cluster/sdn/vnets/{vnet}/ips": "Change which IP address a MAC address gets",
  "DELETE /cluster/sdn/vnets/{vnet}/ips": "Release an IP address in the IPAM",

  "GET /cluster/sdn/vnets/{vnet}/firewall": "List the sections of a VNet's firewall",
  "GET /cluster/sdn/vnets/{vnet}/firewall/options": "Get a VNet's firewall options",
  "PUT /cluster/sdn/vnets/{vnet}/firewall/options":
    "Change a VNet's firewall options; needs the nftables firewall on the nodes",
  "GET /cluster/sdn/vnets/{vnet}/firewall/rules": "List a VNet's firewall rules in order",
  "POST /cluster/sdn/vnets/{vnet}/firewall/rules":
    "Add a firewall rule for forwarded traffic of a VNet; it lands at position 0",
  "GET /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": "Get one firewall rule of a VNet",
  "PUT /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": "Change or move a VNet's firewall rule",
  "DELETE /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}":
    "Delete a VNet's firewall rule; later ones move up",
};

const everywhere = {
  controller: "SDN controller id, up to 8 letters and digits",
  dns: "SDN DNS server id",
  fabric: "Fabric that carries the traffic between nodes",
  fabric_id: "Fabric id",
  ipam: "IP address manager id; pve is the built-in one",
  "lock-token": "Token from POST /cluster/sdn/lock; needed while the SDN lock is held",
  pending: "1 shows values as they will be after applying",
  "release-lock": "1 (default) releases the SDN lock afterwards; only with lock-token",
  running: "1 shows values as applied now",
  subnet: "Subnet: as CIDR on creation, else its id zone-address-mask",
  vnet: "VNet id, up to 8 letters and digits; also the bridge's name on nodes",
  zone: "Zone id, up to 8 letters and digits",
};

const controllers = {
  asn: "Autonomous system number of the BGP or EVPN controller",
  "bgp-mode": "auto (default), external (eBGP) or internal (iBGP)",
  "bgp-multipath-as-path-relax": "BGP: balance over paths of equal length through different ASes",
  ebgp: "BGP: 1 peers with another AS (eBGP); default 0",
  "ebgp-multihop": "BGP: most hops to an eBGP peer that isn't directly connected",
  "isis-domain": "IS-IS: domain name",
  "isis-ifaces": "IS-IS: interfaces to speak on, comma-separated",
  "isis-net": "IS-IS: network entity title, such as 49.0001.1921.6800.1002.00",
  loopback: "Interface whose address becomes the router id",
  node: "Node that a BGP or IS-IS controller runs on",
  "peer-group-name": "EVPN: name of the peer group; default VTEP",
  peers: "Addresses of BGP peers, comma-separated; with EVPN all nodes",
  "route-map-in": "Id of the route map for routes that come in",
  "route-map-out": "Id of the route map for routes that go out",
  type: "Kind: evpn, bgp or isis; faucet is gone in newer releases",
};

const zones = {
  "advertise-subnets": "EVPN: announce whole subnets (type 5), so silent guests stay reachable",
  bridge: "VLAN and QinQ: bridge on the nodes that carries the tags, such as vmbr0",
  "bridge-disable-mac-learning": "Learn no MAC addresses; only those of guests are known",
  controller: "EVPN: id of its controller",
  dhcp: "dnsmasq gives guests addresses by DHCP; simple zones only; absent is off",
  "disable-arp-nd-suppression": "EVPN: 1 floods ARP and ND instead of answering from the table",
  dns: "Id of the DNS entry (GET /cluster/sdn/dns) in which guests are registered",
  dnszone: "DNS zone for guests, such as example.com; must exist on the server",
  "dp-id": "Faucet: number by which the controller tells its switches apart (OpenFlow datapath)",
  exitnodes: "EVPN: nodes that route to the outside, comma-separated",
  "exitnodes-local-routing": "EVPN: let exit nodes themselves reach the guests; default 0",
  "exitnodes-primary": "EVPN: exit node used first; others are its reserve",
  ipam: "IP address manager that hands out addresses; default pve",
  mac: "EVPN: MAC address of the gateway, the same on all nodes",
  mtu: "MTU of VNet bridges; default fits the zone's kind, VXLAN needs 50 bytes less; 0 unsets",
  nodes: "Nodes that the zone is set up on, comma-separated; absent means all",
  peers: "VXLAN: addresses of all nodes, comma-separated",
  "secondary-controllers": "EVPN: ids of more controllers",
  reversedns: "Id of the DNS entry for reverse (PTR) records",
  "rt-import": "EVPN: route targets to import, comma-separated, such as 65000:100",
  tag: "QinQ: outer VLAN tag",
  type: "Kind: simple (node-local), vlan, qinq, vxlan, evpn; faucet is gone in newer releases",
  "vlan-protocol": "QinQ: outer tag's protocol, 802.1q (default) or 802.1ad",
  "vrf-vxlan": "EVPN: VXLAN id of the zone's routing table; unlike any VNet's tag",
  "vxlan-port": "VXLAN: UDP port; default 4789",
};

const vnets = {
  alias: "Readable name, up to 256 characters",
  "isolate-ports": "1 keeps guests on this VNet of the same node from talking to each other",
  tag: "VLAN tag, or VXLAN id in VXLAN and EVPN zones; none in simple zones",
  type: "Always vnet",
  vlanaware: "1 lets guests use VLAN tags of their own on this VNet",
  zone: "Zone that the VNet belongs to",
};

const subnets = {
  "dhcp-dns-server": "DNS server announced by DHCP",
  "dhcp-range": "Ranges for DHCP, each start-address=10.0.0.50,end-address=10.0.0.99",
  dnszoneprefix: "Put before the DNS zone: prefix adm gives host.adm.example.com",
  gateway: "Gateway address; set on the VNet in simple and EVPN zones",
  snat: "1 hides guests behind the node's address for outgoing traffic",
  type: "Always subnet",
};

const addresses = {
  ip: "IP address, inside one of the VNet's subnets",
  mac: "MAC address of the guest's network card",
  vmid: "Guest that owns the address",
  zone: "Zone of the VNet",
};

const fabricSettings = {
  allowed_ips: "WireGuard: networks that are reached through this node",
  area: "OSPF: area, as a number or dotted like 0.0.0.0",
  csnp_interval: "OpenFabric: seconds between full database summaries, 1 to 600",
  delete: "Names of settings to remove; each falls back to its default",
  endpoint: "WireGuard: address and port by which others reach this node",
  hello_interval: "OpenFabric: seconds between hello packets, 1 to 600",
  id: "Fabric id, up to 8 letters and digits",
  interfaces: "Interfaces that take part, each a property string",
  "interfaces.hello_multiplier": "OpenFabric: missed hellos until a neighbour counts as gone",
  "interfaces.ip": "IPv4 address with mask; absent leaves the link unnumbered",
  "interfaces.ip6": "IPv6 address with mask; OpenFabric only",
  "interfaces.name": "Interface name on the node",
  "interfaces.network_type": "OSPF: kind of link, such as broadcast or point-to-point",
  ip: "IPv4 router address of the node, inside ip_prefix",
  ip6: "IPv6 router address of the node, inside ip6_prefix",
  ip6_prefix: "IPv6 network that the nodes' router addresses come from",
  ip_prefix: "IPv4 network that the nodes' router addresses come from",
  node_id: "Name of the node in the fabric",
  peers: "WireGuard: other nodes that this one connects to",
  "peers.endpoint": "Address and port to use instead of the other node's own",
  "peers.iface": "Interface of this node that connects",
  "peers.node": "Name of the other node",
  "peers.node_iface": "Interface of the other node, if it belongs to the cluster",
  "peers.skip_route_generation": "1 makes no routes for the other node's networks",
  "peers.type": "internal (node of the cluster) or external",
  persistent_keepalive: "WireGuard: seconds between packets that keep NAT open; 0 (default) is off",
  protocol: "Protocol: openfabric or ospf, from 9.2 also bgp or wireguard; fixed per fabric",
  public_key: "WireGuard: public key of an external node",
  redistribute: "Routes from elsewhere that the fabric announces too",
  "redistribute.route-map": "Route map that filters these routes",
  "redistribute.source": "Where these routes come from, such as connected or static",
  role: "WireGuard: internal (node of the cluster) or external",
  route_filter: "Id of the prefix list that filters which routes the kernel gets",
};

export default {
  endpoints: { ...setup, ...fabrics, ...networks },
  parameters: {
    "/cluster/sdn": everywhere,
    "/cluster/sdn/controllers": controllers,
    "/cluster/sdn/zones": zones,
    "/cluster/sdn/vnets": vnets,
    "/cluster/sdn/vnets/{vnet}/subnets": subnets,
    "/cluster/sdn/vnets/{vnet}/ips": addresses,
    "/cluster/sdn/fabrics": fabricSettings,
    "/cluster/sdn/dns": {
      key: "API key of the PowerDNS server; stored on the cluster and returned by reads",
      reversemaskv6: "Prefix length for cutting IPv6 reverse zones",
      reversev6mask: "Prefix length for cutting IPv6 reverse zones (old spelling)",
      ttl: "Seconds that records may be cached",
      type: "Always powerdns",
      url: "URL of the PowerDNS API, such as http://dns:8081/api/v1/servers/localhost",
    },
    "/cluster/sdn/ipams": {
      section: "phpIPAM: id of the section that subnets go to",
      token: "API token of phpIPAM or NetBox; stored on the cluster and returned by reads",
      type: "Kind: pve (built-in), netbox or phpipam",
      url: "URL of the phpIPAM or NetBox API",
    },
    "GET /cluster/sdn/controllers": {
      type: "Only controllers of this kind: bgp, evpn, isis, faucet",
    },
    "GET /cluster/sdn/zones": {
      type: "Only zones of this kind: simple, vlan, qinq, vxlan, evpn, faucet",
    },
    "GET /cluster/sdn/ipams": {
      type: "Only managers of this kind: pve, netbox, phpipam",
    },
    "POST /cluster/sdn/lock": {
      "allow-pending": "1 locks even with changes pending; default 0 refuses then",
    },
    "DELETE /cluster/sdn/lock": {
      force: "1 releases without the token, also somebody else's lock; default 0",
    },
    "/cluster/sdn/vnets/{vnet}/firewall/options": {
      enable: "1 filters forwarded traffic of the VNet; default 0",
    },
    "/cluster/sdn/vnets/{vnet}/firewall/rules": {
      type: "Only forward works here",
    },
  },
} satisfies Words;
