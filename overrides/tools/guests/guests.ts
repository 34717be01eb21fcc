import { defineTool } from "../../../src/tools/define.js";
import { GUEST_DISK, GUEST_LOAD } from "../support/answers.js";
import { findGuests } from "./support/guest-find.js";
import { listGuests } from "./support/guest-list.js";

const ADDRESSES = [
  "GET /nodes/{node}/{kind}/{vmid}/config",
  "GET /nodes/{node}/lxc/{vmid}/interfaces",
  "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
] as const;

export const guestList = defineTool({
  name: "proxmox_guest_list",
  title: "List guests",
  summary: "VMs and containers of the whole cluster with state and load. Filters combine.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: ["GET /cluster/resources", ...ADDRESSES],
    run: listGuests,
    findsOwnGuests: true,
  },
  answer: {
    type: "array",
    items: {
      type: "object",
      properties: {
        vmid: { type: "integer" },
        name: { type: "string" },
        node: { type: "string" },
        ...GUEST_LOAD,
      },
    },
  },
  extra: {
    node: { type: "string", description: "Only on this node" },
    type: {
      type: "string",
      enum: ["qemu", "vm", "lxc", "all"],
      description: "Kind",
    },
    status: { type: "string", description: "running, stopped, paused …" },
    tag: { type: "string", description: "Only with this tag" },
    pool: { type: "string", description: "Only in this pool" },
    name: { type: "string", description: "Part of it; * and ? as in file names" },
    template: { type: "boolean", description: "true: only templates, false: none" },
    ips: { type: "boolean", description: "Add IP addresses; slow for many guests" },
    fields: {
      type: "array",
      items: { type: "string" },
      description: "Only these fields",
      hidden: true,
    },
    limit: { type: "integer", description: "Maximum number of entries; default 100", minimum: 1 },
    cursor: { type: "string", description: "Cursor of the previous answer" },
  },
  listedAs: { template: "templates" },
});

export const guestFind = defineTool({
  name: "proxmox_guest_find",
  title: "Find a guest",
  summary: "Find guests by name, vmid, tag, IP or MAC; best match first, with addresses.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: ["GET /cluster/resources", ...ADDRESSES],
    run: findGuests,
    findsOwnGuests: true,
  },
  extra: {
    query: { type: "string", description: "What to look for", required: true },
    ips: { type: "boolean", description: "false leaves addresses out", hidden: true },
  },
});

export const guestStatus = defineTool({
  name: "proxmox_guest_status",
  title: "Guest status",
  summary: "State, uptime, CPU, memory and disk of one guest right now.",
  toolset: "guests",
  core: true,
  call: "GET /nodes/{node}/{kind}/{vmid}/status/current",
  answer: { type: "object", properties: { ...GUEST_LOAD, ...GUEST_DISK } },
});
