import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stringify } from "smol-toml";
import type { ClientDefinition } from "../../../src/clients/client.js";
import { clientFile } from "../../../src/clients/client-file.js";
import { mergeConfig } from "../../../src/clients/merge-config.js";
import { CLIENTS } from "../../../src/clients/table.js";
import { type DrivenClient, type Place, type Seen, TASK, TOOL } from "./driven.js";
import { startStubModel } from "./model/stub-model.js";

interface Agent {
  /** In the table of clients. */
  id: string;
  packages: readonly string[];
  program: string;
  args: readonly string[];
  /** What its configuration holds before the server is added. */
  before?(model: string): object;
  env(model: string): Record<string, string>;
}

const AGENTS: readonly Agent[] = [
  {
    id: "claude-code",
    packages: ["@anthropic-ai/claude-code@2.1.332"],
    program: "claude",
    args: ["--print", TASK, "--allowedTools", `mcp__proxmox__${TOOL}`],
    env: (model) => ({
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: "stub",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      // its own search for tools would come between
      ENABLE_TOOL_SEARCH: "false",
    }),
  },
  {
    id: "codex",
    packages: ["@openai/codex@0.171.0"],
    program: "codex",
    args: ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", TASK],
    before: (model) => ({
      model: "stub",
      model_provider: "stub",
      model_providers: {
        stub: { name: "stub", base_url: `${model}/v1`, wire_api: "responses", env_key: "STUB_KEY" },
      },
    }),
    env: () => ({ STUB_KEY: "stub" }),
  },
  {
    id: "gemini-cli",
    packages: ["@google/gemini-cli@0.61.0"],
    program: "gemini",
    args: ["--prompt", TASK, "--yolo", "--model", "gemini-2.5-flash"],
    before: () => ({
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
    }),
    env: (model) => ({
      GEMINI_API_KEY: "stub",
      GOOGLE_GEMINI_BASE_URL: model,
      GEMINI_CLI_TRUST_WORKSPACE: "true",
    }),
  },
  {
    id: "opencode",
    packages: ["opencode-ai@1.18.33"],
    program: "opencode",
    args: ["run", TASK],
    before: (model) => ({
      model: "stub/stub",
      small_model: "stub/stub",
      autoupdate: false,
      share: "disabled",
      provider: {
        stub: {
          npm: "@ai-sdk/openai-compatible",
          options: { baseURL: `${model}/v1`, apiKey: "stub" },
          models: { stub: { name: "stub", tool_call: true } },
        },
      },
    }),
    env: () => ({ OPENCODE_DISABLE_MODELS_FETCH: "true" }),
  },
];

/** Agents of the terminal, with what `setup` writes into their configuration and a stub for a model. */
export const agents: readonly DrivenClient[] = AGENTS.map((agent) => {
  const client = CLIENTS.find(({ id }) => id === agent.id);
  if (!client) throw new Error(`no client ${agent.id}`);
  return {
    name: client.title,
    packages: agent.packages,
    drive: (place) => drive(agent, client, place),
  };
});

async function drive(agent: Agent, client: ClientDefinition, place: Place): Promise<Seen> {
  const model = await startStubModel(TOOL);
  try {
    configure(client, place, agent.before?.(model.url));
    const said = await place.run(agent.program, agent.args, agent.env(model.url));
    const answer = model.results();
    if (answer.length === 0) {
      throw new Error(`it asked ${model.paths().join(", ")}, offered ${model.tools()}: ${said}`);
    }
    return { tools: model.tools().filter((name) => name.includes("proxmox_")).length, answer };
  } finally {
    await model.close();
  }
}

/** Writes the file that the client reads, as `setup` does. */
export function configure(client: ClientDefinition, place: Place, before?: object): void {
  const file = clientFile(client, { platform: "linux", environment: { HOME: place.folder } });
  const old = before && (client.format === "toml" ? stringify(before) : JSON.stringify(before));
  const text = mergeConfig(client, place.server, old ?? "");
  if (file === undefined || text === undefined) throw new Error(`${client.id} has no such file`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
