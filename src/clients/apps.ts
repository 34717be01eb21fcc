// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the clients themselves
import type { ClientDefinition } from "./client.js";
import { NOT_FOUND, plain, SECRET_IN_FILE, stdio } from "./entries.js";

/** A server that a client reaches instead of starting it. */
const OVER_HTTP =
  "With this server [over HTTP](../container.md) and a token of its own for this client";

/** Clients with a window of their own, and servers of chats. */
export const APPS: readonly ClientDefinition[] = [
  {
    id: "claude-desktop",
    title: "Claude Desktop",
    files: {
      darwin: "~/Library/Application Support/Claude/claude_desktop_config.json",
      linux: "~/.config/Claude/claude_desktop_config.json",
      win32: "%APPDATA%\\Claude\\claude_desktop_config.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards: "Quit Claude Desktop, not just its window, and start it again.",
    notes: [
      "Simpler: open the `.mcpb` file of a release, or drop it on Settings → Extensions. It asks for host and token, keeps the secret in the system's key store, and needs no Node of yours.",
      NOT_FOUND,
      "Its log of this server is `~/Library/Logs/Claude/mcp-server-proxmox.log`, on Windows `%APPDATA%\\Claude\\logs\\mcp-server-proxmox.log`.",
      SECRET_IN_FILE,
    ],
  },
  {
    id: "lm-studio",
    title: "LM Studio",
    files: {
      darwin: "~/.lmstudio/mcp.json",
      linux: "~/.lmstudio/mcp.json",
      win32: "%USERPROFILE%\\.lmstudio\\mcp.json",
    },
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    afterwards: "The Program tab of a chat lists the server; turn it on there.",
    notes: [
      "The link fills in sample settings: replace them in mcp.json.",
      "Small local models do better with few tools: the default, read-only core takes about 2,800 tokens, `PROXMOX_TOOLSETS=api` 600.",
      NOT_FOUND,
    ],
  },
  {
    id: "goose",
    title: "Goose",
    files: {
      darwin: "~/.config/goose/config.yaml",
      linux: "~/.config/goose/config.yaml",
      win32: "%APPDATA%\\Block\\goose\\config\\config.yaml",
    },
    format: "yaml",
    servers: ["extensions"],
    entry: ({ command, args, env }) => ({
      type: "stdio",
      name: "proxmox",
      enabled: true,
      cmd: command,
      args: [...args],
      envs: env,
      timeout: 300,
    }),
    afterwards: "Start a new session.",
    notes: [
      "`goose configure` asks for the same things and keeps the secret in the system's key store.",
    ],
  },
  {
    id: "open-webui",
    title: "Open WebUI",
    files: {},
    format: "json",
    servers: ["mcpServers"],
    entry: plain,
    steps: [
      "Open WebUI speaks MCP over HTTP, and OpenAPI. `mcpo`, its own bridge, starts this server and offers it as OpenAPI: put the sample into `config.json` and run `mcpo --host 127.0.0.1 --port 8000 --api-key A-LONG-SECRET --config config.json`.",
      "In Open WebUI: Admin Settings → External Tools → +, URL `http://127.0.0.1:8000/proxmox`, and that key.",
    ],
    afterwards: "The tools are under + beside the prompt.",
    notes: [
      `${OVER_HTTP}, no bridge is needed: + takes the URL, such as \`https://mcp.example.com:8765/mcp\`, as type MCP (Streamable HTTP), with Bearer and the token.`,
      "In Docker, Open WebUI reaches the bridge as `http://host.docker.internal:8000/proxmox`.",
    ],
  },
  {
    id: "librechat",
    title: "LibreChat",
    files: {},
    format: "yaml",
    servers: ["mcpServers"],
    entry: stdio,
    steps: ["Put the sample into `librechat.yaml`, beside what is there."],
    placeholders: { PROXMOX_TOKEN_VALUE: "${PROXMOX_TOKEN_VALUE}" },
    afterwards: "Start LibreChat again; the server is in the list below the prompt.",
    notes: [
      `${OVER_HTTP}, nothing has to be in LibreChat's container: \`type: streamable-http\`, \`url\`, and under \`headers\` an \`Authorization: Bearer ...\` with the token.`,
      "LibreChat fills in `${PROXMOX_TOKEN_VALUE}` from its own environment, usually `.env`.",
      "In Docker, the program has to be inside the `api` container.",
    ],
  },
  {
    id: "n8n",
    title: "n8n",
    files: {},
    format: "text",
    servers: [],
    entry: plain,
    steps: [
      "n8n's own MCP Client Tool speaks HTTP. With the community node `n8n-nodes-mcp`, which starts programs, add a credential of type MCP Client (STDIO).",
      "Command: `proxmox-mcp`. Environments: one `NAME=value` for each setting of the sample.",
      "In Docker, install the package into n8n's image first: the program has to be inside the container.",
    ],
    afterwards: "The node's List Tools operation shows the tools.",
    notes: [
      `${OVER_HTTP}, n8n's own MCP Client Tool is enough: transport HTTP Streamable, the URL, such as \`https://mcp.example.com:8765/mcp\`, and Bearer with the token.`,
      "`N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE=true` lets an AI agent use a community node.",
    ],
  },
];
