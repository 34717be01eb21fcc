import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnvironment, INITIALIZE, INITIALIZED, PROGRAM } from "./session.js";
import { median, type Row } from "./table.js";

const ROUNDS = 40;

/** Times a bare start; Node 20 itself starts faster. */
const LIMIT = process.version.startsWith("v20.") ? 3 : 2.5;

const LIST = { jsonrpc: "2.0", id: 2, method: "tools/list" };

/** After it, the first start has written V8's code cache. */
const CACHED_AFTER_MILLISECONDS = 5_000;

interface Times {
  first: number;
  listed: number;
  rss: number;
}

/** From spawning the bundled server to its first answers, against a bare `node -e 0`. */
export async function benchStart(): Promise<Row[]> {
  if (!existsSync(PROGRAM)) throw new Error("npm run build first");
  const cache = await mkdtemp(join(tmpdir(), "bench-"));
  const environment = cleanEnvironment({
    PROXMOX_HOST: "127.0.0.1",
    PROXMOX_USER: "root@pam",
    PROXMOX_TOKEN_NAME: "bench",
    PROXMOX_TOKEN_VALUE: "00000000-0000-0000-0000-000000000000",
    XDG_CACHE_HOME: cache,
  });
  const uncached = { ...environment, NODE_DISABLE_COMPILE_CACHE: "1" };
  try {
    await start(environment, CACHED_AFTER_MILLISECONDS);
    const bare: number[] = [];
    const later: Times[] = [];
    const first: Times[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareNode(environment));
      later.push(await start(environment));
      first.push(await start(uncached));
    }
    const row = (what: string, limit: number, times: number[]): Row => ({
      what: `start: ${what}`,
      value: median(times) / median(bare),
      unit: "×",
      limit,
      note: `${spread(times)} ms, bare node ${spread(bare)} ms`,
    });
    const all = (name: keyof Times, times: Times[]) => times.map((one) => one[name]);
    return [
      row("spawn → first answer", LIMIT, all("first", later)),
      row("spawn → tools/list answered", LIMIT, all("listed", later)),
      row("… the very first time, without code cache", Number.NaN, all("listed", first)),
      {
        what: "start: RSS after tools/list",
        value: median(all("rss", later)),
        unit: "MB",
        limit: 52,
        note: spread(all("rss", later)),
      },
    ];
  } finally {
    await rm(cache, { recursive: true });
  }
}

/** `median (10th–90th percentile)` */
function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  return `${at(0.5)} (${at(0.1)}–${at(0.9)})`;
}

async function bareNode(env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { env, stdio: "ignore" });
  await once(child, "exit");
  return performance.now() - began;
}

/** @param hold milliseconds for which the server is left running */
async function start(env: Record<string, string>, hold = 0): Promise<Times> {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM], { env, stdio: ["pipe", "pipe", "inherit"] });
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
  await sleep(hold);
  child.stdin.end();
  await once(child, "exit");
  return { first, listed, rss };
}

/** From /proc, where there is one. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
