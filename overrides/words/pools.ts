import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /pools": "List pools; with poolid the members of that one, nested pools included",
    "POST /pools": "Create an empty pool; a/b nests b in the existing pool a",
    "PUT /pools": "Add or remove guests and storages, change the comment; works for nested pools",
    "DELETE /pools": "Delete an empty pool; works for nested pools",
    "GET /pools/{poolid}":
      "Get a pool's members and comment; not for nested pools (use GET /pools)",
    "PUT /pools/{poolid}": "Change members or comment; not for nested pools (use PUT /pools)",
    "DELETE /pools/{poolid}": "Delete an empty pool; not for nested pools (use DELETE /pools)",
  },
  parameters: {
    "/pools": {
      "allow-move": "1 takes guests out of their present pool; default 0 refuses them",
      delete: "1 removes the listed vms and storage, 0 (default) adds them",
      poolid: "Pool name; a/b is pool b inside a (up to three levels)",
      storage: "Storage ids to add or remove, comma-separated",
      type: "Only members of this kind: qemu (VMs), lxc (containers) or storage",
      vms: "Guests to add or remove, comma-separated vmids",
    },
    "GET /pools": {
      type: "Only members of this kind: qemu, lxc or storage; needs poolid",
    },
  },
} satisfies Words;
