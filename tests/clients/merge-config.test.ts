import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { clientFile } from "../../src/clients/client-file.js";
import { mergeConfig } from "../../src/clients/merge-config.js";
import { CLIENTS } from "../../src/clients/table.js";

const LAUNCH = { command: "/bin/node", args: ["/p.cjs"], env: { PROXMOX_HOST: "pve1" } };

function client(id: string) {
  const found = CLIENTS.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}

const merge = (id: string, text: string) => mergeConfig(client(id), LAUNCH, text);

describe("mergeConfig", () => {
  it("makes a file", () => {
    expect(JSON.parse(merge("cursor", "") ?? "")).toEqual({ mcpServers: { proxmox: LAUNCH } });
  });

  it("keeps what else is in JSON, its order and its indentation", () => {
    const old =
      '{\n\t"theme": 1,\n\t"mcpServers": {\n\t\t"other": {},\n\t\t"proxmox": 1\n\t},\n\t"z": []\n}\n';
    expect(merge("cursor", old)).toMatchInlineSnapshot(`
      "{
      	"theme": 1,
      	"mcpServers": {
      		"other": {},
      		"proxmox": {
      			"command": "/bin/node",
      			"args": [
      				"/p.cjs"
      			],
      			"env": {
      				"PROXMOX_HOST": "pve1"
      			}
      		}
      	},
      	"z": []
      }
      "
    `);
  });

  it("keeps line ends", () => {
    expect(merge("cursor", '{\r\n  "a": 1\r\n}\r\n')?.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it.each([
    ["a comment", "zed", '{\n  // mine\n  "a": 1\n}'],
    ["something else in the way", "cursor", '{ "mcpServers": [] }'],
    ["a list at the top", "cursor", "[]"],
    ["broken TOML", "codex", "[a"],
    ["an inline table", "codex", 'mcp_servers = { proxmox = { command = "x" } }\n'],
    ["YAML", "goose", "extensions: {}\n"],
  ])("leaves alone %s", (_, id, text) => {
    expect(merge(id, text)).toBeUndefined();
  });

  it("keeps comments and other tables of TOML, and replaces its own", () => {
    const old = `# mine
model = "x"

[mcp_servers.proxmox]
command = "old"

[mcp_servers.proxmox.env]
A = "b"

[mcp_servers.other] # stays
command = "y"
`;
    const merged = merge("codex", old) ?? "";
    expect(merged).toMatchInlineSnapshot(`
      "# mine
      model = "x"

      [mcp_servers.other] # stays
      command = "y"

      [mcp_servers.proxmox]
      command = "/bin/node"
      args = [ "/p.cjs" ]

      [mcp_servers.proxmox.env]
      PROXMOX_HOST = "pve1"
      "
    `);
    expect(merge("codex", merged)).toBe(merged);
    expect(parseToml(merged)).toMatchObject({ mcp_servers: { proxmox: LAUNCH } });
  });
});

const HOME = "/home/ann";
const WINDOWS = { APPDATA: "C:\\Users\\ann\\AppData\\Roaming", USERPROFILE: "C:\\Users\\ann" };

it("knows where each client keeps it, on each system", () => {
  const table = CLIENTS.map((one) => [
    one.id,
    clientFile(one, { platform: "linux", environment: { HOME } }),
    clientFile(one, { platform: "darwin", environment: { HOME } }),
    clientFile(one, { platform: "win32", environment: WINDOWS }),
  ]);
  expect(table.map((row) => row.join(" | "))).toMatchInlineSnapshot(`
    [
      "claude-desktop | /home/ann/.config/Claude/claude_desktop_config.json | /home/ann/Library/Application Support/Claude/claude_desktop_config.json | C:\\Users\\ann\\AppData\\Roaming\\Claude\\claude_desktop_config.json",
      "lm-studio | /home/ann/.lmstudio/mcp.json | /home/ann/.lmstudio/mcp.json | C:\\Users\\ann\\.lmstudio\\mcp.json",
      "goose | /home/ann/.config/goose/config.yaml | /home/ann/.config/goose/config.yaml | C:\\Users\\ann\\AppData\\Roaming\\Block\\goose\\config\\config.yaml",
      "open-webui |  |  | ",
      "librechat |  |  | ",
      "n8n |  |  | ",
      "vscode | /home/ann/.config/Code/User/mcp.json | /home/ann/Library/Application Support/Code/User/mcp.json | C:\\Users\\ann\\AppData\\Roaming\\Code\\User\\mcp.json",
      "cursor | /home/ann/.cursor/mcp.json | /home/ann/.cursor/mcp.json | C:\\Users\\ann\\.cursor\\mcp.json",
      "windsurf | /home/ann/.codeium/windsurf/mcp_config.json | /home/ann/.codeium/windsurf/mcp_config.json | C:\\Users\\ann\\.codeium\\windsurf\\mcp_config.json",
      "zed | /home/ann/.config/zed/settings.json | /home/ann/.config/zed/settings.json | C:\\Users\\ann\\AppData\\Roaming\\Zed\\settings.json",
      "claude-code | /home/ann/.claude.json | /home/ann/.claude.json | C:\\Users\\ann\\.claude.json",
      "codex | /home/ann/.codex/config.toml | /home/ann/.codex/config.toml | C:\\Users\\ann\\.codex\\config.toml",
      "gemini-cli | /home/ann/.gemini/settings.json | /home/ann/.gemini/settings.json | C:\\Users\\ann\\.gemini\\settings.json",
      "opencode | /home/ann/.config/opencode/opencode.json | /home/ann/.config/opencode/opencode.json | C:\\Users\\ann\\.config\\opencode\\opencode.json",
      "mcporter | /home/ann/.mcporter/mcporter.json | /home/ann/.mcporter/mcporter.json | C:\\Users\\ann\\.mcporter\\mcporter.json",
    ]
  `);
});
