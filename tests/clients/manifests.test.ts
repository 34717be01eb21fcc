import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";

const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

const { version } = read("package.json");

it.each([".claude-plugin/plugin.json", ".codex-plugin/plugin.json", "gemini-extension.json"])(
  "%s has the package's version",
  (path) => {
    expect(read(path)).toMatchObject({ name: "proxmox", version });
  },
);

it.each([[".claude-plugin/plugin.json"], [".codex-plugin/mcp.json"], ["gemini-extension.json"]])(
  "%s starts the installed command, and asks no registry for it",
  (path) => {
    expect(read(path).mcpServers.proxmox).toMatchObject({ command: "proxmox-mcp", args: [] });
  },
);

it("name files that there are", () => {
  const { skills, mcpServers } = read(".codex-plugin/plugin.json");
  const { contextFileName, settings } = read("gemini-extension.json");
  for (const path of [skills, mcpServers, contextFileName]) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
  }
  const secret = settings.filter(({ sensitive }: { sensitive: boolean }) => sensitive);
  expect(secret).toMatchObject([{ envVar: "PROXMOX_TOKEN_VALUE" }]);
});
