import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { createCertificate } from "../../simulator/http/certificate.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { type Cluster, connect } from "../../src/index.js";
import { type Endpoint, keyOf, pathParameters } from "../../src/schema/model.js";

let simulator: Simulator;
let prism: ChildProcess;
let front: Server;
let pve: Cluster;
/** What Prism found wrong since the test began. */
let violations: string[] = [];

// the client speaks TLS alone and Prism none, so a server in front of it unwraps
beforeAll(async () => {
  simulator = await startSimulator({ speed: 100, unauthorizedDelay: 0 });
  const port = await freePort();
  const options = ["--port", String(port), "--insecure"];
  const command = ["--import", "tsx", "codegen/main.ts", "proxy", simulator.url, ...options];
  prism = spawn(process.execPath, command, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  await untilPrinted(prism, "Prism is listening");
  const { key, certificate, fingerprint } = createCertificate([]);
  front = createServer({ key, cert: certificate }, (asked, answer) => forward(asked, answer, port));
  await once(front.listen(0, "127.0.0.1"), "listening");
  pve = connect({
    host: `https://127.0.0.1:${(front.address() as AddressInfo).port}`,
    token: simulator.token,
    tls: { mode: "verify", fingerprint },
  });
}, 60_000);

afterAll(async () => {
  prism.kill();
  await pve.close();
  front.close();
  await simulator.close();
});

beforeEach(() => {
  violations = [];
});

function forward(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = asked;
  const onward = request({ port, method, path: url, headers }, (answered) => {
    const found = answered.headers["sl-violations"];
    if (found !== undefined) violations.push(`${method} ${url}: ${found}`);
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  asked.pipe(onward);
}

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function untilPrinted(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (data) => {
      printed += data;
      if (printed.includes(text)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`prism ended with ${code}: ${printed}`)));
  });
}

describe("our client through Prism's validating proxy", () => {
  it("changes a guest and follows its tasks without a violation", async () => {
    const guest = { node: "pve1", vmid: 100 };
    await pve.nodes.qemu.config.put({
      ...guest,
      agent: { enabled: true, type: "isa" },
      tags: "prod;web",
      onboot: true,
    });
    const taken = await pve.nodes.qemu.snapshot.post({ ...guest, snapname: "contract" });
    expect(await pve.finishTask(taken)).toMatchObject({ state: "ok" });
    const names = (await pve.nodes.qemu.snapshot.get(guest)).map(({ name }) => name);
    expect(names).toContain("contract");
    const gone = await pve.nodes.qemu.snapshot.item.delete({ ...guest, snapname: "contract" });
    expect(await pve.finishTask(gone)).toMatchObject({ state: "ok" });
    expect(violations).toEqual([]);
  });

  it("reads all that needs no more than a node, a guest or a storage", async () => {
    const endpoints = loadRelease(newestRelease()).endpoints.filter(isReadable);
    for (const endpoint of endpoints) {
      const vmid = endpoint.path.includes("/lxc/") ? 200 : 100;
      const values: Record<string, unknown> = { node: "pve1", vmid, storage: "local" };
      const names = requiredNames(endpoint);
      const parameters = Object.fromEntries(names.map((name) => [name, values[name]]));
      await pve.request(keyOf(endpoint), parameters).catch(() => undefined);
    }
    expect(violations).toEqual([]);
    expect(endpoints.length).toBeGreaterThan(150);
  }, 60_000);

  it("is told of a violation", async () => {
    const wrong = { node: "pve1", vmid: 100, cores: 0 };
    await expect(pve.request("PUT /nodes/{node}/qemu/{vmid}/config", wrong)).rejects.toThrow();
    expect(violations).toEqual([expect.stringContaining('"location":["request","body","cores"]')]);
  });
});

function requiredNames({ path, parameters }: Endpoint): string[] {
  const required = Object.entries(parameters.properties ?? {}).filter(
    ([, { optional }]) => !optional,
  );
  return [...new Set([...pathParameters(path), ...required.map(([name]) => name)])];
}

function isReadable(endpoint: Endpoint): boolean {
  const known = ["node", "vmid", "storage"];
  return endpoint.method === "GET" && requiredNames(endpoint).every((name) => known.includes(name));
}
