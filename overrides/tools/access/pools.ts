import { defineTool } from "../../../src/tools/define.js";
import { deletePool, readPool, updatePool } from "./support/pool.js";

export const pool = defineTool({
  name: "proxmox_pool",
  title: "Pools",
  summary:
    "Pools of guests and storages. update adds vmids and storage, or with remove=true removes them.",
  toolset: "access",
  actions: {
    list: "GET /pools",
    get: { endpoint: ["GET /pools", "GET /pools/{poolid}"], required: ["poolid"], run: readPool },
    create: "POST /pools",
    update: {
      endpoint: ["PUT /pools", "PUT /pools/{poolid}"],
      required: ["poolid"],
      run: updatePool,
    },
    delete: {
      endpoint: ["DELETE /pools", "DELETE /pools/{poolid}"],
      required: ["poolid"],
      run: deletePool,
    },
  },
  arguments: ["vms", "storage", "delete"],
  listedAs: { delete: "remove", vms: "vmids" },
  words: {
    delete: "true removes the vmids and storage; default adds them",
    poolid: "Name; nested ones with a slash: prod/web",
    vms: "Guests to add or remove",
  },
  refused: { digest: "the API has no such check for pools" },
});
