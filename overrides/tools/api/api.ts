import { defineTool } from "../../../src/tools/define.js";
import { preview } from "../support/preview.js";

const endpoint = {
  type: "string",
  description: "Such as GET /nodes/{node}/qemu",
  required: true,
} as const;

const params = {
  type: "object",
  description: "All parameters by name, those in the path included",
} as const;

export const search = defineTool({
  name: "proxmox_api_search",
  title: "Search the API",
  summary:
    "Find endpoints of the whole Proxmox VE API by what they do. Use it when no other tool fits.",
  toolset: "api",
  core: true,
  door: "search",
  extra: {
    query: {
      type: "string",
      description: "What you want to do, in your own words",
      required: true,
    },
    limit: {
      type: "integer",
      description: "Maximum number of results; default 8",
      minimum: 1,
      maximum: 50,
      hidden: true,
    },
  },
});

export const describe = defineTool({
  name: "proxmox_api_describe",
  title: "Describe an endpoint",
  summary: "Parameters, answer, privileges, access tier and releases of one endpoint.",
  toolset: "api",
  core: true,
  door: "describe",
  extra: {
    endpoint,
    parameter: {
      type: "string",
      description: "Only this parameter, with all that its value may hold",
    },
  },
});

export const read = defineTool({
  name: "proxmox_api_read",
  title: "Read through the API",
  summary: "Call any endpoint of tier read. Changes nothing.",
  toolset: "api",
  core: true,
  door: "read",
  extra: {
    endpoint,
    params,
    fields: {
      type: "array",
      items: { type: "string" },
      description: "Only these fields of each entry",
    },
    limit: { type: "integer", description: "At most this many entries", minimum: 1 },
    cursor: { type: "string", description: "Cursor of the previous answer" },
  },
});

export const write = defineTool({
  name: "proxmox_api_write",
  title: "Write through the API",
  summary: "Call any endpoint that isn't of tier read. Describe it first.",
  toolset: "api",
  core: true,
  door: "write",
  extra: {
    endpoint,
    params,
    wait: {
      type: "integer",
      description: "Seconds to wait for its task; default 30",
      minimum: 0,
      maximum: 3600,
    },
    preview,
  },
});
