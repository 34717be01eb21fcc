// Planted: a misspelt parameter wherever overrides name one.
import type { ParameterRules } from "../../../../../overrides/access/types.js";
import { defineTool, type ToolContext } from "../../../../../src/tools/define.js";

export async function inHandler({ call }: ToolContext): Promise<string[]> {
  const tasks = await call("GET /nodes/{node}/tasks", { node: "pve1", erors: true });
  return tasks.map(({ upid }) => upid);
}

export async function inHandlerForEitherKind({ call, request }: ToolContext): Promise<void> {
  await call("GET /nodes/{node}/{kind}/{vmid}/config", { node: "pve1", vmid: 100, curent: true });
  await request("PUT /nodes/{node}/{kind}/{vmid}/config", { node: "pve1", vmid: 100, coers: 2 });
}

export const inTiers = {
  "POST /nodes/{node}/vzdump": { dumpdirr: { tier: "elevated", reason: "is misspelt" } },
} satisfies ParameterRules;

export const inRename = defineTool({
  name: "proxmox_rename",
  title: "Rename",
  summary: "Sends an argument under a name that there isn't.",
  toolset: "guests",
  call: {
    endpoint: "PUT /nodes/{node}/{kind}/{vmid}/resize",
    rename: { by: "sise" },
    fixed: { dsk: "scsi0" },
  },
});
