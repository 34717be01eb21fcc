import { defineTool } from "../../../src/tools/define.js";

export const guestSnapshot = defineTool({
  name: "proxmox_guest_snapshot",
  title: "Guest snapshots",
  summary: "List, take, roll back to, describe and delete snapshots of a guest.",
  toolset: "guests",
  core: true,
  actions: {
    list: "GET /nodes/{node}/{kind}/{vmid}/snapshot",
    create: "POST /nodes/{node}/{kind}/{vmid}/snapshot",
    update: "PUT /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/config",
    rollback: "POST /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/rollback",
    delete: "DELETE /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}",
  },
  arguments: ["description", "vmstate"],
  words: { vmstate: "true includes RAM, so that a rollback goes on running" },
});
