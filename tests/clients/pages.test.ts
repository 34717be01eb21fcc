import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { ROOT } from "../../codegen/root.js";
import { CLIENTS } from "../../src/clients/table.js";
import { isObject } from "../../src/kit/objects.js";
import { parseEnvFile } from "../../src/settings/env-file.js";
import { readSettings } from "../../src/settings/read.js";
import { blocksOf } from "../docs/markdown.js";

const PARSERS: Record<string, (text: string) => unknown> = {
  json: JSON.parse,
  toml: parseToml,
  yaml: parseYaml,
  text: (text) => ({ command: "proxmox-mcp", env: parseEnvFile(text).values }),
};

/** The settings and the command of an entry, however the client calls them. */
function launchIn(value: unknown): { command: unknown; env: Record<string, string> } | undefined {
  if (!isObject(value)) return undefined;
  const env = value["env"] ?? value["envs"] ?? value["environment"];
  const command = value["command"] ?? value["cmd"];
  if (command !== undefined) return { command: [command].flat()[0], env: env as never };
  return Object.values(value).map(launchIn).find(Boolean);
}

describe.each(CLIENTS.map(({ id }) => id))("docs/clients/%s.md", (id) => {
  const path = `docs/clients/${id}.md`;
  const sample = blocksOf(path).find(({ language }) => language in PARSERS);

  it("has a sample with settings that the server takes", async () => {
    const launch = launchIn(PARSERS[sample?.language ?? ""]?.(sample?.text ?? ""));
    expect(launch?.command).toBe("proxmox-mcp");
    const given = {
      ...launch?.env,
      PROXMOX_TOKEN_VALUE: "01234567-89ab-cdef-0123-456789abcdef",
      PROXMOX_SSL_FINGERPRINT: "AB".repeat(32),
    };
    expect(await readSettings(given)).not.toHaveProperty("problems");
  });

  it("installs nothing by a name that isn't ours", () => {
    expect(readFileSync(join(ROOT, path), "utf8")).not.toMatch(
      /\bnpx\b|npm i(nstall)? (-g )?proxmox/,
    );
  });
});

it("the guide leads to each page", () => {
  const text = readFileSync(join(ROOT, "docs/guide.md"), "utf8");
  for (const { title } of CLIENTS) expect(text).toContain(`[${title}](`);
  for (const { id } of CLIENTS) expect(text).toContain(`(clients/${id}.md)`);
});
