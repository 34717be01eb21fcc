import { parseArgs } from "node:util";
import { chosenTools } from "./chosen-tools.js";
import type { Command } from "./command.js";

/** `proxmox-mcp tools`: what a client would be told, and what that costs. */
export const tools: Command = (args, environment) => {
  const { values } = parseArgs({
    args,
    options: {
      toolset: { type: "string", multiple: true },
      access: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const { registry } = chosenTools(environment, {
    access: values.access,
    toolsets: values.toolset,
  });
  const { listed } = registry;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ tools: listed }, undefined, 2)}\n`);
    return 0;
  }
  const rows = listed.map((tool) => [tool.name, Buffer.byteLength(JSON.stringify(tool))] as const);
  const total = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
  const lines = [
    line("tool", "bytes", "tokens"),
    ...rows.map(([name, bytes]) => line(name, String(bytes), String(tokens(bytes)))),
    line(`total: ${rows.length} tools`, String(total), String(tokens(total))),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
};

/** A usual estimate for English and JSON. */
function tokens(bytes: number): number {
  return Math.ceil(bytes / 4);
}

function line(name: string, bytes: string, tokens: string): string {
  return `${name.padEnd(34)}${bytes.padStart(8)}${tokens.padStart(8)}`;
}
