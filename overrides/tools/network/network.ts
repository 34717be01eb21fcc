import { defineTool } from "../../../src/tools/define.js";
import { updateInterface } from "./support/network-interface.js";

const STAGED = "Staged only: the action apply puts it into effect, revert drops it.";

export const nodeNetworkIface = defineTool({
  name: "proxmox_node_network_iface",
  title: "Network interfaces of a node",
  summary:
    "Bridges, bonds and VLANs. Changes are staged until apply; revert drops them. A mistake can cut the node off.",
  toolset: "network",
  actions: {
    list: "GET /nodes/{node}/network",
    get: "GET /nodes/{node}/network/{iface}",
    create: { endpoint: "POST /nodes/{node}/network", note: STAGED },
    update: {
      endpoint: ["GET /nodes/{node}/network/{iface}", "PUT /nodes/{node}/network/{iface}"],
      required: ["node", "iface"],
      note: STAGED,
      run: updateInterface,
    },
    delete: { endpoint: "DELETE /nodes/{node}/network/{iface}", note: STAGED },
    apply: "PUT /nodes/{node}/network",
    revert: "DELETE /nodes/{node}/network",
  },
  arguments: ["cidr", "gateway", "bridge_ports", "slaves", "vlan-raw-device"],
  words: {
    cidr: "Address with prefix",
    gateway: "Default gateway",
    bridge_ports: "bridge: interfaces in it, separated by spaces",
    slaves: "bond: its members, separated by spaces",
    "vlan-raw-device": "vlan: interface below it",
    type: "bridge, bond, vlan, eth, OVSBridge …",
  },
  aliases: { bond_primary: "bond-primary", bond_slaves: "slaves", comment: "comments" },
  refused: {
    bond_miimon: "the API has no such setting; Proxmox writes miimon 100 itself",
    bridge_fd: "the API has no such setting; Proxmox writes a forward delay of 0 itself",
    bridge_stp: "the API has no such setting; Proxmox switches STP off itself",
    method: "Proxmox derives it: static with an address (cidr), manual without",
    digest: "the API has no such check for network settings",
    revert: "use the action revert: it drops all staged changes of the node",
  },
});
