import { fork } from "node:child_process";
import { Agent, createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { generate } from "selfsigned";
import type { Client } from "../src/pve/client.js";
import { median, printRows, type Row } from "./table.js";

/** What a genuine server takes for a small request. */
const ANSWER_AFTER = 1.5;

const ROUNDS = 1_000;
const WARM_UP = 200;
const BATCHES = 200;
const CONCURRENT = 50;

const TOKEN = {
  kind: "token",
  user: "root@pam",
  tokenName: "bench",
  tokenValue: "00000000-0000-0000-0000-000000000000",
} as const;

const GUESTS = Array.from({ length: 20 }, (_, index) => ({
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

/** One GET, one POST and 50 GETs at once, each against bare `node:https` in turns. */
export async function benchClient(): Promise<Row[]> {
  const child = fork(fileURLToPath(import.meta.url), ["serve"], { execArgv: process.execArgv });
  const port = await new Promise<number>((resolve) => child.once("message", resolve as never));
  const { createClient } = await import("../src/pve/client.js");
  const client = createClient({
    hosts: [{ host: "127.0.0.1", port }],
    credentials: TOKEN,
    tls: { mode: "insecure" },
    maxRequests: CONCURRENT,
  });
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  try {
    return [
      await compare(
        "one GET",
        1.3,
        () => bareGet(agent, port),
        () => list(client),
      ),
      await compare(
        "one POST",
        1.3,
        () => barePost(agent, port),
        () => change(client),
      ),
      await compare(
        `${CONCURRENT} GETs at once`,
        1.4,
        () => Promise.all(Array.from({ length: CONCURRENT }, () => bareGet(agent, port))),
        () => Promise.all(Array.from({ length: CONCURRENT }, () => list(client))),
        BATCHES,
      ),
    ];
  } finally {
    await client.close();
    agent.destroy();
    child.kill();
  }
}

function list(client: Client): Promise<unknown> {
  return client.call("GET /nodes/{node}/qemu", { node: "pve1" });
}

function change(client: Client): Promise<unknown> {
  const parameters = { node: "pve1", vmid: 100, cores: 2, description: "a; b" };
  return client.call("PUT /nodes/{node}/qemu/{vmid}/config", parameters);
}

async function compare(
  what: string,
  limit: number,
  bare: () => Promise<unknown>,
  ours: () => Promise<unknown>,
  rounds = ROUNDS,
): Promise<Row> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    // In turns, and each as often first: whatever slows the machine down slows both.
    const oursFirst = round % 2 === 1;
    const one = await time(oursFirst ? ours : bare);
    const other = await time(oursFirst ? bare : ours);
    if (round < WARM_UP) continue;
    times[0].push(oursFirst ? other : one);
    times[1].push(oursFirst ? one : other);
  }
  const [first, second] = [median(times[0]), median(times[1])];
  const note = `${first.toFixed(2)} ms bare, ${second.toFixed(2)} ms ours`;
  return { what: `client: ${what}`, value: second / first, unit: "×", limit, note };
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

function bareGet(agent: Agent, port: number): Promise<unknown> {
  return bare(agent, port, "GET", "/api2/json/nodes/pve1/qemu");
}

function barePost(agent: Agent, port: number): Promise<unknown> {
  const body = "cores=2&description=a%3B%20b";
  return bare(agent, port, "PUT", "/api2/json/nodes/pve1/qemu/100/config", body);
}

function bare(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  body?: string,
): Promise<unknown> {
  const authorization = `PVEAPIToken=${TOKEN.user}!${TOKEN.tokenName}=${TOKEN.tokenValue}`;
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const headers = { authorization, ...(body !== undefined && form) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** In a process of its own, so that the server's work isn't measured as the client's. */
async function serve(): Promise<void> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    algorithm: "sha256",
  });
  const body = JSON.stringify({ data: GUESTS });
  const server = createServer({ key, cert }, (received, response) => {
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "serve") await serve();
  else printRows(await benchClient());
}
