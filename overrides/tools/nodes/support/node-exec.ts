import type { Handler } from "../../../../src/tools/define.js";
import { execute } from "../../support/execute.js";

export const execOnNode: Handler = (context) =>
  execute(context, { tool: "proxmox_node_exec", node: String(context.arguments["node"]) });
