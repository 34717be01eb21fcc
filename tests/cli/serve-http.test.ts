import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";

let built: Built;
let simulator: Simulator;

beforeAll(async () => {
  [built, simulator] = await Promise.all([
    buildForTest(),
    startSimulator({ api: loadRelease(newestRelease()), unauthorizedDelay: 0 }),
  ]);
}, 60_000);

const started = new Set<ChildProcess>();

afterAll(async () => {
  // where a test has failed, its program would go on
  for (const child of started) child.kill("SIGKILL");
  await simulator.close();
  await built.remove();
});

interface Running {
  child: ChildProcess;
  /** The line of the log that has this message. */
  line(message: string): Promise<Record<string, unknown>>;
}

function start(args: string[], settings: Record<string, string>): Running {
  const child = spawn(process.execPath, [built.program, "serve", ...args], {
    env: cleanEnvironment({ ...settings, XDG_STATE_HOME: built.folder }),
    stdio: ["ignore", "inherit", "pipe"],
  });
  started.add(child);
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stderr ?? process.stdin).on("line", (text) => {
    lines.push(text.startsWith("{") ? JSON.parse(text) : { msg: text });
    for (const look of waiting) look();
  });
  return {
    child,
    line: (message) =>
      new Promise((resolve) => {
        const look = () => {
          const found = lines.findIndex(({ msg }) => String(msg).includes(message));
          if (found < 0) return;
          waiting.delete(look);
          resolve(lines.splice(found, 1)[0] ?? {});
        };
        waiting.add(look);
        look();
      }),
  };
}

async function run(args: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [built.program, ...args], {
    env: cleanEnvironment({ ...settings, XDG_STATE_HOME: built.folder }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

describe("proxmox-mcp serve --http", () => {
  it("serves all clusters to callers with a token, reads its settings again, and ends", async () => {
    const config = join(built.folder, "clusters.json");
    const cluster = () => ({
      host: `${simulator.host}:${simulator.port}`,
      token_value: simulator.token,
      ssl_ca_cert: simulator.certificate,
    });
    const write = (...names: string[]) =>
      writeFileSync(
        config,
        JSON.stringify({ clusters: Object.fromEntries(names.map((name) => [name, cluster()])) }),
        { mode: 0o600 },
      );
    write("home", "work");
    const settings = { PROXMOX_CONFIG: config, PROXMOX_AUTH: "token" };
    const { out: token } = await run(["token", "add", "laptop"], settings);
    const { child, line } = start(["--http", "127.0.0.1:0"], settings);
    const { url } = await line("serving MCP");
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/mcp`, { method: "POST" })).status).toBe(401);
    const client = new Client({ name: "test", version: "1" });
    const changed = new Promise<void>((resolve) => {
      client.setNotificationHandler("notifications/tools/list_changed", () => resolve());
    });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
        requestInit: { headers: { Authorization: `Bearer ${token.trim()}` } },
      }),
    );
    const clustersOf = async () =>
      Object((await client.listTools()).tools[0]?.inputSchema.properties)["cluster"]?.enum;
    expect(await clustersOf()).toEqual(["home", "work"]);
    write("home", "work", "lab");
    child.kill("SIGHUP");
    await changed;
    expect(await clustersOf()).toEqual(["home", "work", "lab"]);
    writeFileSync(config, "{");
    child.kill("SIGHUP");
    await line("stay in force");
    expect(await clustersOf()).toEqual(["home", "work", "lab"]);
    await client.close();
    const closed = once(child, "close");
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
  });

  it("traces calls to where OpenTelemetry's variable says, before it ends", async () => {
    const bodies: string[] = [];
    const collector = createServer(async (request, response) => {
      bodies.push(await text(request));
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(collector, "listening");
    const { port } = collector.address() as AddressInfo;
    const { child, line } = start(["--demo", "--http", "127.0.0.1:0"], {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    });
    const { url } = await line("serving MCP");
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    await client.callTool({
      name: "proxmox_guest_list",
      _meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    });
    await client.close();
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
    collector.close();
    const spans = bodies.flatMap((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
    expect(spans).toContainEqual(
      expect.objectContaining({
        name: "tools/call proxmox_guest_list",
        traceId: "0af7651916cd43dd8448eb211c80319c",
        parentSpanId: "b7ad6b7169203331",
      }),
    );
  });

  it("tells Prometheus its numbers on an address of their own", async () => {
    const { child, line } = start(
      ["--demo", "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0"],
      {},
    );
    const { url } = await line("serving MCP");
    const { url: admin } = await line("serving numbers");
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    await client.callTool({ name: "proxmox_guest_list" });
    const numbers = await fetch(`${admin}/metrics`);
    expect(numbers.headers.get("content-type")).toContain("version=0.0.4");
    const text = await numbers.text();
    expect(text).toContain('proxmox_mcp_calls_total{tool="proxmox_guest_list",outcome="ok"} 1\n');
    expect(text).toContain("proxmox_mcp_sessions 1\n");
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expect((await fetch(`${admin}/mcp`, { method: "POST" })).status).toBe(404);
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
  });

  it("tells clients of its authorisation server where it takes tokens of one", async () => {
    const { child, line } = start(["--demo", "--http", "127.0.0.1:0"], {
      PROXMOX_AUTH: "oauth",
      PROXMOX_PUBLIC_URL: "https://mcp.example",
      PROXMOX_OAUTH_ISSUER: "http://127.0.0.1:9",
    });
    const { url } = await line("serving MCP");
    const path = "/.well-known/oauth-protected-resource/mcp";
    const refused = await fetch(`${url}/mcp`, { method: "POST" });
    expect(refused.headers.get("www-authenticate")).toContain(`"https://mcp.example${path}"`);
    expect(await (await fetch(`${url}${path}`)).json()).toMatchObject({
      authorization_servers: ["http://127.0.0.1:9"],
    });
    // nobody answers there
    const headers = { Authorization: "Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA" };
    expect((await fetch(`${url}/mcp`, { method: "POST", headers })).status).toBe(503);
    expect(await line("tokens can't be checked")).toMatchObject({ level: expect.anything() });
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
  });

  it("listens on a Unix socket that only its user and group reach", async () => {
    const path = join(built.folder, "mcp.sock");
    const { child, line } = start(["--demo", "--http", path], {});
    await line("serving MCP");
    const asked = request({ socketPath: path, path: "/healthz" });
    asked.end();
    const [answer] = await once(asked, "response");
    expect(answer.statusCode).toBe(200);
    answer.resume();
    const closed = once(child, "close");
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
  });

  it.each([
    [["--http", "0.0.0.0:0"], {}, 2, "it needs TLS (--tls-cert and --tls-key) and authentication"],
    [["--http", "0.0.0.0:0"], { PROXMOX_AUTH: "token" }, 2, "it needs TLS"],
    [["--http", "8765"], {}, 2, "should be HOST:PORT"],
    [["--http", "127.0.0.1:0", "--admin", "0.0.0.0:0"], {}, 2, "asks nobody who they are"],
    [["--http", "127.0.0.1:0", "--admin", "x"], {}, 2, "--admin: "],
    [["--admin", "127.0.0.1:0"], {}, 2, "belongs to --http"],
    [["--http", "127.0.0.1:0", "--tls-cert", "x"], {}, 2, "belong together"],
    [
      ["--http", "127.0.0.1:0"],
      { PROXMOX_AUTH: "token", PROXMOX_TOKENS: "package.json" },
      78,
      "package.json should hold a list named tokens",
    ],
    [["--http", "127.0.0.1:0"], { PROXMOX_AUTH: "secret" }, 78, "PROXMOX_AUTH is"],
    [["--http", "127.0.0.1:0"], { PROXMOX_TOOLSETS: "guest" }, 78, "PROXMOX_TOOLSETS"],
  ])("refuses %j with %j", async (args, settings, expected, message) => {
    const { code, err, out } = await run(["serve", "--demo", ...args], settings);
    expect(err).toContain(message);
    expect([code, out]).toEqual([expected, ""]);
  });
});
