import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";
import { initialize } from "../support/initialize.js";

let built: Built;
let simulator: Simulator;
const clients: Client[] = [];

beforeAll(async () => {
  [built, simulator] = await Promise.all([
    buildForTest(),
    startSimulator({ api: loadRelease(newestRelease()), unauthorizedDelay: 0 }),
  ]);
}, 60_000);

afterAll(async () => {
  // where a test has failed, its program would go on
  await Promise.all(clients.map((client) => client.close()));
  await simulator.close();
  await built.remove();
});

const connection = () => ({
  host: `${simulator.host}:${simulator.port}`,
  token_value: simulator.token,
  ssl_ca_cert: simulator.certificate,
});

function writeConfig(file: string, ...names: string[]): void {
  const clusters = Object.fromEntries(names.map((name) => [name, connection()]));
  writeFileSync(file, JSON.stringify({ clusters }), { mode: 0o600 });
}

const INITIALIZE = initialize("2025-06-18");

/** The program as a client starts it. */
async function start(args: string[], settings: Record<string, string>, era = "session") {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [built.program, ...args],
    env: cleanEnvironment(settings),
    stderr: "pipe",
  });
  const lines = createInterface(transport.stderr as Readable);
  const client = new Client(
    { name: "test", version: "1" },
    era === "stateless" ? { versionNegotiation: { mode: "auto" } } : {},
  );
  clients.push(client);
  const waiting = new Set<() => void>();
  client.setNotificationHandler("notifications/tools/list_changed", () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  });
  await client.connect(transport);
  return {
    client,
    /** The next time that the tools change. */
    changed: () => new Promise<void>((resolve) => waiting.add(resolve)),
    line: (text: string) =>
      new Promise<string>((resolve) => {
        lines.on("line", (line) => line.includes(text) && resolve(line));
      }),
    hangUp: () => process.kill(transport.pid ?? 0, "SIGHUP"),
    clusters: async () =>
      Object((await client.listTools()).tools[0]?.inputSchema.properties)["cluster"]?.enum,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
  };
}

describe("proxmox-mcp over stdio, where files hold its settings", () => {
  it.each(["session", "stateless"])("reads PROXMOX_CONFIG again (%s)", async (era) => {
    const config = join(built.folder, `clusters-${era}.json`);
    writeConfig(config, "home", "work");
    const { client, changed, line, hangUp, clusters } = await start(
      [],
      { PROXMOX_CONFIG: config },
      era,
    );
    expect(client.getServerCapabilities()?.tools).toEqual({ listChanged: true });
    if (era === "stateless") await client.listen({ toolsListChanged: true });
    expect(await clusters()).toEqual(["home", "work"]);
    const told = changed();
    writeConfig(config, "home", "work", "lab");
    hangUp();
    await told;
    expect(await clusters()).toEqual(["home", "work", "lab"]);
    const refused = line("stay in force");
    writeFileSync(config, "{");
    hangUp();
    expect(await refused).toContain("clusters-");
    expect(await clusters()).toEqual(["home", "work", "lab"]);
    const answer = await client.callTool({
      name: "proxmox_guest_list",
      arguments: { cluster: "lab" },
    });
    expect(JSON.stringify(answer)).toContain("web01");
    await client.close();
  });

  it("looks at --env-file by itself", async () => {
    const file = join(built.folder, "settings.env");
    writeFileSync(file, "PROXMOX_ACCESS=read");
    const { host, token_value, ssl_ca_cert } = connection();
    const { client, changed, tools } = await start(["--env-file", file], {
      PROXMOX_HOST: host,
      PROXMOX_TOKEN_VALUE: token_value,
      PROXMOX_SSL_CA_CERT: ssl_ca_cert,
    });
    expect(await tools()).not.toContain("proxmox_guest_start");
    const told = changed();
    writeFileSync(file, "PROXMOX_ACCESS=operate");
    await told;
    expect(await tools()).toContain("proxmox_guest_start");
    await client.close();
  });

  it("ends with its client, though it looks at files", async () => {
    const config = join(built.folder, "ending.json");
    writeConfig(config, "home");
    const child = spawn(process.execPath, [built.program], {
      env: cleanEnvironment({ PROXMOX_CONFIG: config }),
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    const [answer] = await once(child.stdout, "data");
    expect(String(answer)).toContain('"listChanged":true');
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("announces no changes where there is no file", async () => {
    const { client } = await start(["--demo"], {});
    expect(client.getServerCapabilities()?.tools).toEqual({});
    await client.close();
  });
});
