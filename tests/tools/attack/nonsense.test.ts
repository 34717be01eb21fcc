import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadToolList } from "../../../src/data/tool-list.js";
import { createClient } from "../../../src/pve/wire/client.js";
import { type Clock, systemClock } from "../../../src/pve/wire/clock.js";
import type { CallResult } from "../../../src/tools/answer/result.js";
import { callTool } from "../../../src/tools/call-tool.js";
import { selectTools } from "../../../src/tools/registry.js";
import { createToolbox, type Toolbox } from "../../../src/tools/toolbox.js";
import { data, type Handler, type Reply, type Stub, startStub, TOKEN } from "../../pve/stub.js";

let stub: Stub;
let toolbox: Toolbox;
const unexpected: unknown[] = [];

/** What became of a write is looked for at once, again and again. */
const hasty: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 100, signal),
};

beforeAll(async () => {
  stub = await startStub(() => undefined);
  const selection = { toolsets: ["all"], tools: [], excluded: [], access: "elevated" } as const;
  toolbox = createToolbox(selectTools(loadToolList(), selection), "elevated", {
    connect: async (endpointOf) =>
      createClient({
        hosts: [{ host: "127.0.0.1", port: stub.port }],
        credentials: TOKEN,
        tls: { mode: "verify", fingerprints: [stub.fingerprint] },
        timeouts: { response: 500, call: 2_000 },
        endpointOf,
        clock: hasty,
      }),
    nameOption: (option) => option,
    onError: (error) => unexpected.push(error),
  });
});

afterAll(async () => {
  await toolbox.close();
  await stub.close();
});

const GUEST = { type: "qemu", vmid: 100, node: "pve1", name: "web", status: "running" };

/** Says truly who it is and where guest 100 is, and anything else as told. */
function answering(reply: Handler): Handler {
  return (request, response) => {
    if (request.target === "/api2/json/version") {
      return data({ version: "9.1.1", release: "9.1", repoid: "x" });
    }
    if (request.target === "/api2/json/cluster/resources") return data([GUEST]);
    return reply(request, response);
  };
}

async function call(name: string, args: Record<string, unknown> = {}): Promise<CallResult> {
  const { signal } = new AbortController();
  return callTool(toolbox, name, args, { signal, progress: () => {} });
}

/** One call of each way in which answers are read. */
const CALLS: [string, Record<string, unknown>][] = [
  ["proxmox_guest_list", {}],
  ["proxmox_guest_list", { ips: true }],
  ["proxmox_guest_status", { vmid: 100 }],
  ["proxmox_guest_config", { vmid: 100 }],
  ["proxmox_guest_find", { query: "web" }],
  ["proxmox_guest_snapshot", { action: "list", vmid: 100 }],
  ["proxmox_guest_start", { vmid: 100 }],
  ["proxmox_guest_network", { action: "list", vmid: 100 }],
  ["proxmox_guest_network", { action: "update", vmid: 100, net: "net0", bridge: "vmbr1" }],
  ["proxmox_guest_config_update", { vmid: 100, config: { cores: 2 } }],
  ["proxmox_guest_rrddata", { vmid: 100, timeframe: "hour" }],
  ["proxmox_guest_create_from_template", { template: 100, name: "new" }],
  ["proxmox_guest_exec", { vmid: 100, command: "id" }],
  ["proxmox_agent_info", { operation: "time", vmid: 100 }],
  ["proxmox_agent_file", { operation: "read", vmid: 100, file: "/etc/hosts" }],
  ["proxmox_backup", { action: "list" }],
  ["proxmox_backup", { action: "create", vmid: 100, storage: "local" }],
  ["proxmox_bulk", { action: "start", vmids: [100] }],
  ["proxmox_health", {}],
  ["proxmox_node", { action: "list" }],
  ["proxmox_node_task", { action: "list" }],
  ["proxmox_storage_config", { action: "cluster_usage" }],
  ["proxmox_cluster", { action: "status" }],
  ["proxmox_create_vm", { node: "pve1", name: "new" }],
  ["proxmox_vm_disk", { action: "add", vmid: 100, storage: "local", size: "1" }],
  ["proxmox_api_read", { endpoint: "GET /nodes" }],
];

const SECRET = TOKEN.tokenValue;

const REPLIES: [string, Reply][] = [
  ["HTML", { text: `<html>${SECRET}</html>`, headers: { "content-type": "text/html" } }],
  ["half of a JSON", { text: '{"data":[{"vm', headers: { "content-type": "application/json" } }],
  ["no data", { json: { error: SECRET } }],
  ["null", data(null)],
  ["a text", data(SECRET)],
  ["a number", data(17)],
  ["true", data(true)],
  ["an object", data({ constructor: 1, result: null, [SECRET]: SECRET })],
  ["a list of nulls", data([null, null])],
  ["a list of texts", data(["a", SECRET])],
  ["a list of lists", data([[], [[]]])],
  ["empty rows", data([{}, {}])],
  ["rows of nulls", data([{ vmid: null, node: null, type: null, storage: null, content: null }])],
  ["rows of objects", data([{ vmid: {}, node: {}, type: {}, name: {}, storage: {}, status: {} }])],
  ["objects that make no text", data([{ vmid: 100, node: { toString: "x" }, type: "qemu" }])],
  [
    "objects that make no number",
    {
      text: '{"data":{"mem":{"value\\u004ff":1}}}',
      headers: { "content-type": "application/json" },
    },
  ],
  ["numbers out of range", data([{ vmid: 1e300, starttime: 1e300, ctime: -1e300, mem: 1e308 }])],
  ["a redirect", { status: 302, headers: { location: "https://example.com/" } }],
  ["500 with HTML", { status: 500, text: SECRET, headers: { "content-type": "text/html" } }],
  [
    "500 with our secret",
    { status: 500, reason: `no ${SECRET}`, json: { data: null, errors: { a: SECRET } } },
  ],
  ["an error within 200", { json: { data: null, errors: { vmid: "bad" }, message: "no" } }],
  ["status 204", { status: 204 }],
  ["status 444", { status: 444 }],
];

describe.each(REPLIES)("a server that answers %s", (_, reply) => {
  it("is told so, or its answer is shown without our secret", async () => {
    stub.handle = answering(() => reply);
    for (const [name, args] of CALLS) {
      const { structuredContent } = await call(name, args);
      const text = JSON.stringify(structuredContent);
      expect(text, name).not.toContain(SECRET);
      expect(text, name).not.toContain('"code":"internal"');
      expect(unexpected.splice(0).map(String), `${name} ${JSON.stringify(args)}`).toEqual([]);
    }
  });
});

it("an answer that never ends is cut off", async () => {
  const chunk = Buffer.alloc(1024 * 1024, "0");
  stub.handle = answering(async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    for (let sent = 0; sent < 200 && !response.destroyed; sent += 1) {
      if (!response.write(chunk)) await once(response, "drain").catch(() => undefined);
    }
    response.end();
    return undefined;
  });
  const { structuredContent } = await call("proxmox_node", { action: "list" });
  expect(structuredContent).toMatchObject({
    error: { message: expect.stringContaining("larger than 8388608 bytes") },
  });
});

/** The worst bodies that a server can send within the limit: each would be gigabytes, or end a walk. */
it.each([
  ["millions of objects", `{"data":[${"{},".repeat(600_000)}{}]}`],
  [
    "millions of keys",
    `{"data":{${Array.from({ length: 550_000 }, (_, n) => `"${n}":[]`).join(",")}}}`,
  ],
  ["lists within lists", `{"data":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
])("an answer of %s isn't made into anything", async (_, body) => {
  const headers = { "content-type": "application/json;charset=UTF-8" };
  stub.handle = answering((_, response) => {
    response.writeHead(200, headers);
    response.end(body);
    return undefined;
  });
  const { structuredContent } = await call("proxmox_node", { action: "list" });
  expect(structuredContent).toMatchObject({ error: { code: "too_large" } });
  expect(unexpected.splice(0)).toEqual([]);
});

it("an answer in pieces of one byte is read as any other", async () => {
  stub.handle = answering(async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    for (const byte of Buffer.from('{"data":[]}')) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
    return undefined;
  });
  const { structuredContent } = await call("proxmox_node", { action: "list" });
  expect(structuredContent).toMatchObject({ data: [] });
});

it.each<[string, unknown, Record<string, unknown>]>([
  ["a text for an object", "NaN", { endpoint: "GET /cluster/options" }],
  ["a number for a list", 7, { endpoint: "GET /pools" }],
  ["an object for a text", { a: 1 }, { endpoint: "GET /cluster/nextid" }],
  ["texts for rows", ["a"], { endpoint: "GET /pools" }],
  ["a conversion", { toString: "x" }, { endpoint: "GET /cluster/options" }],
])("%s is no answer", async (_, answer, args) => {
  stub.handle = answering(() => data(answer));
  const { structuredContent } = await call("proxmox_api_read", args);
  expect(structuredContent).toMatchObject({ error: { code: "unexpected_answer" } });
});
