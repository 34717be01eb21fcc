// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the clients themselves
import type { ClientDefinition } from "./client.js";
import { plain, SECRET_IN_FILE, stdio } from "./entries.js";

const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text}'`);

/** Clients for a terminal. */
export const TERMINALS: readonly ClientDefinition[] = [
  {
    id: "claude-code",
    title: "Claude Code",
    files: {
      darwin: "~/.claude.json",
      linux: "~/.claude.json",
      win32: "%USERPROFILE%\\.claude.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: stdio,
    addLine: ({ command, args, env }) => {
      const settings = Object.entries(env).map(([name, value]) => `-e ${name}=${quoted(value)}`);
      return [
        "claude mcp add proxmox --scope user",
        ...settings,
        `-- ${[command, ...args].join(" ")}`,
      ].join(" \\\n  ");
    },
    afterwards: "`claude mcp list` tells whether it answers; `/mcp` shows its tools.",
    notes: [
      "In a project's `.mcp.json`, `${PROXMOX_TOKEN_VALUE}` takes the secret from the environment.",
      "A secret on a command line stays in the shell's history: prefer `proxmox-mcp setup --client claude-code`.",
      "As a plugin, with the skill beside the server: `/plugin marketplace add /path/to/proxmox-mcp`, then `/plugin install proxmox@proxmox-mcp`. It takes its settings from the environment of Claude Code.",
    ],
  },
  {
    id: "codex",
    title: "Codex",
    files: {
      darwin: "~/.codex/config.toml",
      linux: "~/.codex/config.toml",
      win32: "%USERPROFILE%\\.codex\\config.toml",
    },
    format: "toml",
    servers: ["mcp_servers"],
    entry: plain,
    afterwards: "`codex mcp list` shows it; a running session must be started again.",
    notes: [
      'Codex passes on only what `env` holds, and variables that `env_vars = ["PROXMOX_TOKEN_VALUE"]` names.',
      "A call that waits for a task may take longer than Codex allows: `tool_timeout_sec = 120` beside `command`.",
      SECRET_IN_FILE,
    ],
  },
  {
    id: "gemini-cli",
    title: "Gemini CLI",
    files: {
      darwin: "~/.gemini/settings.json",
      linux: "~/.gemini/settings.json",
      win32: "%USERPROFILE%\\.gemini\\settings.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards: "`/mcp` lists the server and its tools.",
    notes: [
      '`"PROXMOX_TOKEN_VALUE": "$PROXMOX_TOKEN_VALUE"` takes the secret from the environment; Gemini CLI hides variables whose name sounds like a secret from servers that don\'t ask for them so.',
      "As an extension, with the skill: `gemini extensions install /path/to/proxmox-mcp`.",
    ],
  },
  {
    id: "opencode",
    title: "opencode",
    files: {
      darwin: "~/.config/opencode/opencode.json",
      linux: "~/.config/opencode/opencode.json",
      win32: "%USERPROFILE%\\.config\\opencode\\opencode.json",
    },
    format: "json",
    servers: ["mcp"],
    entry: ({ command, args, env }) => ({
      type: "local",
      command: [command, ...args],
      environment: env,
      enabled: true,
    }),
    afterwards: "`opencode mcp list` tells whether it answers.",
    notes: ["`{env:NAME}` takes a value from the environment, `{file:~/path}` from a file."],
  },
  {
    id: "mcporter",
    title: "mcporter",
    files: {
      darwin: "~/.mcporter/mcporter.json",
      linux: "~/.mcporter/mcporter.json",
      win32: "%USERPROFILE%\\.mcporter\\mcporter.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards:
      "`mcporter list proxmox` lists the tools, `mcporter call proxmox.proxmox_guest_list` calls one.",
    notes: ["`${PROXMOX_TOKEN_VALUE}` takes the secret from the environment."],
  },
];
