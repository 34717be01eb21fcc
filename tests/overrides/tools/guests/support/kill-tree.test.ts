import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { killTree } from "../../../../../overrides/tools/guests/support/kill-tree.js";

/** Whether a process is there and not only waits to be buried. */
function runs(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, "latin1"));
}

describe.skipIf(!existsSync("/proc/self/stat"))("killTree", () => {
  it("ends a genuine tree that ignores its end, whichever sessions it has", async () => {
    const script =
      "trap '' TERM; (setsid sh -c 'echo $$; sleep 300; true' & echo $!; wait) & echo $!; wait";
    const root = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((resolve) => root.once("exit", resolve));
    let said = "";
    await new Promise<void>((resolve) => {
      root.stdout.on("data", (chunk: Buffer) => {
        said += chunk;
        if (said.trim().split("\n").length === 3) resolve();
      });
    });
    const pids = [root.pid ?? 0, ...said.trim().split("\n").map(Number)];
    expect(pids.every(runs)).toBe(true);
    const [program = "", ...args] = killTree(root.pid ?? 0, false);
    execFileSync(program, args);
    await ended;
    await expect.poll(() => pids.filter(runs)).toEqual([]);
  });

  it("is another program's business in Windows", () => {
    expect(killTree(7, true)).toEqual(["taskkill.exe", "/PID", "7", "/T", "/F"]);
  });
});
