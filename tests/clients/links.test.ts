import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Launch } from "../../src/clients/client.js";
import { SAMPLE_LAUNCH } from "../../src/clients/launch.js";
import { LINKS } from "../../src/clients/links.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";

let built: Built;
let simulator: Simulator;
let path: string;

beforeAll(async () => {
  built = await buildForTest();
  simulator = await startSimulator({ clock: "manual" });
  // an installed command, where the link's program is looked for
  const bin = join(built.folder, "bin");
  path = [bin, process.env["PATH"] ?? ""].join(delimiter);
  await mkdir(bin);
  const command = join(bin, SAMPLE_LAUNCH.command);
  await writeFile(command, `#!/bin/sh\nexec "${process.execPath}" "${built.program}" "$@"\n`);
  await chmod(command, 0o755);
}, 60_000);

afterAll(async () => {
  await simulator.close();
  await built.remove();
});

/** What a client makes of a link. */
function launchOf(url: string): Launch {
  const config = new URL(url).searchParams.get("config") ?? "";
  const text = config.startsWith("{") ? config : Buffer.from(config, "base64").toString();
  return JSON.parse(text) as Launch;
}

/** Settings of the simulated cluster in place of the sample's. */
function settingsFor(env: Launch["env"]): Record<string, string> {
  const [, user = "", name = "", value = ""] = /^(.*)!(.*)=(.*)$/.exec(simulator.token) ?? [];
  const real: Record<string, string> = {
    PROXMOX_HOST: simulator.url,
    PROXMOX_USER: user,
    PROXMOX_TOKEN_NAME: name,
    PROXMOX_TOKEN_VALUE: value,
    PROXMOX_SSL_FINGERPRINT: simulator.fingerprint,
  };
  return Object.fromEntries(
    Object.entries(env).map(([variable, sample]) => [variable, real[variable] ?? sample]),
  );
}

it.each(LINKS.map((link) => [link.label, link] as const))(
  "%s: starts what its link holds",
  async (_, link) => {
    const url = link.url(SAMPLE_LAUNCH);
    expect(new URL(url).searchParams.get("name")).toBe("proxmox");
    const { command, args, env } = launchOf(url);
    const client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StdioClientTransport({
        command,
        args: [...args],
        env: cleanEnvironment({ ...settingsFor(env), PATH: path }),
      }),
    );
    const answer = await client.callTool({ name: "proxmox_guest_list" });
    await client.close();
    expect(JSON.stringify(answer)).toContain("web01");
  },
);
