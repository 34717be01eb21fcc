// Planted: two tools that a newer release has left behind.
import { defineTool } from "../../../../../src/tools/define.js";

export const fits = defineTool({
  name: "proxmox_fits",
  title: "Fits",
  summary: "Names what there is.",
  toolset: "guests",
  call: "GET /nodes/{node}/{kind}/{vmid}/config",
  arguments: ["current"],
});

export const endpointGone = defineTool({
  name: "proxmox_endpoint_gone",
  title: "Endpoint gone",
  summary: "Names an endpoint that there isn't.",
  toolset: "guests",
  call: "GET /nodes/{node}/{kind}/{vmid}/configuration",
});

export const parameterGone = defineTool({
  name: "proxmox_parameter_gone",
  title: "Parameter gone",
  summary: "Names a parameter that there isn't.",
  toolset: "guests",
  call: "GET /nodes/{node}/{kind}/{vmid}/config",
  arguments: ["currently"],
});
