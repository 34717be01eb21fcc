import { defineTool } from "../../../src/tools/define.js";
import { createFromTemplate } from "./support/create-from-template.js";

export const guestCreateFromTemplate = defineTool({
  name: "proxmox_guest_create_from_template",
  title: "Create a guest from a template",
  summary:
    "Clone a template, set CPU, memory, disk, network and cloud-init, and start it, in one call.",
  toolset: "guests",
  call: {
    endpoint: [
      "GET /cluster/resources",
      "GET /cluster/nextid",
      "GET /nodes/{node}/{kind}/{vmid}/config",
      "POST /nodes/{node}/{kind}/{vmid}/clone",
      "PUT /nodes/{node}/{kind}/{vmid}/config",
      "PUT /nodes/{node}/{kind}/{vmid}/resize",
      "POST /nodes/{node}/{kind}/{vmid}/status/start",
    ],
    run: createFromTemplate,
    findsOwnGuests: true,
  },
  answer: {
    type: "object",
    properties: {
      vmid: { type: "integer" },
      node: { type: "string" },
      done: { type: "array", items: { enum: ["clone", "set", "resize", "start"] } },
    },
  },
  extra: {
    template: { type: "string", description: "vmid or name of the template", required: true },
    name: { type: "string", description: "Name of the new guest", required: true },
    newid: {
      type: "integer",
      description: "Id of the new guest; default is the next free one",
      minimum: 100,
    },
    full: {
      type: "boolean",
      description: "true copies the disks; default is linked to the template",
    },
    storage: { type: "string", description: "Storage of a full copy" },
    target: { type: "string", description: "Node for it; needs shared storage" },
    pool: { type: "string", description: "Pool to put it into", hidden: true },
    cores: { type: "integer", description: "Cores, per socket in a VM", minimum: 1 },
    memory: { type: "integer", description: "Memory in MiB", minimum: 16 },
    disk_size: { type: "string", description: "Grow its first disk to this, such as 32G" },
    bridge: { type: "string", description: "Bridge or VNet of its first interface" },
    vlan: { type: "integer", description: "VLAN tag there", minimum: 1, maximum: 4094 },
    ip: { type: "string", description: "10.0.0.5/24 or dhcp" },
    gw: { type: "string", description: "Gateway for ip" },
    nameserver: { type: "string", description: "DNS server", hidden: true },
    ciuser: { type: "string", description: "Cloud-init: user to create" },
    cipassword: { type: "string", description: "Cloud-init: password of that user" },
    sshkeys: { type: "string", description: "Cloud-init: public SSH keys, one a line" },
    tags: { type: "string", description: "Tags, separated by ;", hidden: true },
    start: { type: "boolean", description: "Start it; default true" },
    options: { type: "object", description: "More settings: tags, nameserver, onboot …" },
    wait: {
      type: "integer",
      description: "Seconds to wait for each step; default 300",
      minimum: 1,
      maximum: 3600,
    },
  },
});
