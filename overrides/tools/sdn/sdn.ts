import { defineTool } from "../../../src/tools/define.js";
import { changeSubnet, listSubnets, readSubnet } from "./support/sdn-subnet.js";

const PENDING = "Pending: proxmox_sdn_apply with action apply puts it into effect on the nodes.";

/** `action` is the tool's own. */
const TO_ACTION = { rule_action: "action" } as const;

export const sdn = defineTool({
  name: "proxmox_sdn_apply",
  formerly: "proxmox_sdn",
  title: "Apply SDN changes",
  summary:
    "Changes to SDN are pending until apply; rollback drops them. dry_run shows what apply would write on a node.",
  toolset: "sdn",
  actions: {
    dry_run: "GET /cluster/sdn/dry-run",
    apply: "PUT /cluster/sdn",
    rollback: "POST /cluster/sdn/rollback",
    lock: "POST /cluster/sdn/lock",
    unlock: "DELETE /cluster/sdn/lock",
  },
});

export const sdnZone = defineTool({
  name: "proxmox_sdn_zone",
  title: "SDN zones",
  summary: "Zones say how vnets are carried between nodes: simple, vlan, qinq, vxlan, evpn.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/zones",
    get: "GET /cluster/sdn/zones/{zone}",
    create: { endpoint: "POST /cluster/sdn/zones", note: PENDING },
    update: { endpoint: "PUT /cluster/sdn/zones/{zone}", note: PENDING },
    delete: { endpoint: "DELETE /cluster/sdn/zones/{zone}", note: PENDING },
  },
  arguments: ["bridge", "nodes"],
  words: {
    bridge: "vlan, qinq: bridge that carries it",
    nodes: "Only on these nodes",
    type: "create: kind of zone",
    zone: "Name of the zone",
  },
  aliases: { vxlan: "vrf-vxlan" },
  refused: { comment: "a zone has no comment" },
});

export const sdnVnet = defineTool({
  name: "proxmox_sdn_vnet",
  title: "SDN vnets",
  summary: "Virtual networks in a zone; a guest's net0 names one as its bridge.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/vnets",
    get: "GET /cluster/sdn/vnets/{vnet}",
    create: { endpoint: "POST /cluster/sdn/vnets", note: PENDING },
    update: { endpoint: "PUT /cluster/sdn/vnets/{vnet}", note: PENDING },
    delete: { endpoint: "DELETE /cluster/sdn/vnets/{vnet}", note: PENDING },
  },
  arguments: ["tag"],
  listedAs: { tag: "vlan" },
  words: { tag: "VLAN tag or VXLAN id", zone: "create: its zone" },
  aliases: { vxlan: "tag" },
  refused: {
    comment: "a vnet has no comment; alias takes a free text",
    ipam: "the address manager belongs to the zone: proxmox_sdn_zone",
    mac: "a vnet has no MAC address; proxmox_sdn_ip ties one to an address",
    mtu: "the MTU belongs to the zone: proxmox_sdn_zone",
  },
});

export const sdnSubnet = defineTool({
  name: "proxmox_sdn_subnet",
  title: "SDN subnets",
  summary:
    "Networks of a vnet with gateway, SNAT and DHCP ranges; without vnet, list shows those of all.",
  toolset: "sdn",
  actions: {
    list: {
      endpoint: ["GET /cluster/sdn/vnets", "GET /cluster/sdn/vnets/{vnet}/subnets"],
      run: listSubnets,
    },
    get: {
      endpoint: ["GET /cluster/sdn/vnets", "GET /cluster/sdn/vnets/{vnet}/subnets"],
      required: ["subnet"],
      run: readSubnet,
    },
    create: {
      endpoint: "POST /cluster/sdn/vnets/{vnet}/subnets",
      fixed: { type: "subnet" },
      note: PENDING,
    },
    update: {
      endpoint: [
        "GET /cluster/sdn/vnets",
        "GET /cluster/sdn/vnets/{vnet}/subnets",
        "PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}",
      ],
      required: ["subnet"],
      note: PENDING,
      run: changeSubnet("PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}"),
    },
    delete: {
      endpoint: [
        "GET /cluster/sdn/vnets",
        "GET /cluster/sdn/vnets/{vnet}/subnets",
        "DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}",
      ],
      required: ["subnet"],
      note: PENDING,
      run: changeSubnet("DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}"),
    },
  },
  arguments: ["gateway", "snat"],
  words: { subnet: "10.0.0.0/24", snat: "Hide guests behind the node's address" },
  aliases: { cidr: "subnet", dhcp: "dhcp-range", dns: "dhcp-dns-server" },
  refused: {
    comment: "a subnet has no comment",
    ipam: "the address manager belongs to the zone: proxmox_sdn_zone",
    mtu: "the MTU belongs to the zone: proxmox_sdn_zone",
  },
});

export const sdnIp = defineTool({
  name: "proxmox_sdn_ip",
  title: "SDN addresses",
  summary: "Addresses of guests in vnets that an address manager hands out.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/ipams/{ipam}/status",
    create: "POST /cluster/sdn/vnets/{vnet}/ips",
    update: "PUT /cluster/sdn/vnets/{vnet}/ips",
    delete: "DELETE /cluster/sdn/vnets/{vnet}/ips",
  },
  arguments: ["mac"],
});

export const sdnController = defineTool({
  name: "proxmox_sdn_controller",
  title: "SDN controllers",
  summary: "Routing daemons for EVPN, BGP and IS-IS that zones refer to.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/controllers",
    get: "GET /cluster/sdn/controllers/{controller}",
    create: { endpoint: "POST /cluster/sdn/controllers", note: PENDING },
    update: { endpoint: "PUT /cluster/sdn/controllers/{controller}", note: PENDING },
    delete: { endpoint: "DELETE /cluster/sdn/controllers/{controller}", note: PENDING },
  },
  arguments: ["asn", "peers"],
  words: {
    asn: "Number of the autonomous system (AS)",
    peers: "evpn, bgp: addresses of the peers",
    type: "create: kind of controller",
    controller: "Name of the controller",
  },
  aliases: { ip: "peers" },
  refused: {
    comment: "a controller has no comment",
    port: "a controller has no port: BGP's is fixed",
    secret: "a controller takes no secret",
    token: "a controller takes no token; address managers do: proxmox_sdn_service",
    zone: "zones name their controller: proxmox_sdn_zone with controller",
  },
});

export const sdnPrefixList = defineTool({
  name: "proxmox_sdn_prefix_list",
  title: "SDN prefix lists",
  summary: "Filters of networks for routing, and their entries; since 9.2.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/prefix-lists",
    get: "GET /cluster/sdn/prefix-lists/{id}",
    create: { endpoint: "POST /cluster/sdn/prefix-lists", note: PENDING },
    delete: { endpoint: "DELETE /cluster/sdn/prefix-lists/{id}", note: PENDING },
    add_entry: {
      endpoint: "POST /cluster/sdn/prefix-lists/{id}/entries",
      rename: TO_ACTION,
      note: PENDING,
    },
    update_entry: {
      endpoint: "PUT /cluster/sdn/prefix-lists/{id}/entries/{url_seq}",
      rename: TO_ACTION,
      note: PENDING,
    },
    delete_entry: {
      endpoint: "DELETE /cluster/sdn/prefix-lists/{id}/entries/{url_seq}",
      note: PENDING,
    },
  },
  words: {
    id: "Name of the list",
    prefix: "Network, such as 10.0.0.0/8",
    rule_action: "permit or deny",
    url_seq: "Number that the entry has now",
  },
});

export const sdnRouteMap = defineTool({
  name: "proxmox_sdn_route_map",
  title: "SDN route maps",
  summary:
    "Ordered entries that filter and alter routes; since 9.2. The first entry makes the map.",
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/route-maps/entries",
    get: "GET /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}",
    create: {
      endpoint: "POST /cluster/sdn/route-maps/entries",
      rename: TO_ACTION,
      note: PENDING,
    },
    update: {
      endpoint: "PUT /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}",
      rename: TO_ACTION,
      note: PENDING,
    },
    delete: {
      endpoint: "DELETE /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}",
      note: PENDING,
    },
  },
  words: {
    "route-map-id": "Name of the map",
    order: "Place of the entry in the map",
    rule_action: "permit or deny",
  },
});

export const sdnService = defineTool({
  name: "proxmox_sdn_service",
  title: "SDN address managers and DNS",
  summary: "Address managers (pve, NetBox, phpIPAM) and DNS servers (PowerDNS) that zones use.",
  toolset: "sdn",
  actions: {
    list: {
      endpointArgument: "kind",
      endpoint: { ipam: "GET /cluster/sdn/ipams", dns: "GET /cluster/sdn/dns" },
    },
    get: {
      endpointArgument: "kind",
      endpoint: { ipam: "GET /cluster/sdn/ipams/{ipam}", dns: "GET /cluster/sdn/dns/{dns}" },
    },
    create: {
      endpointArgument: "kind",
      endpoint: { ipam: "POST /cluster/sdn/ipams", dns: "POST /cluster/sdn/dns" },
      note: PENDING,
    },
    update: {
      endpointArgument: "kind",
      endpoint: { ipam: "PUT /cluster/sdn/ipams/{ipam}", dns: "PUT /cluster/sdn/dns/{dns}" },
      note: PENDING,
    },
    delete: {
      endpointArgument: "kind",
      endpoint: { ipam: "DELETE /cluster/sdn/ipams/{ipam}", dns: "DELETE /cluster/sdn/dns/{dns}" },
      note: PENDING,
    },
  },
  words: {
    kind: "Address manager or DNS server",
    key: "dns: API key",
    url: "dns: URL of its API",
    type: "ipam: pve, netbox or phpipam; dns: powerdns",
  },
});

export const sdnFabric = defineTool({
  name: "proxmox_sdn_fabric",
  title: "SDN fabrics",
  summary: "Routed networks between nodes (OpenFabric, OSPF) and their nodes; from Proxmox VE 9.",
  words: {
    id: "Id of the fabric",
    fabric_id: "node actions: id of the fabric",
    node_id: "node actions: name of the node",
    interfaces: "node actions: such as name=ens19,ip=10.0.0.1/31",
    protocol: "openfabric or ospf",
  },
  toolset: "sdn",
  actions: {
    list: "GET /cluster/sdn/fabrics/all",
    get: "GET /cluster/sdn/fabrics/fabric/{id}",
    create: { endpoint: "POST /cluster/sdn/fabrics/fabric", note: PENDING },
    update: { endpoint: "PUT /cluster/sdn/fabrics/fabric/{id}", note: PENDING },
    delete: { endpoint: "DELETE /cluster/sdn/fabrics/fabric/{id}", note: PENDING },
    list_nodes: "GET /cluster/sdn/fabrics/node/{fabric_id}",
    get_node: "GET /cluster/sdn/fabrics/node/{fabric_id}/{node_id}",
    add_node: { endpoint: "POST /cluster/sdn/fabrics/node/{fabric_id}", note: PENDING },
    update_node: { endpoint: "PUT /cluster/sdn/fabrics/node/{fabric_id}/{node_id}", note: PENDING },
    remove_node: {
      endpoint: "DELETE /cluster/sdn/fabrics/node/{fabric_id}/{node_id}",
      note: PENDING,
    },
  },
});

export const sdnStatus = defineTool({
  name: "proxmox_sdn_status",
  title: "SDN on a node",
  summary:
    "How zones, vnets and fabrics stand on one node: bridges, addresses, neighbours, routes.",
  toolset: "sdn",
  actions: {
    zones: "GET /nodes/{node}/sdn/zones",
    vnets: "GET /nodes/{node}/sdn/zones/{zone}/content",
    bridges: "GET /nodes/{node}/sdn/zones/{zone}/bridges",
    ip_vrf: "GET /nodes/{node}/sdn/zones/{zone}/ip-vrf",
    mac_vrf: "GET /nodes/{node}/sdn/vnets/{vnet}/mac-vrf",
    interfaces: "GET /nodes/{node}/sdn/fabrics/{fabric}/interfaces",
    neighbors: "GET /nodes/{node}/sdn/fabrics/{fabric}/neighbors",
    routes: "GET /nodes/{node}/sdn/fabrics/{fabric}/routes",
  },
});
