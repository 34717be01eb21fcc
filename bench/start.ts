import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../codegen/root.js";
import { median, type Row } from "./table.js";

const PROGRAM = join(ROOT, "dist/proxmox-mcp.cjs");
const ROUNDS = 25;

/** Nothing that makes Node itself start slower, which would flatter the ratio. */
const environment = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  PROXMOX_HOST: "127.0.0.1",
  PROXMOX_USER: "root@pam",
  PROXMOX_TOKEN_NAME: "bench",
  PROXMOX_TOKEN_VALUE: "00000000-0000-0000-0000-000000000000",
};

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "bench", version: "1" },
  },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const LIST = { jsonrpc: "2.0", id: 2, method: "tools/list" };

/** From spawning the bundled server to its first answers, against a bare `node -e 0`. */
export async function benchStart(): Promise<Row[]> {
  if (!existsSync(PROGRAM)) throw new Error("npm run build first");
  const bare: number[] = [];
  const first: number[] = [];
  const listed: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await bareNode());
    const times = await start();
    first.push(times.first);
    listed.push(times.listed);
    memory.push(times.rss);
  }
  const baseline = median(bare);
  const row = (what: string, times: number[], limit: number): Row => ({
    what,
    value: median(times) / baseline,
    unit: "×",
    limit,
    note: `${median(times).toFixed(1)} ms, bare node ${baseline.toFixed(1)} ms`,
  });
  return [
    row("spawn → first answer", first, 2.4),
    row("spawn → tools/list answered", listed, 2.5),
    { what: "RSS after tools/list", value: median(memory), unit: "MB", limit: 55, note: "" },
  ];
}

async function bareNode(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { env: environment, stdio: "ignore" });
  await once(child, "exit");
  return performance.now() - began;
}

async function start(): Promise<{ first: number; listed: number; rss: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM], {
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let text = "";
  const answer = async (id: number): Promise<number> => {
    while (!text.includes(`"id":${id}`) || !text.endsWith("\n")) {
      const [chunk] = (await once(child.stdout, "data")) as [Buffer];
      text += chunk.toString("utf8");
    }
    return performance.now() - began;
  };
  const send = (...messages: object[]) =>
    child.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  send(INITIALIZE);
  const first = await answer(1);
  send(INITIALIZED, LIST);
  const listed = await answer(2);
  const rss = await residentMegabytes(child.pid ?? 0);
  child.stdin.end();
  await once(child, "exit");
  return { first, listed, rss };
}

/** From /proc, where there is one. */
async function residentMegabytes(pid: number): Promise<number> {
  const { readFile } = await import("node:fs/promises");
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
