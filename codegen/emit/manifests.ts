import { COMMAND, SERVER_NAME } from "../../src/clients/launch.js";
import type { ServedEmitter } from "../emitter.js";
import { HOME, PACKAGE } from "../home.js";
import { ASKED_SETTINGS, type AskedSetting } from "../release/asked-settings.js";

const { name, version, description, license } = PACKAGE;

const server = { command: COMMAND.command, args: [...COMMAND.args] };

/** The checkout as a plugin of Claude Code and Codex and an extension of Gemini CLI. */
export const emitManifests: ServedEmitter = () => [
  json(".claude-plugin/plugin.json", {
    name: SERVER_NAME,
    version,
    description,
    author: { name: "the proxmox-mcp authors" },
    homepage: HOME,
    license,
    // it has Claude Code's environment, settings included
    mcpServers: { [SERVER_NAME]: server },
  }),
  json(".claude-plugin/marketplace.json", {
    name,
    owner: { name: "the proxmox-mcp authors" },
    plugins: [{ name: SERVER_NAME, source: "./", description }],
  }),
  json(".codex-plugin/plugin.json", {
    name: SERVER_NAME,
    version,
    description,
    homepage: HOME,
    license,
    skills: "./skills/",
    mcpServers: "./.codex-plugin/mcp.json",
  }),
  json(".codex-plugin/mcp.json", {
    mcpServers: {
      [SERVER_NAME]: {
        ...server,
        env_vars: ASKED_SETTINGS.map(({ definition }) => definition.variable),
      },
    },
  }),
  json("gemini-extension.json", {
    name: SERVER_NAME,
    version,
    description,
    contextFileName: "skills/proxmox/SKILL.md",
    mcpServers: { [SERVER_NAME]: server },
    settings: ASKED_SETTINGS.map(geminiSetting),
  }),
];

function geminiSetting({ definition: { variable, words, secret } }: AskedSetting): object {
  return { name: variable, description: words, envVar: variable, sensitive: secret === true };
}

function json(path: string, content: object) {
  return { path, text: `${JSON.stringify(content, null, 2)}\n` };
}
