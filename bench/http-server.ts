import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { cleanEnvironment, PROGRAM } from "./session.js";

/** A program of ours that runs beside this one. */
export interface Running {
  said(name: string): string;
  /** Megabytes that are resident; NaN where the system doesn't say. */
  memory(): number;
  stop(): Promise<void>;
}

/** The simulated cluster, as users start it. */
export function startCluster(): Promise<Running> {
  return start(["simulate"], {}, { stream: "stdout", line: /^(\w+): (.+)$/, last: "release" });
}

/** What the server is in front of. */
export interface Behind {
  /** Host and port. */
  host: string;
  /** `user@realm!name=secret`. */
  token: string;
}

/** The server over HTTP on loopback. Its address is `url`. */
export function startServer({ host, token }: Behind): Promise<Running> {
  const settings = {
    PROXMOX_HOST: host,
    PROXMOX_TOKEN_VALUE: token,
    PROXMOX_SSL_MODE: "insecure",
    PROXMOX_ACCESS: "elevated",
  };
  return start(["serve", "--http", "127.0.0.1:0"], settings, {
    stream: "stderr",
    line: /"(url)":"([^"]+)"/,
    last: "url",
  });
}

interface Announcement {
  stream: "stdout" | "stderr";
  line: RegExp;
  /** What is said last before it serves. */
  last: string;
}

async function start(
  args: readonly string[],
  settings: Record<string, string>,
  { stream, line: pattern, last }: Announcement,
): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: cleanEnvironment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child[stream] as Readable }).on("line", (line) => {
      lines.push(line);
      const [, name = "", value = ""] = pattern.exec(line) ?? [];
      said.set(name, value);
      if (name === last) resolve();
    });
    child.once("exit", () => reject(new Error(`${args.join(" ")} ended: ${lines.join("\n")}`)));
  });
  child.stdout.resume();
  child.stderr.resume();
  return {
    said: (name) => said.get(name) ?? "",
    memory: () => residentOf(child),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function residentOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
