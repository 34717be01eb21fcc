import { defineTool } from "../../../src/tools/define.js";
import { preview } from "../support/preview.js";
import { type BulkEndpoint, bulkHandler } from "./support/bulk-run.js";

const LIST = "GET /cluster/resources" as const;
const CONFIG = "GET /nodes/{node}/{kind}/{vmid}/config" as const;

/** Runs one request for each guest chosen. */
function each<const R extends BulkEndpoint>(endpoint: R, options: { explicit?: true } = {}) {
  return {
    endpoint: [LIST, endpoint] as const,
    run: bulkHandler(endpoint, options),
    findsOwnGuests: true as const,
  };
}

export const bulk = defineTool({
  name: "proxmox_bulk",
  title: "One action on many guests",
  summary:
    "Run one action on many guests, with a result for each. Choose guests by vmids or filters (all must match); deleting needs vmids.",
  toolset: "guests",
  core: true,
  actions: {
    start: each("POST /nodes/{node}/{kind}/{vmid}/status/start"),
    shutdown: each("POST /nodes/{node}/{kind}/{vmid}/status/shutdown"),
    reboot: each("POST /nodes/{node}/{kind}/{vmid}/status/reboot"),
    suspend: each("POST /nodes/{node}/{kind}/{vmid}/status/suspend"),
    resume: each("POST /nodes/{node}/{kind}/{vmid}/status/resume"),
    snapshot: {
      ...each("POST /nodes/{node}/{kind}/{vmid}/snapshot"),
      required: ["snapname"],
    },
    migrate: { ...each("POST /nodes/{node}/{kind}/{vmid}/migrate"), required: ["target"] },
    stop: each("POST /nodes/{node}/{kind}/{vmid}/status/stop", { explicit: true }),
    update: {
      ...each("PUT /nodes/{node}/{kind}/{vmid}/config"),
      endpoint: [LIST, "PUT /nodes/{node}/{kind}/{vmid}/config", CONFIG],
      required: ["options"],
    },
    delete_snapshot: {
      ...each("DELETE /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}", { explicit: true }),
      required: ["snapname"],
    },
    delete: each("DELETE /nodes/{node}/{kind}/{vmid}", { explicit: true }),
  },
  extra: {
    vmids: { type: "array", items: { type: "integer" }, description: "These guests" },
    node: { type: "string", description: "Or all on this node" },
    pool: { type: "string", description: "Or in this pool" },
    tag: { type: "string", description: "Or with this tag" },
    name: { type: "string", description: "Or by part of the name; * and ? as in file names" },
    type: {
      type: "string",
      enum: ["qemu", "vm", "lxc"],
      description: "Or of this kind",
      hidden: true,
    },
    status: { type: "string", description: "Or in this state, such as running" },
    snapname: { type: "string", description: "snapshot, delete_snapshot: its name" },
    target: { type: "string", description: "migrate: the node to go to" },
    options: { type: "object", description: "The same for each guest" },
    parallel: {
      type: "integer",
      description: "How many guests at once; default 4",
      minimum: 1,
      maximum: 16,
      hidden: true,
    },
    dry_run: { type: "boolean", description: "Only list the guests", hidden: true },
    preview,
    wait: {
      type: "integer",
      description: "Seconds to wait for each task; default 120",
      minimum: 0,
      maximum: 3600,
    },
  },
});
