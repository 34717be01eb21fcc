import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { type Built, buildForTest, cleanEnvironment } from "../built.js";

/** Two servers in front of one cluster, and a proxy that gives requests to them in turn. */
let built: Built;
let simulator: Simulator;
let proxy: Server;
const replicas: { child: ChildProcess; port: number }[] = [];

beforeAll(async () => {
  [built, simulator] = await Promise.all([
    buildForTest(),
    startSimulator({ api: loadRelease(newestRelease()), unauthorizedDelay: 0 }),
  ]);
  for (let count = 0; count < 2; count += 1) replicas.push(await startReplica());
  proxy = createServer(inTurn()).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
}, 60_000);

afterAll(async () => {
  for (const { child } of replicas) child.kill("SIGKILL");
  proxy.closeAllConnections();
  proxy.close();
  await simulator.close();
  await built.remove();
});

async function startReplica(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [built.program, "serve", "--http", "127.0.0.1:0"], {
    env: cleanEnvironment({
      PROXMOX_HOST: `${simulator.host}:${simulator.port}`,
      PROXMOX_TOKEN_VALUE: simulator.token,
      PROXMOX_SSL_CA_CERT: simulator.certificate,
      PROXMOX_ACCESS: "elevated",
      XDG_STATE_HOME: built.folder,
    }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const port = await new Promise<number>((resolve) => {
    createInterface(child.stderr ?? process.stdin).on("line", (line) => {
      const { url } = JSON.parse(line) as { url?: string };
      if (url) resolve(Number(new URL(url).port));
    });
  });
  return { child, port };
}

/** What can't be connected to goes to the next; what breaks later isn't sent again: it may have run. */
function inTurn(): Parameters<typeof createServer>[1] {
  let turn = 0;
  return (asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on("data", (chunk: Buffer) => chunks.push(chunk));
    asked.on("end", () => {
      const attempt = (left: number) => {
        turn += 1;
        const { port = 0 } = replicas[turn % replicas.length] ?? {};
        const passed = request(
          { port, path: asked.url, method: asked.method, headers: asked.headers },
          (got) => {
            answer.writeHead(got.statusCode ?? 502, got.headers);
            got.on("error", () => answer.destroy()).pipe(answer);
          },
        );
        passed.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code === "ECONNREFUSED" && left > 0) attempt(left - 1);
          else answer.destroy();
        });
        passed.end(Buffer.concat(chunks));
      };
      attempt(1);
    });
  };
}

it("loses no call without an error when one of two is killed", async () => {
  const client = new Client(
    { name: "test", version: "1" },
    { versionNegotiation: { mode: "auto" } },
  );
  const { port } = proxy.address() as AddressInfo;
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)));
  expect(client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
  const set = (at: number) =>
    client.callTool({
      name: "proxmox_guest_snapshot",
      arguments: { action: "create", vmid: 101, snapname: `at${at}`, wait: 0 },
    });
  const [doomed] = replicas;
  let ended = 0;
  const calls = [...Array(24).keys()].map(async (at) => {
    try {
      const { isError, structuredContent } = await set(at);
      return isError ? { at, error: JSON.stringify(structuredContent) } : { at };
    } catch (error) {
      return { at, error: String(error) };
    } finally {
      ended += 1;
      if (ended === 4) doomed?.child.kill("SIGKILL");
    }
  });
  const results = await Promise.all(calls);
  const made = simulator.requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/qemu/101/snapshot"),
  ).length;
  const good = results.filter(({ error }) => error === undefined).length;
  // what was answered was done, once; what was cut off ended with an error and was sent at most once
  expect(good).toBeGreaterThan(0);
  expect(made).toBeGreaterThanOrEqual(good);
  expect(made).toBeLessThanOrEqual(results.length);
  for (const { error } of results) expect(error).not.toBe("");
  const after = await client.callTool({ name: "proxmox_guest_list", arguments: { limit: 1 } });
  expect(after.isError).toBeFalsy();
  await client.close();
});

it("lets a running call end where one is told to stop", async () => {
  replicas[0] = await startReplica();
  const [leaving] = replicas;
  const client = new Client(
    { name: "test", version: "1" },
    { versionNegotiation: { mode: "auto" } },
  );
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${leaving?.port}/mcp`)),
  );
  let began = () => {};
  const running = new Promise<void>((resolve) => {
    began = resolve;
  });
  const call = client.callTool(
    {
      name: "proxmox_guest_snapshot",
      arguments: { action: "create", vmid: 102, snapname: "last" },
    },
    { onprogress: () => began() },
  );
  await running;
  leaving?.child.kill("SIGTERM");
  const closed = once(leaving?.child ?? process, "close");
  expect((await call).structuredContent).toMatchObject({ data: { state: "ok" } });
  await client.close();
  expect(await closed).toEqual([0, null]);
});
