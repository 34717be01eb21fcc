import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../codegen/root.js";
import { initialize } from "../tests/support/initialize.js";

/** What users run, after `npm run build`. */
export const PROGRAM = join(ROOT, "dist/proxmox-mcp.cjs");

export const INITIALIZE = initialize("2025-06-18");
export const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };

/** Nothing that makes Node itself start slower, which would flatter a ratio to it. */
export function cleanEnvironment(settings: Record<string, string>): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...settings };
}

export interface ToolResult {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent?: Record<string, unknown>;
}

export interface Session {
  /** @throws Error when the tool answers with an error */
  call(name: string, args: Record<string, unknown>): Promise<ToolResult>;
  close(): Promise<void>;
}

/** The program behind an MCP client that does no more than write and read lines. */
export async function openSession(settings: Record<string, string>): Promise<Session> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: cleanEnvironment(settings),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("no pipes");
  const waiting = new Map<number, (result: ToolResult) => void>();
  createInterface({ input: stdout }).on("line", (line) => {
    const { id, result } = JSON.parse(line) as { id: number; result: ToolResult };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const send = (message: object) => stdin.write(`${JSON.stringify(message)}\n`);
  let id = 0;
  const ask = (message: object): Promise<ToolResult> => {
    id += 1;
    send({ ...message, id });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  await ask(INITIALIZE);
  send(INITIALIZED);
  return {
    async call(name, args) {
      const params = { name, arguments: args };
      const result = await ask({ jsonrpc: "2.0", method: "tools/call", params });
      if (result.isError) throw new Error(`${name}: ${result.content[0]?.text}`);
      return result;
    },
    async close() {
      stdin.end();
      await once(child, "exit");
    },
  };
}
