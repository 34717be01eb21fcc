import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";

const folder = mkdtempSync(join(tmpdir(), "health-"));
const answering = (status: number) =>
  createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? status : 404).end();
  });
const healthy = answering(200);
const ill = answering(503);
const onSocket = answering(200);
const socket = join(folder, "socket");

beforeAll(async () => {
  for (const server of [healthy, ill]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  onSocket.listen(socket);
  await once(onSocket, "listening");
});

afterAll(() => {
  for (const server of [healthy, ill, onSocket]) server.close();
  rmSync(folder, { recursive: true });
});

const portOf = (server: typeof healthy) => (server.address() as AddressInfo).port;

/** @returns the exit code where process 1 was started with these arguments */
async function checkOf(...args: string[]): Promise<number> {
  const file = join(folder, "cmdline");
  writeFileSync(file, ["/nodejs/bin/node", "/app/dist/proxmox-mcp.cjs", ...args, ""].join("\0"));
  const child = spawn(process.execPath, [join(ROOT, "packaging/healthcheck.cjs"), file], {
    stdio: "ignore",
  });
  const [code] = await once(child, "exit");
  return code as number;
}

it("has nobody to ask over stdio", async () => {
  expect(await checkOf()).toBe(0);
  expect(await checkOf("--demo")).toBe(0);
});

it("asks where process 1 listens", async () => {
  expect(await checkOf("serve", "--http", `127.0.0.1:${portOf(healthy)}`)).toBe(0);
  expect(await checkOf("serve", `--http=0.0.0.0:${portOf(healthy)}`)).toBe(0);
  expect(await checkOf("serve", "--http", socket)).toBe(0);
});

it("fails where nobody listens, or what does is ill", async () => {
  expect(await checkOf("serve", "--http", "127.0.0.1:1")).toBe(1);
  expect(await checkOf("serve", "--http", `127.0.0.1:${portOf(ill)}`)).toBe(1);
});

it("asks over TLS where there is a certificate", async () => {
  // which this one doesn't speak
  const plain = `127.0.0.1:${portOf(healthy)}`;
  expect(await checkOf("serve", "--http", plain, "--tls-cert", "/cert.pem")).toBe(1);
});
