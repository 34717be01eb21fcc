import { defineTool } from "../../../src/tools/define.js";
import { resizeGuest, updateConfig } from "./support/guest-config-update.js";
import { loadOverTime } from "./support/guest-load.js";

export const guestConfig = defineTool({
  name: "proxmox_guest_config",
  title: "Guest configuration",
  summary: "The configuration of one guest: hardware, disks, networks, options.",
  toolset: "guests",
  core: true,
  call: "GET /nodes/{node}/{kind}/{vmid}/config",
  arguments: ["current"],
  complete: true,
  words: { current: "true: values in effect, without pending ones" },
});

export const guestPending = defineTool({
  name: "proxmox_guest_pending",
  title: "Pending changes of a guest",
  summary: "Each setting of a guest with the value that waits for its next start.",
  toolset: "guests",
  call: "GET /nodes/{node}/{kind}/{vmid}/pending",
});

export const guestConfigUpdate = defineTool({
  name: "proxmox_guest_config_update",
  title: "Change a guest's configuration",
  summary: "Set or delete settings of a guest; says what took effect and what waits for a restart.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: [
      "PUT /nodes/{node}/{kind}/{vmid}/config",
      "GET /nodes/{node}/{kind}/{vmid}/config",
      "GET /nodes/{node}/{kind}/{vmid}/pending",
    ],
    run: updateConfig,
  },
  extra: {
    config: {
      type: "object",
      description:
        "Settings by name, such as cores or tags. Of net0, scsi0 and the like only the keys given change (net0: 'bridge=vmbr1'); `tag=` removes one. add_tags, remove_tags: single tags",
    },
    delete: {
      type: "array",
      items: { type: "string" },
      description: "Settings to remove; deleting unusedN deletes the disk's data",
    },
  },
  words: { digest: "From proxmox_guest_config: refuses if the configuration changed since" },
});

export const guestResize = defineTool({
  name: "proxmox_guest_cpu_memory",
  formerly: "proxmox_guest_resize",
  title: "CPU and memory of a guest",
  summary: "Set the cores and memory of a guest. For disks use proxmox_guest_disk_resize.",
  toolset: "guests",
  call: {
    endpoint: ["PUT /nodes/{node}/{kind}/{vmid}/config", "GET /nodes/{node}/{kind}/{vmid}/pending"],
    run: resizeGuest,
  },
  extra: {
    cores: { type: "integer", description: "Cores, per socket in a VM", minimum: 1 },
    memory: { type: "integer", description: "Memory in MiB", minimum: 16 },
  },
});

export const guestFeature = defineTool({
  name: "proxmox_guest_feature",
  title: "Can a guest do this?",
  summary: "Whether a guest's storages allow snapshot, clone (linked) or copy.",
  toolset: "guests",
  call: "GET /nodes/{node}/{kind}/{vmid}/feature",
  arguments: ["snapname"],
});

export const guestRrddata = defineTool({
  name: "proxmox_guest_rrddata",
  title: "Guest load over time",
  summary:
    "Load of a guest over an hour to a year: cpu as share of its cores, mem and disk in bytes, network and disk traffic in bytes a second.",
  toolset: "guests",
  call: {
    endpoint: "GET /nodes/{node}/{kind}/{vmid}/rrddata",
    required: ["timeframe"],
    run: loadOverTime,
  },
  arguments: ["timeframe", "cf"],
  extra: {
    fields: { type: "array", items: { type: "string" }, description: "Only these, time included" },
    chart: {
      type: "boolean",
      description: "As an image, and min, mean, max, p95, trend instead of points",
    },
  },
});
