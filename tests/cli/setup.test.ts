import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Terminal } from "../../src/cli/setup/terminal.js";
import { setUp } from "../../src/cli/setup.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";

let simulator: Simulator;
let built: Built;
let home: string;
let secret: string;
let login: string[];

beforeAll(async () => {
  [simulator, built] = await Promise.all([
    startSimulator({ clock: "manual", unauthorizedDelay: 0 }),
    buildForTest(),
  ]);
  const [, user = "", name = "", value = ""] = /^(.*)!(.*)=(.*)$/.exec(simulator.token) ?? [];
  secret = value;
  login = ["--user", user, "--token", name];
}, 60_000);
afterAll(async () => {
  await simulator.close();
  await built.remove();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "home-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** The built program as a script runs it, with the secret on its standard input. */
async function run(args: string[], input = secret) {
  const child = spawn(process.execPath, [built.program, "setup", ...args], {
    env: cleanEnvironment({ HOME: home }),
  });
  child.stdin.end(`${input}\n`);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once("close", resolve)),
  ]);
  return { out, err, code };
}

const known = () => ["--host", simulator.url, "--fingerprint", simulator.fingerprint, ...login];
const cursor = () => join(home, ".cursor/mcp.json");
const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

describe("proxmox-mcp setup", () => {
  it("tries the login, keeps the secret apart, and writes the client's file", async () => {
    mkdirSync(join(home, ".cursor"));
    writeFileSync(cursor(), '{ "mcpServers": { "other": { "command": "x" } } }');
    const { out, err, code } = await run(["--client", "cursor", ...known()]);
    expect([err, code]).toEqual(["", 0]);
    expect(out).toContain("pveum user token add");
    const { other, proxmox } = read(cursor()).mcpServers;
    expect(other).toEqual({ command: "x" });
    expect(read(`${cursor()}.bak1`).mcpServers).toEqual({ other: { command: "x" } });
    const file = proxmox.env.PROXMOX_TOKEN_VALUE_FILE;
    expect([readFileSync(file, "utf8"), statSync(file).mode & 0o777]).toEqual([
      `${secret}\n`,
      0o600,
    ]);
    expect(out + readFileSync(cursor(), "utf8")).not.toContain(secret);
    // what it wrote starts a server that reaches the cluster
    const started = spawn(proxmox.command, [...proxmox.args, "check"], {
      env: cleanEnvironment({ HOME: home, ...proxmox.env }),
    });
    expect(await text(started.stdout)).toContain("ok       login");
  });

  it("shows with --dry-run what it would write, and writes nothing", async () => {
    const { out, code } = await run(["--client", "codex", "--dry-run", ...known()], "");
    expect(code).toBe(0);
    expect(out).toContain("[mcp_servers.proxmox.env]");
    expect(existsSync(join(home, ".codex"))).toBe(false);
    expect(existsSync(join(home, ".config"))).toBe(false);
  });

  it("writes nothing where the login fails", async () => {
    const wrong = "00000000-0000-0000-0000-000000000000";
    const { out, code } = await run(["--client", "cursor", ...known()], wrong);
    expect([code, existsSync(cursor())]).toEqual([1, false]);
    expect(out).toContain("Nothing is written");
    expect(out).not.toContain(wrong);
  });

  it.each([
    [
      "another fingerprint",
      ["--fingerprint", "AB".repeat(32)],
      1,
      "another machine may be answering",
    ],
    ["no fingerprint", [], 2, "--fingerprint"],
    ["no node", ["--host", "https://127.0.0.1:1"], 1, "doesn't accept connections"],
    ["a host that is none", ["--host", "http://pve1"], 2, "--host"],
    ["a client that is none", ["--client", "clippy"], 2, "--client must be one of"],
    ["a secret on the command line", ["--token-value", "x"], 2, "--token-value"],
  ])("refuses %s", async (_, args, code, words) => {
    const usual = ["--client", "cursor", "--host", simulator.url, ...login];
    const answer = await run([...usual, ...args]);
    expect(answer).toMatchObject({ code });
    expect(answer.out + answer.err).toContain(words);
    expect(existsSync(cursor())).toBe(false);
  });

  it("asks a person", async () => {
    vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    const [, user = "", , name = ""] = login;
    const answers = ["lm-studio", simulator.url, "operate", user, name];
    const said: string[] = [];
    const terminal: Terminal = {
      say: (line) => said.push(line),
      ask: async () => answers.shift() ?? "",
      confirm: async () => true,
      askSecret: async () => secret,
    };
    const environment = { HOME: home };
    expect(await setUp([], terminal, { platform: "darwin", environment })).toBe(0);
    const { env } = read(join(home, ".lmstudio/mcp.json")).mcpServers.proxmox;
    expect(env).toMatchObject({ PROXMOX_ACCESS: "operate", PROXMOX_SSL_MODE: "verify" });
    expect(said.join("\n")).toContain(simulator.fingerprint);
    expect(said.join("\n")).not.toContain(secret);
  });

  it("writes nothing where the person doesn't know the fingerprint", async () => {
    const terminal: Terminal = {
      say: () => {},
      ask: async () => "",
      confirm: async () => false,
      askSecret: async () => secret,
    };
    const args = ["--client", "cursor", "--host", simulator.url];
    const machine = { platform: "linux", environment: { HOME: home } } as const;
    expect(await setUp(args, terminal, machine)).toBe(1);
    expect(existsSync(cursor())).toBe(false);
  });
});
