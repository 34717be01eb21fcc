import { CLIENTS } from "../../../src/clients/table.js";
import { configure } from "./agents.js";
import { type DrivenClient, TOOL } from "./driven.js";

const mcporter = CLIENTS.find(({ id }) => id === "mcporter");

/** Programs that list and call by themselves. */
export const tools: readonly DrivenClient[] = [
  {
    name: "mcporter",
    packages: ["mcporter@0.12.3"],
    drive: async (place) => {
      if (!mcporter) throw new Error("mcporter has no page");
      configure(mcporter, place);
      const listed = JSON.parse(await place.run("mcporter", ["list", "proxmox", "--json"]));
      const answer = await place.run("mcporter", ["call", `proxmox.${TOOL}`]);
      return { tools: listed.tools.length, answer };
    },
  },
  {
    name: "MCP Inspector",
    packages: ["@modelcontextprotocol/inspector@2.12.0"],
    drive: async ({ run, server }) => {
      const inspect = (...args: string[]) =>
        run("mcp-inspector", ["--cli", server.command, ...server.args, ...args]);
      const listed = JSON.parse(await inspect("--method", "tools/list"));
      const answer = await inspect("--method", "tools/call", "--tool-name", TOOL);
      return { tools: listed.tools.length, answer };
    },
  },
];
