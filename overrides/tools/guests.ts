import { defineTool } from "../../src/tools/define.js";
import { listGuests } from "./guest-list.js";

export const guestList = defineTool({
  name: "proxmox_guest_list",
  title: "List guests",
  summary: "VMs and containers of the whole cluster with state and load. Filters combine.",
  toolset: "guests",
  core: true,
  call: { endpoint: ["GET /cluster/resources", "GET /cluster/status"], run: listGuests },
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
    template: { type: "boolean", description: "Only templates, or none; both unless said" },
    fields: { type: "array", items: { type: "string" }, description: "Only these fields" },
    limit: { type: "integer", description: "At most this many, 200 unless said", minimum: 1 },
    cursor: { type: "string", description: "From a previous answer: go on there" },
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

export const guestConfig = defineTool({
  name: "proxmox_guest_config",
  title: "Guest configuration",
  summary: "The configuration of one guest: hardware, disks, networks, options.",
  toolset: "guests",
  core: true,
  call: "GET /nodes/{node}/{kind}/{vmid}/config",
  arguments: ["current", "snapshot"],
});

export const guestStart = defineTool({
  name: "proxmox_guest_start",
  title: "Start a guest",
  summary: "Start a VM or container and wait for the task.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/start",
});

export const guestStop = defineTool({
  name: "proxmox_guest_stop",
  title: "Stop a guest hard",
  summary: "Cut the power of a guest: unsaved data is lost. Prefer proxmox_guest_shutdown.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/stop",
});

export const guestShutdown = defineTool({
  name: "proxmox_guest_shutdown",
  title: "Shut a guest down",
  summary: "Ask a guest to shut down cleanly and wait for it.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/shutdown",
  arguments: ["timeout", "forceStop"],
});

export const guestSnapshot = defineTool({
  name: "proxmox_guest_snapshot",
  title: "Guest snapshots",
  summary:
    "List, create, roll back to, rename the description of, and delete snapshots of a guest.",
  toolset: "guests",
  core: true,
  actions: {
    list: "GET /nodes/{node}/{kind}/{vmid}/snapshot",
    create: "POST /nodes/{node}/{kind}/{vmid}/snapshot",
    rollback: "POST /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/rollback",
    update: "PUT /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/config",
    delete: "DELETE /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}",
  },
  arguments: ["description", "vmstate"],
});
