import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { NEWEST } from "./helpers.js";

const PYTHON = "/usr/bin/python3";
const SCRIPT = fileURLToPath(new URL("guest_life.py", import.meta.url));

function isInstalled(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import proxmoxer, requests"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

// An independent client, which only machines have that installed Debian's python3-proxmoxer.
describe.skipIf(!isInstalled())("python3-proxmoxer", () => {
  let simulator: Simulator;
  let folder: string;

  beforeAll(async () => {
    simulator = await startSimulator({ api: NEWEST, speed: 50 });
    folder = mkdtempSync(join(tmpdir(), "simulator-"));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await simulator.close();
  });

  it("logs in by token and by password and leads a guest through its life", async () => {
    const certificate = join(folder, "ca.pem");
    writeFileSync(certificate, simulator.certificate);
    const { host, port, token, user, password } = simulator;
    const parameters = [host, String(port), certificate, token, user, password];
    const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT, ...parameters]);
    const life = (vmid: number) => [
      ["create", "OK"],
      ["listed", true],
      ["config", `py-${vmid}`],
      ["description", "a; b & c=d"],
      ["start", "OK"],
      ["status", "running"],
      ["delete while running", 500, `VM ${vmid} is running - destroy failed`],
      ["stop", "OK"],
      ["delete", "OK"],
      ["gone", 500, `Configuration file 'nodes/pve1/qemu-server/${vmid}.conf' does not exist`],
    ];
    expect(JSON.parse(stdout)).toEqual({
      version: NEWEST.release,
      nodes: ["pve1", "pve2", "pve3"],
      token: life(801),
      password: life(802),
    });
  });
});
