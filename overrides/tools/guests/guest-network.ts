import { defineTool } from "../../../src/tools/define.js";
import { listInterfaces } from "./support/guest-interface-list.js";
import { addInterface, removeInterface, updateInterface } from "./support/guest-interfaces.js";

const CHANGES = [
  "GET /nodes/{node}/{kind}/{vmid}/config",
  "PUT /nodes/{node}/{kind}/{vmid}/config",
  "GET /nodes/{node}/{kind}/{vmid}/pending",
] as const;

export const guestNetwork = defineTool({
  name: "proxmox_guest_network",
  title: "Guest network",
  summary:
    "List a guest's network interfaces with their IP addresses; add, change or remove one. An update keeps what isn't given.",
  toolset: "guests",
  core: true,
  actions: {
    list: {
      endpoint: [
        "GET /nodes/{node}/{kind}/{vmid}/config",
        "GET /nodes/{node}/lxc/{vmid}/interfaces",
        "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
      ],
      run: listInterfaces,
    },
    add: { endpoint: CHANGES, required: ["bridge"], run: addInterface },
    update: { endpoint: CHANGES, required: ["net"], run: updateInterface },
    remove: { endpoint: CHANGES, required: ["net"], run: removeInterface },
  },
  extra: {
    net: { type: "string", description: "net0, net1 …; adding: the next free one" },
    bridge: { type: "string", description: "Bridge or VNet, such as vmbr0" },
    vlan: { type: "integer", description: "VLAN tag; 0 removes it", minimum: 0, maximum: 4094 },
    firewall: { type: "boolean", description: "Whether the guest's firewall rules apply here" },
    ip: { type: "string", description: "10.0.0.5/24, dhcp or manual; in a VM set by cloud-init" },
    gw: { type: "string", description: "Gateway for ip" },
    macaddr: { type: "string", description: "MAC address; default is a new one", hidden: true },
    model: {
      type: "string",
      description: "Network card model of a VM, such as e1000; default virtio",
      hidden: true,
    },
    options: {
      type: "object",
      description: "More keys: model, macaddr, rate, mtu, link_down, ip6, gw6 …",
    },
  },
});
