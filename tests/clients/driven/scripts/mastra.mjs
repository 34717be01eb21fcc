import { MCPClient } from "@mastra/mcp";

const { command, args } = JSON.parse(process.env.MCP_SERVER);
const client = new MCPClient({ servers: { proxmox: { command, args } } });
const tools = await client.listTools();
const [, tool] = Object.entries(tools).find(([name]) => name.endsWith(process.env.TOOL));
const answer = await tool.execute({}, {});
process.stdout.write(JSON.stringify({ tools: Object.keys(tools).length, answer }));
await client.disconnect();
