import { COMMAND, SERVER_NAME } from "../../src/clients/launch.js";
import { SETTINGS, type SettingDefinition } from "../../src/settings/table.js";
import type { ServedEmitter } from "../emitter.js";
import { HOME, PACKAGE } from "../home.js";

/** Settings that an installing user is asked for; the rest comes from the environment. */
const ASKED = [
  "PROXMOX_HOST",
  "PROXMOX_USER",
  "PROXMOX_TOKEN_NAME",
  "PROXMOX_TOKEN_VALUE",
  "PROXMOX_SSL_MODE",
  "PROXMOX_SSL_FINGERPRINT",
  "PROXMOX_ACCESS",
];

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
    mcpServers: { [SERVER_NAME]: { ...server, env_vars: ASKED } },
  }),
  json("gemini-extension.json", {
    name: SERVER_NAME,
    version,
    description,
    contextFileName: "skills/proxmox/SKILL.md",
    mcpServers: { [SERVER_NAME]: server },
    settings: ASKED.map(geminiSetting),
  }),
];

function geminiSetting(variable: string): object {
  const setting: SettingDefinition | undefined = SETTINGS.find((one) => one.variable === variable);
  if (!setting) throw new Error(`no setting ${variable}`);
  return {
    name: variable,
    description: setting.words,
    envVar: variable,
    sensitive: setting.secret === true,
  };
}

function json(path: string, content: object) {
  return { path, text: `${JSON.stringify(content, null, 2)}\n` };
}
