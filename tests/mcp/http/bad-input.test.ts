import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { initialize } from "../../support/initialize.js";
import { startTeam, type Team } from "./harness.js";
import { exchange, exchangeBytes, type Raw } from "./raw.js";

let team: Team;
/** A session of a caller, and one of another. */
let own: string;
let others: string;

beforeAll(async () => {
  team = await startTeam({ tokens: { ann: { access: "elevated" }, ben: { access: "elevated" } } });
  own = await begin("ann");
  others = await begin("ben");
});

afterAll(() => team.close());

afterEach(async () => {
  const alive = await exchange(team.url, { method: "GET", path: "/healthz" });
  expect(alive.status).toBe(200);
});

const INITIALIZE = initialize("2025-11-25");

const PING = { jsonrpc: "2.0", id: 2, method: "ping" };

/** A change, which must not be made when anything about its request is wrong. */
function snapshot(name: string, id: number = 3) {
  const given = { action: "create", vmid: 101, snapname: name, wait: 0 };
  return {
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "proxmox_guest_snapshot", arguments: given },
  };
}

/** The same in revision 2026-07-28, where each request says all of it. */
function stateless(name: string, version = "2026-07-28") {
  const call = snapshot(name);
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  return { ...call, params: { ...call.params, _meta } };
}

const STATELESS = {
  "MCP-Protocol-Version": "2026-07-28",
  "Mcp-Method": "tools/call",
  "Mcp-Name": "proxmox_guest_snapshot",
};

function send(raw: Raw, caller = "ann") {
  const Authorization = `Bearer ${team.tokens[caller]}`;
  return exchange(team.url, { ...raw, headers: { Authorization, ...raw.headers } });
}

async function begin(caller: string): Promise<string> {
  const { headers } = await send({ body: JSON.stringify(INITIALIZE) }, caller);
  return /^mcp-session-id: (\S+)/im.exec(headers)?.[1] ?? "";
}

/** Changes that reached the cluster since the last look. */
function changes(): string[] {
  return team.cluster.sent().filter((line) => !line.startsWith("GET"));
}

const MEGABYTE = Buffer.alloc(1024 * 1024, "a");

/** Writes a hundred megabytes, as long as nobody minds. */
async function hundred(
  socket: Socket,
  isOver: () => boolean,
  piece: readonly (string | Buffer)[],
): Promise<void> {
  for (let sent = 0; sent < 100 && !isOver(); sent += 1) {
    // so that it isn't all kept in this process
    await new Promise<void>((resolve) => {
      socket.once("close", () => resolve());
      socket.write(Buffer.concat(piece.map((part) => Buffer.from(part))), () => resolve());
    });
  }
}

interface Case extends Raw {
  what: string;
  status: number;
  code?: number;
  session?: "own" | "others";
}

const CHANGE = JSON.stringify(snapshot("never"));
const DEEP = `${'{"a":'.repeat(300_000)}1${"}".repeat(300_000)}`;

const CASES: readonly Case[] = [
  { what: "JSON that ends early", body: '{"jsonrpc":"2.0"', status: 400, code: -32_700 },
  { what: "no body", body: "", status: 400, code: -32_700 },
  { what: "no UTF-8", body: Buffer.from([0x22, 0xff, 0x22]), status: 400, code: -32_700 },
  { what: "a number for a message", body: "7", status: 400, code: -32_600 },
  { what: "JSON-RPC 1.0", body: '{"id":1,"method":"ping"}', status: 400, code: -32_600 },
  {
    what: "a batch in a session",
    session: "own",
    headers: { "MCP-Protocol-Version": "2025-11-25" },
    body: `[${CHANGE}]`,
    status: 400,
    code: -32_600,
  },
  {
    what: "a batch without sessions",
    headers: STATELESS,
    body: `[${JSON.stringify(stateless("never"))}]`,
    status: 400,
    code: -32_600,
  },
  {
    what: "an announced body of 100 MB",
    headers: { "Content-Length": String(100 * 1024 * 1024) },
    write: (socket, isOver) => hundred(socket, isOver, [MEGABYTE]),
    status: 413,
    code: -32_000,
  },
  {
    what: "a chunked body of 100 MB",
    headers: { "Transfer-Encoding": "chunked" },
    write: (socket, isOver) => hundred(socket, isOver, ["100000\r\n", MEGABYTE, "\r\n"]),
    status: 413,
    code: -32_000,
  },
  {
    what: "10,000 headers",
    headers: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`X-${at}`, "a"])),
    body: CHANGE,
    status: 431,
  },
  {
    what: "two lengths of a body",
    headers: { "Transfer-Encoding": "chunked" },
    body: CHANGE,
    status: 400,
  },
  {
    what: "an unknown session",
    headers: { "Mcp-Session-Id": "00000000-0000-0000-0000-000000000000" },
    body: CHANGE,
    status: 404,
    code: -32_001,
  },
  { what: "another's session", session: "others", body: CHANGE, status: 404, code: -32_001 },
  {
    what: "another's session, to be ended",
    session: "others",
    method: "DELETE",
    status: 404,
    code: -32_001,
  },
  {
    what: "another's session, to listen",
    session: "others",
    method: "GET",
    status: 404,
    code: -32_001,
  },
  { what: "a call without a session", body: CHANGE, status: 400, code: -32_000 },
  {
    what: "an unknown revision in a session",
    session: "own",
    headers: { "MCP-Protocol-Version": "1999-01-01" },
    body: CHANGE,
    status: 400,
    code: -32_000,
  },
  {
    what: "an unknown revision without sessions",
    headers: { ...STATELESS, "MCP-Protocol-Version": "2999-01-01" },
    body: JSON.stringify(stateless("never", "2999-01-01")),
    status: 400,
    code: -32_022,
  },
  {
    what: "headers that contradict the body",
    headers: { ...STATELESS, "Mcp-Name": "proxmox_guest_list" },
    body: JSON.stringify(stateless("never")),
    status: 400,
    code: -32_020,
  },
  {
    what: "an Accept that takes no answer",
    session: "own",
    headers: { Accept: "text/html" },
    body: CHANGE,
    status: 406,
    code: -32_000,
  },
  {
    what: "an Accept that takes no stream",
    session: "own",
    method: "GET",
    headers: { Accept: "application/json" },
    status: 406,
    code: -32_000,
  },
  {
    what: "another type of content",
    session: "own",
    headers: { "Content-Type": "text/plain" },
    body: CHANGE,
    status: 415,
    code: -32_000,
  },
  {
    what: "another type of content, without sessions",
    headers: { ...STATELESS, "Content-Type": "text/plain" },
    body: JSON.stringify(stateless("never")),
    status: 415,
    code: -32_000,
  },
  {
    what: "another Host",
    headers: { Host: "evil.example" },
    body: CHANGE,
    status: 403,
    code: -32_000,
  },
  {
    what: "another Origin",
    headers: { Origin: "https://evil.example" },
    body: CHANGE,
    status: 403,
    code: -32_000,
  },
  { what: "another path", path: "/mcp/../etc/passwd", body: CHANGE, status: 404, code: -32_000 },
  { what: "another method", method: "PUT", body: CHANGE, status: 405, code: -32_000 },
  {
    what: "no token",
    headers: { Authorization: undefined },
    body: CHANGE,
    status: 401,
    code: -32_000,
  },
];

describe("answers, and does nothing,", () => {
  it.each(CASES)("for $what", async ({ what, status, code, session, headers, ...raw }) => {
    const id = session === "own" ? own : session === "others" ? others : undefined;
    changes();
    const answer = await send({
      ...raw,
      headers: { ...(id !== undefined && { "Mcp-Session-Id": id }), ...headers },
    });
    expect({ what, status: answer.status, code: answer.code }).toEqual({ what, status, code });
    expect(changes()).toEqual([]);
  });

  it("for what isn't HTTP", async () => {
    const { hostname, port } = new URL(team.url);
    const place = { hostname, port: Number(port) };
    const { status } = await exchangeBytes(place, async (socket) => {
      socket.write("\u0016\u0003\u0001 hello\r\n\r\n");
    });
    expect(status).toBe(400);
  });

  it("for arguments nested 300,000 deep", async () => {
    changes();
    const body = CHANGE.replace('"arguments":{', `"arguments":{"deep":${DEEP},`);
    const { status, text } = await send({ body, headers: { "Mcp-Session-Id": own } });
    expect([200, 400]).toContain(status);
    expect(text).toMatch(/"isError":true|"error":/);
    expect(changes()).toEqual([]);
  });
});

describe("does nothing twice", () => {
  const inSession = (message: object, session = own) =>
    send({ body: JSON.stringify(message), headers: { "Mcp-Session-Id": session } });

  it("that comes again", async () => {
    changes();
    const first = await inSession(snapshot("replayed", 100));
    expect(first.text).toContain("UPID:");
    const again = await Promise.all([1, 2, 3].map(() => inSession(snapshot("replayed", 100))));
    expect(again.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: 3 }, () => [400, -32_600]),
    );
    expect(changes()).toEqual(["POST /nodes/pve2/qemu/101/snapshot"]);
  });

  it("that comes at the same time with the same id", async () => {
    changes();
    const all = await Promise.all([1, 2, 3].map(() => inSession(snapshot("at-once", 101))));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(changes()).toEqual(["POST /nodes/pve2/qemu/101/snapshot"]);
  });

  it("that comes in another order", async () => {
    changes();
    const session = await begin("ann");
    const cancelled = {
      jsonrpc: "2.0",
      method: "notifications/cancelled",
      params: { requestId: 5 },
    };
    const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
    const answer = { jsonrpc: "2.0", id: 77, result: { action: "accept" } };
    // a cancel before its call, an answer to no question, and "initialized" last and twice
    expect((await inSession(cancelled, session)).status).toBe(202);
    expect((await inSession(answer, session)).status).toBe(202);
    expect((await inSession(snapshot("reordered", 5), session)).text).toContain("UPID:");
    expect((await inSession(initialized, session)).status).toBe(202);
    expect((await inSession(initialized, session)).status).toBe(202);
    expect((await inSession(INITIALIZE, session)).status).toBe(400);
    expect(changes()).toEqual(["POST /nodes/pve2/qemu/101/snapshot"]);
  });

  it("whose connection is cut in the middle of its body", async () => {
    changes();
    const { status } = await send({
      headers: { "Mcp-Session-Id": own, "Content-Length": String(CHANGE.length) },
      write: async (socket) => {
        socket.write(CHANGE.slice(0, -1), () => socket.destroy());
      },
    });
    expect(status).toBe(0);
    expect(changes()).toEqual([]);
  });

  it("whose connection is cut in the middle of the call", async () => {
    changes();
    const call = snapshot("cut", 102);
    const asked = {
      ...call,
      params: {
        ...call.params,
        arguments: { ...call.params.arguments, wait: 600 },
        _meta: { progressToken: 1 },
      },
    };
    const body = JSON.stringify(asked);
    const { text } = await send({
      headers: { "Mcp-Session-Id": own, "Content-Length": String(body.length) },
      write: async (socket) => {
        socket.on("data", (chunk) => {
          if (chunk.includes("notifications/progress")) socket.destroy();
        });
        socket.write(body);
      },
    });
    expect(text).not.toContain('"result"');
    expect((await inSession(asked)).code).toBe(-32_600);
    expect(changes()).toEqual(["POST /nodes/pve2/qemu/101/snapshot"]);
  });

  it("that is cancelled a thousand times", async () => {
    changes();
    const session = await begin("ann");
    const headers = {
      Authorization: `Bearer ${team.tokens["ann"]}`,
      Accept: "application/json, text/event-stream",
      "Content-Type": "application/json",
      "Mcp-Session-Id": session,
    };
    const post = (message: object) =>
      fetch(team.url, { method: "POST", headers, body: JSON.stringify(message) });
    const call = snapshot("cancelled", 5);
    const running = await post({
      ...call,
      params: { ...call.params, _meta: { progressToken: 1 } },
    });
    const statuses = new Set<number>();
    const cancel = async (requestId: number) => {
      const params = { requestId };
      const method = "notifications/cancelled";
      const { status, body } = await post({ jsonrpc: "2.0", method, params });
      await body?.cancel();
      statuses.add(status);
    };
    await Promise.all(
      Array.from({ length: 10 }, async (_, lane) => {
        for (let at = 0; at < 100; at += 1) await cancel(at % 2 === 0 ? 5 : lane * 100 + at);
      }),
    );
    await running.body?.cancel();
    expect([...statuses]).toEqual([202]);
    expect((await inSession(PING, session)).status).toBe(200);
    expect(changes().length).toBeLessThanOrEqual(1);
  });
});

describe("the server", () => {
  it("goes on serving", async () => {
    const client = await team.connect({ token: team.tokens["ann"] ?? "" });
    const listed = await client.callTool({ name: "proxmox_guest_list", arguments: { limit: 1 } });
    expect(listed.structuredContent).toMatchObject({ data: [{ vmid: 100 }] });
    expect(team.mcp.running).toBe(0);
  });
});
