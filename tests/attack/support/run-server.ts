import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type Built, cleanEnvironment } from "../../mcp/built.js";

export interface Message {
  id?: number;
  method?: string;
  result?: { structuredContent?: Record<string, unknown>; isError?: boolean };
  error?: { message: string };
}

/** The built program, and a client that writes what it likes. */
export interface Running {
  child: ChildProcessWithoutNullStreams;
  errors(): string;
  write(text: string | Buffer): boolean;
  send(message: object): void;
  /** Calls a tool and waits for its answer. */
  call(name: string, args?: object): Promise<Message>;
  answer(id: number): Promise<Message>;
  /** Bytes of the longest line that it has written. */
  longest(): number;
  /** Megabytes of memory in use, and the most that were since the last look. */
  memory(): { now: number; most: number };
  ended(): Promise<number | null>;
  close(): Promise<number | null>;
}

/** @param options of Node, such as the size of its heap */
export function runServer(
  built: Built,
  environment: Record<string, string>,
  options: readonly string[] = [],
): Running {
  const child = spawn(process.execPath, [...options, built.program], {
    env: cleanEnvironment({ HOME: built.folder, XDG_STATE_HOME: built.folder, ...environment }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const answers = new Map<number, Message>();
  let rest = "";
  let errors = "";
  let longest = 0;
  let id = 0;
  child.stdin.on("error", () => undefined);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      longest = Math.max(longest, Buffer.byteLength(line));
      const message = JSON.parse(line) as Message;
      if (message.id !== undefined) answers.set(message.id, message);
    }
    if (lines.length > 0) child.emit("said");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-100_000);
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  const running: Running = {
    child,
    errors: () => errors,
    write: (text) => child.stdin.write(text),
    send: (message) => void running.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`),
    call: async (name, args = {}) => {
      id += 1;
      running.send({ id, method: "tools/call", params: { name, arguments: args } });
      return running.answer(id);
    },
    answer: async (wanted) => {
      for (;;) {
        const found = answers.get(wanted);
        if (found) {
          answers.delete(wanted);
          return found;
        }
        if (child.exitCode !== null) throw new Error(`it has ended: ${errors.slice(-1_000)}`);
        await Promise.race([once(child, "said"), closed]);
      }
    },
    longest: () => longest,
    memory: () => memoryOf(child.pid),
    ended: async () => (await closed)[0],
    close: async () => {
      child.stdin.end();
      return (await closed)[0];
    },
  };
  running.send({
    id: 0,
    method: "initialize",
    params: {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "attack", version: "1" },
    },
  });
  running.send({ method: "notifications/initialized" });
  return running;
}

function memoryOf(pid: number | undefined): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024);
  // has the kernel count the most from here on
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}
