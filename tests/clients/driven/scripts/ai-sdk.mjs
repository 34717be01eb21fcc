import { createMCPClient } from "@ai-sdk/mcp";
import { Experimental_StdioMCPTransport } from "@ai-sdk/mcp/mcp-stdio";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, stepCountIs } from "ai";

const { command, args } = JSON.parse(process.env.MCP_SERVER);
const client = await createMCPClient({
  transport: new Experimental_StdioMCPTransport({ command, args }),
});
const tools = await client.tools();
const provider = createOpenAICompatible({
  name: "stub",
  baseURL: `${process.env.MODEL_URL}/v1`,
  apiKey: "stub",
});
const { steps } = await generateText({
  model: provider("stub"),
  tools,
  prompt: "List the guests.",
  stopWhen: stepCountIs(3),
});
const answer = steps.flatMap(({ toolResults }) => toolResults);
process.stdout.write(JSON.stringify({ tools: Object.keys(tools).length, answer }));
await client.close();
