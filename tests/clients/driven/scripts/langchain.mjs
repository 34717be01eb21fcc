import { MultiServerMCPClient } from "@langchain/mcp-adapters";

const { command, args } = JSON.parse(process.env.MCP_SERVER);
const client = new MultiServerMCPClient({
  mcpServers: { proxmox: { transport: "stdio", command, args } },
});
const tools = await client.getTools();
const tool = tools.find(({ name }) => name.endsWith(process.env.TOOL));
const answer = await tool.invoke({});
process.stdout.write(JSON.stringify({ tools: tools.length, answer }));
await client.close();
