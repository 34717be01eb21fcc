import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../codegen/root.js";
import { type DrivenClient, TOOL } from "./driven.js";
import { startStubModel } from "./model/stub-model.js";

const SCRIPTS = join(ROOT, "tests/clients/driven/scripts");

const LIBRARIES: readonly { name: string; script: string; packages: readonly string[] }[] = [
  {
    name: "LangChain",
    script: "langchain.mjs",
    packages: ["@langchain/mcp-adapters@1.1.4", "@langchain/core@1.4.0"],
  },
  {
    name: "AI SDK",
    script: "ai-sdk.mjs",
    packages: ["ai@7.0.173", "@ai-sdk/mcp@2.0.99", "@ai-sdk/openai-compatible@3.0.92"],
  },
  {
    name: "OpenAI Agents",
    script: "openai-agents.mjs",
    packages: ["@openai/agents@0.20.0", "zod@4.6.7"],
  },
  {
    name: "Mastra",
    script: "mastra.mjs",
    packages: ["@mastra/mcp@2.0.0", "@mastra/core@1.71.0", "zod@4.6.7"],
  },
];

/** Libraries, each with a script that runs among its packages and prints what it saw as JSON. */
export const libraries: readonly DrivenClient[] = LIBRARIES.map(({ name, script, packages }) => ({
  name,
  packages,
  drive: async ({ folder, run, server }) => {
    copyFileSync(join(SCRIPTS, script), join(folder, script));
    const model = await startStubModel(TOOL);
    try {
      return JSON.parse(
        await run("node", [script], {
          MCP_SERVER: JSON.stringify(server),
          MODEL_URL: model.url,
          TOOL,
        }),
      );
    } finally {
      await model.close();
    }
  },
}));
