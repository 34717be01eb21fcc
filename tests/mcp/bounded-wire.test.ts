import { PassThrough, Writable } from "node:stream";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boundedWire } from "../../src/mcp/bounded-wire.js";

const turn = () => new Promise((done) => setImmediate(done));

/** A client that takes what it is sent only when told to. */
function heldClient() {
  const held: (() => void)[] = [];
  const texts: string[] = [];
  const stdout = new Writable({
    write(chunk, _, done) {
      texts.push(String(chunk));
      held.push(done);
    },
  });
  stdout.setMaxListeners(0);
  const take = async () => {
    while (held.length > 0) {
      held.shift()?.();
      await turn();
    }
  };
  return { stdout, take, texts };
}

let stdin: PassThrough;
let client: ReturnType<typeof heldClient>;
let received: JSONRPCMessage[];
let events: string[];
let wire: ReturnType<typeof boundedWire>;

beforeEach(async () => {
  stdin = new PassThrough({ highWaterMark: 1024 });
  client = heldClient();
  received = [];
  events = [];
  wire = boundedWire({
    stdin,
    stdout: client.stdout,
    onTooLong: (error) => events.push(error.message),
    onClosed: () => events.push("closed"),
  });
  wire.onmessage = (message) => received.push(message);
  await wire.start();
});
afterEach(() => wire.close());

const ask = (id: number) => stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`);
const answer = (id: number, text = "") =>
  void wire.send({ jsonrpc: "2.0", id, result: { text } }).catch(() => undefined);

async function askAll(count: number): Promise<void> {
  for (let id = 0; id < count; id += 1) {
    ask(id);
    await turn();
  }
}

describe("a client that asks without end", () => {
  it("is read no further while 500 requests wait, and on as they are answered", async () => {
    await askAll(600);
    const first = received.length;
    expect(first).toBeGreaterThanOrEqual(500);
    expect(first).toBeLessThan(540);
    for (let id = 0; id < first; id += 1) answer(id);
    await client.take();
    await turn();
    expect(received).toHaveLength(600);
  });

  it("frees a place with a cancellation, which is answered by nothing", async () => {
    for (let id = 0; id < 600; id += 1) {
      ask(id);
      stdin.write(
        `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id}}}\n`,
      );
      await turn();
    }
    expect(received).toHaveLength(1_200);
  });
});

describe("a client that takes no answers", () => {
  it("is read no further, and hears of no progress, until it does", async () => {
    ask(1);
    await turn();
    answer(1, "x".repeat(5 * 1024 * 1024));
    await turn();
    await askAll(100);
    expect(received.length).toBeLessThan(40);
    const before = client.stdout.writableLength;
    await wire.send({
      jsonrpc: "2.0",
      method: "notifications/progress",
      params: { progressToken: 1, progress: 1 },
    });
    expect(client.stdout.writableLength).toBe(before);
    await client.take();
    await turn();
    await turn();
    expect(received.length).toBe(101);
  });
});

describe("a message over 10 MB", () => {
  it("ends the connection with an error", async () => {
    const piece = "x".repeat(1024 * 1024);
    for (let sent = 0; sent < 11; sent += 1) {
      stdin.write(piece);
      await turn();
    }
    await turn();
    expect(events).toEqual([
      "the client sent a message of more than 10485760 bytes: the connection is closed",
      "closed",
    ]);
  });
});

it("tells when the client closes its end", async () => {
  stdin.end();
  await turn();
  await turn();
  expect(events).toEqual(["closed"]);
});
