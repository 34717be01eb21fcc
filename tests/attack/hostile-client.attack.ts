import { readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { type Built, buildForTest } from "../mcp/built.js";
import { tokenOf } from "../tools/harness.js";
import { type Running, runServer } from "./support/run-server.js";
import { createTally } from "./support/tally.js";

const storms = createTally("hostile client");
const soak = createTally("soak");

const MOST_MEMORY = 300;

let built: Built;
let simulator: Simulator;
beforeAll(async () => {
  built = await buildForTest();
  simulator = await startSimulator({
    api: loadRelease(newestRelease()),
    clock: "manual",
    unauthorizedDelay: 0,
  });
});
afterAll(async () => {
  await simulator.close();
  await built.remove();
});

function start(): Running {
  const token = tokenOf(simulator.token);
  if (token.kind !== "token") throw new Error("the simulator has a token");
  return runServer(built, {
    PROXMOX_HOST: simulator.host,
    PROXMOX_PORT: String(simulator.port),
    PROXMOX_USER: token.user,
    PROXMOX_TOKEN_NAME: token.tokenName,
    PROXMOX_TOKEN_VALUE: token.tokenValue,
    PROXMOX_SSL_MODE: "insecure",
    PROXMOX_ACCESS: "elevated",
    PROXMOX_CONFIRM: "off",
  });
}

const LIST = { name: "proxmox_guest_list", arguments: {} };

async function works(server: Running): Promise<boolean> {
  const { result } = await server.call("proxmox_guest_status", { vmid: 100 });
  return result?.structuredContent?.["data"] !== undefined;
}

describe("a client", () => {
  it("that sends 20,000 calls and reads no answer costs little, and gets them all later", async () => {
    const server = start();
    await server.answer(0);
    server.child.stdout.pause();
    const first = 1_000_000;
    for (let id = first; id < first + 20_000; id += 1) {
      server.send({ id, method: "tools/call", params: LIST });
    }
    await new Promise((done) => setTimeout(done, 2_000));
    const { most } = server.memory();
    storms.figure("unread answers", `${most} MB`);
    storms.count(most < MOST_MEMORY, `unread answers take ${most} MB`);
    server.child.stdout.resume();
    for (let id = first; id < first + 20_000; id += 1) {
      const { result } = await server.answer(id);
      storms.count(result !== undefined, `call ${id}`);
    }
    expect(await server.close()).toBe(0);
    storms.settle();
  });

  it("that sends 5,000 calls and cancels each twice is served afterwards", async () => {
    const server = start();
    await server.answer(0);
    for (let id = 2_000_000; id < 2_005_000; id += 1) {
      server.send({ id, method: "tools/call", params: LIST });
      for (let times = 0; times < 2; times += 1) {
        server.send({ method: "notifications/cancelled", params: { requestId: id } });
      }
    }
    storms.count(await works(server), "serves after cancellations");
    const { most } = server.memory();
    storms.figure("cancellations", `${most} MB`);
    storms.count(most < MOST_MEMORY, `cancellations take ${most} MB`);
    storms.count((await server.close()) === 0, "ends well");
    storms.settle();
  });

  it("that sends nonsense is served afterwards", async () => {
    const server = start();
    await server.answer(0);
    const message = fc.record(
      {
        jsonrpc: fc.constantFrom("2.0", "1.0", 2, null),
        id: fc.oneof(fc.integer({ min: 3_000_000 }), fc.string(), fc.constant(null), fc.object()),
        method: fc.oneof(
          fc.constantFrom(
            "tools/call",
            "tools/list",
            "resources/read",
            "completion/complete",
            "tasks/get",
            "tasks/result",
            "prompts/get",
            "ping",
            "initialize",
            "logging/setLevel",
          ),
          fc.string(),
        ),
        params: fc.oneof(
          fc.record({
            name: fc.constantFrom("proxmox_guest_list", "__proto__"),
            arguments: fc.jsonValue(),
          }),
          fc.record({ uri: fc.string(), taskId: fc.string(), name: fc.string() }),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: ["jsonrpc", "method"] },
    );
    const lines = fc.sample(
      fc.oneof(
        fc.json(),
        fc.string(),
        message.map((one) => JSON.stringify(one)),
      ),
      3_000,
    );
    for (const line of lines) server.write(`${line.replaceAll("\n", " ")}\n`);
    for (const line of lines) storms.count(true, line);
    storms.count(await works(server), "serves after nonsense");
    storms.count(
      !/unexpected"|Unhandled|at .*\.cjs/.test(server.errors()),
      server.errors().slice(-500),
    );
    storms.count((await server.close()) === 0, "ends well");
    storms.settle();
  });

  it("that sends a line of 11 MB gets an error on stderr and a code", async () => {
    const server = start();
    await server.answer(0);
    server.write(
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"${"y".repeat(11 * 1024 * 1024)}`,
    );
    const code = await server.ended();
    storms.count(code === 65, `code ${code}`);
    storms.count(server.errors().includes("more than 10485760 bytes"), server.errors());
    storms.settle();
  });
});

describe("50,000 calls", () => {
  it("leave memory and open files as they were", async () => {
    const server = start();
    await server.answer(0);
    const calls: [string, object][] = [
      ["proxmox_guest_list", {}],
      ["proxmox_guest_status", { vmid: 100 }],
      ["proxmox_guest_status", { vmid: 999 }],
      ["proxmox_api_search", { query: "snapshot" }],
      ["proxmox_api_read", { endpoint: "GET /nodes" }],
      ["proxmox_api_read", { endpoint: "GET /nope" }],
      ["proxmox_guest_list", { nonsense: true }],
      ["no_such_tool", {}],
    ];
    const files = () => readdirSync(`/proc/${server.child.pid}/fd`).length;
    let afterTenThousand = 0;
    for (let made = 0; made < 50_000; made += 100) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => {
          const [name, args] = calls[(made + index) % calls.length] ?? ["", {}];
          return server.call(name, args);
        }),
      );
      simulator.clearRequests();
      for (const { result } of answers) soak.count(result !== undefined, "an answer");
      if (made === 10_000) afterTenThousand = server.memory().now;
    }
    const { now } = server.memory();
    soak.figure("after 10,000", `${afterTenThousand} MB`);
    soak.figure("after 50,000", `${now} MB`);
    soak.figure("open files", String(files()));
    soak.count(now - afterTenThousand < 40, `grew from ${afterTenThousand} to ${now} MB`);
    soak.count(files() < 80, `${files()} open files`);
    const complaints = server
      .errors()
      .split("\n")
      .filter((line) => !/^$|is insecure/.test(line));
    soak.count(complaints.length === 0, complaints.slice(0, 3).join("\n"));
    soak.count((await server.close()) === 0, "ends well");
    soak.settle();
  }, 240_000);
});
