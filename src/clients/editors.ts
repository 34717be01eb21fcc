// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the clients themselves
import type { ClientDefinition } from "./client.js";
import { NOT_FOUND, plain, SECRET_IN_FILE, stdio } from "./entries.js";

/** Editors. */
export const EDITORS: readonly ClientDefinition[] = [
  {
    id: "vscode",
    title: "VS Code",
    files: {
      darwin: "~/Library/Application Support/Code/User/mcp.json",
      linux: "~/.config/Code/User/mcp.json",
      win32: "%APPDATA%\\Code\\User\\mcp.json",
    },
    format: "json",
    servers: ["servers"],
    entry: stdio,
    beside: {
      inputs: [
        {
          type: "promptString",
          id: "proxmox-token",
          description: "Proxmox token secret",
          password: true,
        },
      ],
    },
    placeholders: { PROXMOX_TOKEN_VALUE: "${input:proxmox-token}" },
    afterwards:
      "Start it from the line that appears above its entry; tools are listed in agent mode.",
    notes: [
      "VS Code asks for the secret once and keeps it out of the file. A project's own file is `.vscode/mcp.json`.",
      NOT_FOUND,
    ],
  },
  {
    id: "cursor",
    title: "Cursor",
    files: {
      darwin: "~/.cursor/mcp.json",
      linux: "~/.cursor/mcp.json",
      win32: "%USERPROFILE%\\.cursor\\mcp.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards: "Settings → MCP shows a green dot once it answers.",
    notes: [
      "The link fills in sample settings: replace them before you turn the server on.",
      "In a project's `.cursor/mcp.json`, `${env:PROXMOX_TOKEN_VALUE}` takes the secret from the environment.",
      NOT_FOUND,
    ],
  },
  {
    id: "windsurf",
    title: "Windsurf",
    files: {
      darwin: "~/.codeium/windsurf/mcp_config.json",
      linux: "~/.codeium/windsurf/mcp_config.json",
      win32: "%USERPROFILE%\\.codeium\\windsurf\\mcp_config.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards: "Press the refresh button of the MCP panel.",
    notes: [
      "Windsurf takes at most 100 tools of all servers together: the core tools fit, `PROXMOX_TOOLSETS=all` alone doesn't.",
      NOT_FOUND,
      SECRET_IN_FILE,
    ],
  },
  {
    id: "zed",
    title: "Zed",
    files: {
      darwin: "~/.config/zed/settings.json",
      linux: "~/.config/zed/settings.json",
      win32: "%APPDATA%\\Zed\\settings.json",
    },
    format: "json",
    servers: ["context_servers"],
    entry: plain,
    afterwards: "The agent panel's settings show a green dot once it answers.",
    notes: [
      "The file may have comments. `proxmox-mcp setup` doesn't rewrite such a file; it prints what to paste.",
      SECRET_IN_FILE,
    ],
  },
];
