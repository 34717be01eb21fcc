import { fork } from "node:child_process";
import { Agent, createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createCertificate } from "../simulator/http/certificate.js";

/** What a genuine server takes for a small request. */
const ANSWER_AFTER = 1.5;

export const TOKEN = {
  user: "root@pam",
  tokenName: "bench",
  tokenValue: "00000000-0000-0000-0000-000000000000",
} as const;

const GUESTS = Array.from({ length: 20 }, (_, index) => ({
  id: `qemu/${100 + index}`,
  type: "qemu",
  node: "pve1",
  cpu: 0.0123,
  disk: 0,
  maxcpu: 4,
  maxmem: 4_294_967_296,
  mem: 1_073_741_824,
  name: `guest${index}`,
  status: "running",
  tags: "prod;web",
  uptime: 86_400,
  vmid: 100 + index,
}));

const VERSION = { release: "9.1", repoid: "0123456789abcdef", version: "9.1.2" };

/** By path; the guests for every other one. */
const ANSWERS: Record<string, unknown> = { "/api2/json/version": VERSION };

export interface Stub {
  port: number;
  close(): void;
}

/** In a process of its own, so that the server's work isn't measured as the client's. */
export async function startStub(): Promise<Stub> {
  const child = fork(fileURLToPath(import.meta.url), ["serve"], { execArgv: process.execArgv });
  const port = await new Promise<number>((resolve) => child.once("message", resolve as never));
  return { port, close: () => child.kill() };
}

export interface Bare {
  get(path: string): Promise<unknown>;
  put(path: string, body: string): Promise<unknown>;
  close(): void;
}

/** What everything is measured against: `node:https` with connections kept alive, and no more. */
export function createBare(port: number, token = tokenText()): Bare {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const send = (method: string, path: string, body?: string): Promise<unknown> => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const headers = { authorization: `PVEAPIToken=${token}`, ...(body !== undefined && form) };
    const options = { agent, host: "127.0.0.1", port, path: `/api2/json${path}`, method, headers };
    return new Promise((resolve, reject) => {
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  };
  return {
    get: (path) => send("GET", path),
    put: (path, body) => send("PUT", path, body),
    close: () => agent.destroy(),
  };
}

/** How the stub's token is written in a setting. */
export function tokenText(): string {
  return `${TOKEN.user}!${TOKEN.tokenName}=${TOKEN.tokenValue}`;
}

async function serve(): Promise<void> {
  const { key, certificate: cert } = createCertificate([]);
  const server = createServer({ key, cert }, (received, response) => {
    const body = JSON.stringify({ data: ANSWERS[received.url?.split("?")[0] ?? ""] ?? GUESTS });
    received.resume().on("end", () => {
      const due = performance.now() + ANSWER_AFTER;
      // A timer would fire up to a millisecond late, and so measure the clock.
      const answer = () => {
        if (performance.now() < due) return setImmediate(answer);
        response.setHeader("content-type", "application/json;charset=UTF-8");
        return response.end(body);
      };
      answer();
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve();
