import { defineTool } from "../../../src/tools/define.js";

export const cloudinit = defineTool({
  name: "proxmox_cloudinit",
  title: "Cloud-init",
  summary:
    "Cloud-init of a VM: settings with what is pending, the generated files, or generate them anew. Set them with proxmox_guest_config_update.",
  toolset: "guests",
  actions: {
    get: "GET /nodes/{node}/qemu/{vmid}/cloudinit",
    dump: {
      endpoint: "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump",
      rename: { dump_type: "type" },
      required: ["dump_type"],
    },
    regenerate: "PUT /nodes/{node}/qemu/{vmid}/cloudinit",
  },
  words: { dump_type: "dump: which file, user, network or meta" },
});
