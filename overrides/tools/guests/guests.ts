import { defineTool } from "../../../src/tools/define.js";
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
  extra: {
    node: { type: "string", description: "Only on this node" },
    type: {
      type: "string",
      enum: ["qemu", "vm", "lxc", "all"],
      description: "qemu (or vm), lxc or all",
    },
    status: { type: "string", description: "running, stopped, paused …" },
    tag: { type: "string", description: "Only with this tag" },
    pool: { type: "string", description: "Only in this pool" },
    name: { type: "string", description: "Part of the name; * and ? match as in file names" },
    template: { type: "boolean", description: "true: only templates, false: none; default both" },
    ips: { type: "boolean", description: "Add IP addresses; asks each guest listed, so filter" },
    fields: { type: "array", items: { type: "string" }, description: "Only these fields" },
    limit: { type: "integer", description: "Maximum number of entries; default 100", minimum: 1 },
    cursor: { type: "string", description: "Cursor from the previous answer; continues the list" },
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
    ips: { type: "boolean", description: "false leaves addresses out" },
  },
});

export const guestStatus = defineTool({
  name: "proxmox_guest_status",
  title: "Guest status",
  summary: "State, uptime, CPU, memory and disk of one guest right now.",
  toolset: "guests",
  core: true,
  call: "GET /nodes/{node}/{kind}/{vmid}/status/current",
});
