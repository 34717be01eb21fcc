import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { readSettings } from "../../src/settings/read.js";

it("the clusters' file of docs/deploy.md can be read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clusters-"));
  const text = readFileSync(join(ROOT, "docs/deploy.md"), "utf8");
  const [, toml = ""] = /```toml\n([\s\S]*?)```/.exec(text) ?? [];
  const secret = "mcp@pve!act=5e1f7b9c-0000-0000-0000-000000000000";
  writeFileSync(join(folder, "home-act"), secret, { mode: 0o600 });
  writeFileSync(join(folder, "work"), secret.split("=")[1] ?? "", { mode: 0o600 });
  const pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
  writeFileSync(join(folder, "work-ca.pem"), pem);
  const file = join(folder, "clusters.toml");
  const own = toml
    .replaceAll("/etc/proxmox-mcp", folder)
    .replace("AA:BB:...", `${"AA:".repeat(31)}AA`);
  writeFileSync(file, own, { mode: 0o600 });
  const read = await readSettings({ PROXMOX_CONFIG: file });
  rmSync(folder, { recursive: true });
  expect(read).not.toHaveProperty("problems");
  if ("problems" in read) return;
  expect([...read.clusters.keys()]).toEqual(["home", "work"]);
  expect(read.chosen).toBe("home");
  expect(read.clusters.get("home")?.connection).toMatchObject({ actToken: secret });
});
