import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { tokenOf } from "../tools/harness.js";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

let built: Built;
let simulator: Simulator;

beforeAll(async () => {
  built = await buildForTest();
  simulator = await startSimulator({
    api: loadRelease(newestRelease()),
    speed: 20,
    unauthorizedDelay: 0,
  });
}, 60_000);

afterAll(async () => {
  await simulator.close();
  await built.remove();
});

interface Message {
  id?: number;
  result?: { structuredContent?: Record<string, unknown>; isError?: boolean };
  error?: { message: string };
}

interface Running {
  child: ChildProcessWithoutNullStreams;
  output(): string;
  errors(): string;
  send(message: object): void;
  write(text: string | Buffer): void;
  /** The answer to a request, when it comes. */
  answer(id: number): Promise<Message>;
}

function settings(): Record<string, string> {
  const token = tokenOf(simulator.token);
  if (token.kind !== "token") throw new Error("the simulator has a token");
  return {
    PROXMOX_HOST: simulator.host,
    PROXMOX_PORT: String(simulator.port),
    PROXMOX_USER: token.user,
    PROXMOX_TOKEN_NAME: token.tokenName,
    PROXMOX_TOKEN_VALUE: token.tokenValue,
    PROXMOX_SSL_MODE: "insecure",
    PROXMOX_ACCESS: "elevated",
    PROXMOX_TOOLSETS: "all",
    PROXMOX_LOG_LEVEL: "trace",
  };
}

function run(environment: Record<string, string> = settings()): Running {
  const child = spawn(process.execPath, [built.program], {
    env: cleanEnvironment({ HOME: built.folder, XDG_STATE_HOME: built.folder, ...environment }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    child.emit("said");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const messages = () =>
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Message);
  const running: Running = {
    child,
    output: () => output,
    errors: () => errors,
    write: (text) => child.stdin.write(text),
    send: (message) => running.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`),
    answer: async (id) => {
      for (;;) {
        const found = messages().find((message) => message.id === id);
        if (found) return found;
        await once(child, "said");
      }
    },
  };
  running.send({
    id: 0,
    method: "initialize",
    params: {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "test", version: "1" },
    },
  });
  running.send({ method: "notifications/initialized" });
  return running;
}

const call = (id: number, name: string, args: unknown, meta?: object) => ({
  id,
  method: "tools/call",
  params: { name, arguments: args, ...(meta && { _meta: meta }) },
});

async function ended({ child }: Running): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}

const SLOW = call(1, "proxmox_guest_exec", { vmid: 100, command: "sleep 60", timeout: 60 });

describe("a client that vanishes", () => {
  it("while a call waits: nothing is left behind", async () => {
    const server = run();
    await server.answer(0);
    server.send(call(1, "proxmox_guest_status", { vmid: 100 }));
    await server.answer(1);
    server.send({ ...SLOW, id: 2 });
    await new Promise((done) => setTimeout(done, 200));
    server.child.stdin.end();
    expect(await ended(server)).toBe(0);
    expect(server.errors()).not.toMatch(/unexpected|Error:|at .*\.cjs/);
  });

  it("with both its ends, in the middle of a line", async () => {
    const server = run();
    await server.answer(0);
    server.write('{"jsonrpc":"2.0","id":5,"meth');
    server.child.stdout.destroy();
    server.send(call(6, "proxmox_guest_list", {}));
    server.child.stdin.end();
    await ended(server);
    expect(server.errors()).not.toMatch(/Unhandled|at .*\.cjs/);
  });
});

describe("a client that sends nonsense", () => {
  it("is answered, or passed over, and served afterwards", async () => {
    const server = run();
    await server.answer(0);
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const lines = [
      "not json",
      "[]",
      "null",
      "17",
      '"text"',
      '{"jsonrpc":"1.0","id":1,"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":{},"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":21,"method":"tools/call"}',
      '{"jsonrpc":"2.0","id":22,"method":"tools/call","params":[]}',
      '{"jsonrpc":"2.0","id":23,"method":"tools/call","params":{"name":5}}',
      '{"jsonrpc":"2.0","id":24,"method":"tools/call","params":{"name":"__proto__","arguments":{"__proto__":{"a":1}}}}',
      '{"jsonrpc":"2.0","id":25,"method":"__proto__"}',
      '{"jsonrpc":"2.0","id":26,"method":"resources/read","params":{"uri":"proxmox://guest/..%2f..%2faccess"}}',
      '{"jsonrpc":"2.0","id":27,"method":"resources/read","params":{"uri":"proxmox://tool/constructor"}}',
      '{"jsonrpc":"2.0","id":28,"method":"prompts/get","params":{"name":"constructor"}}',
      '{"jsonrpc":"2.0","id":29,"method":"completion/complete","params":{"ref":{"type":"ref/resource","uri":"proxmox://guest/{vmid}"},"argument":{"name":"constructor","value":""}}}',
      '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"nobody"}}',
      '{"jsonrpc":"2.0","id":30,"result":{}}',
      `{"jsonrpc":"2.0","id":31,"method":"tools/call","params":{"name":"proxmox_guest_list","arguments":{"name":${deep}}}}`,
      `{"jsonrpc":"2.0","id":32,"method":"tools/call","params":{"name":"proxmox_guest_list","arguments":{"name":"\\ud800\\u0000\\u202e"}}}`,
      "\u0000\u0001\ufeff",
    ];
    server.write(`${lines.join("\n")}\n`);
    server.write(Buffer.concat([Buffer.from([0xff, 0xfe, 0x80, 0x0a]), Buffer.from("\r\n\r\n")]));
    server.write(
      `{"jsonrpc":"2.0","id":33,"method":"tools/list","params":{"x":"${"y".repeat(3_000_000)}"}}\n`,
    );
    server.send(call(99, "proxmox_guest_status", { vmid: 100 }));
    const { result } = await server.answer(99);
    expect(result?.structuredContent).toMatchObject({ data: { vmid: 100 } });
    for (const id of [21, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33]) {
      const { error, result: answered } = await server.answer(id);
      const text = JSON.stringify(error ?? answered);
      expect(text, String(id)).not.toMatch(/TypeError|RangeError|internal|\.cjs/);
    }
    server.child.stdin.end();
    expect(await ended(server)).toBe(0);
    expect(server.errors()).not.toMatch(/"unexpected"|at .*\.cjs/);
  });
});

const TOKEN = "4f7a9c31-0000-4000-8000-0123456789ab";
const PASSWORD = 's3cret-Pässword"#%';

describe("our secrets", () => {
  it("appear neither in logs nor in answers, at any level, for a token", async () => {
    const token = settings()["PROXMOX_TOKEN_VALUE"] as string;
    const server = run();
    let id = 0;
    for (const [name, args] of EVERYTHING) {
      id += 1;
      server.send(call(id, name, args, { progressToken: id }));
    }
    for (let wanted = 1; wanted <= id; wanted += 1) await server.answer(wanted);
    server.child.stdin.end();
    expect(await ended(server)).toBe(0);
    expect(server.errors()).toContain('"request"');
    expect(server.errors() + server.output()).not.toContain(token);
  });

  it("appear nowhere either when the login is refused or nobody answers", async () => {
    for (const change of [
      { PROXMOX_TOKEN_VALUE: TOKEN },
      { PROXMOX_TOKEN_VALUE: TOKEN, PROXMOX_PORT: "1" },
      { PROXMOX_TOKEN_VALUE: "", PROXMOX_TOKEN_NAME: "", PROXMOX_PASSWORD: PASSWORD },
    ]) {
      const server = run({ ...settings(), ...change });
      server.send(call(1, "proxmox_guest_list", {}));
      const { result } = await server.answer(1);
      expect(result?.isError).toBe(true);
      server.child.stdin.end();
      await ended(server);
      for (const secret of [TOKEN, PASSWORD, encodeURIComponent(PASSWORD)]) {
        expect(server.errors() + server.output()).not.toContain(secret);
      }
    }
  }, 30_000);
});

const EVERYTHING: [string, Record<string, unknown>][] = [
  ["proxmox_guest_list", { ips: true }],
  ["proxmox_health", {}],
  ["proxmox_guest_status", { vmid: 999_999 }],
  ["proxmox_api_read", { endpoint: "GET /access/permissions" }],
  ["proxmox_api_read", { endpoint: "GET /access/users", params: { full: true } }],
  ["proxmox_api_write", { endpoint: "GET /nodes/{node}/report", params: { node: "pve1" } }],
  ["proxmox_api_read", { endpoint: "GET /nodes/{node}/syslog", params: { node: "pve1" } }],
  ["proxmox_guest_start", { vmid: 100 }],
  ["proxmox_user_token", { action: "list", userid: "admin@pve" }],
  ["proxmox_guest_snapshot", { action: "create", vmid: 100, snapname: "s1" }],
];
