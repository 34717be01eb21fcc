import { Agent, MCPServerStdio, OpenAIProvider, Runner } from "@openai/agents";

const { command, args } = JSON.parse(process.env.MCP_SERVER);
const server = new MCPServerStdio({ name: "proxmox", command, args });
await server.connect();
const tools = await server.listTools();
const agent = new Agent({ name: "operator", model: "stub", mcpServers: [server] });
const modelProvider = new OpenAIProvider({
  apiKey: "stub",
  baseURL: `${process.env.MODEL_URL}/v1`,
});
const runner = new Runner({ modelProvider, tracingDisabled: true });
const { newItems } = await runner.run(agent, "List the guests.");
const answer = newItems.flatMap((item) =>
  item.type === "tool_call_output_item" ? [item.output] : [],
);
process.stdout.write(JSON.stringify({ tools: tools.length, answer }));
await server.close();
