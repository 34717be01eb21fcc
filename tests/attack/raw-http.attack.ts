import type { AddressInfo } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProxmoxError } from "../../src/pve/errors/errors.js";
import { type Client, createClient } from "../../src/pve/wire/client.js";
import { createIdentity, TOKEN } from "../pve/stub.js";
import { createTally } from "./support/tally.js";

const tally = createTally("raw HTTP");

const OK = "HTTP/1.1 200 OK\r\n";
const JSON_TYPE = "Content-Type: application/json\r\n";
const BODY = '{"data":[]}';

const MEGABYTE = "x".repeat(1024 * 1024);

/** What a server may send, byte by byte. */
const ANSWERS: Readonly<Record<string, string>> = {
  nothing: "",
  "half a status line": "HTTP/1.1 2",
  "no HTTP": "SSH-2.0-OpenSSH_9.6\r\n\r\n",
  "HTTP/0.9": BODY,
  "HTTP/2's preface": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "HTTP/3.0": `HTTP/3.0 200 OK\r\n${JSON_TYPE}Content-Length: ${BODY.length}\r\n\r\n${BODY}`,
  "a negative length": `${OK}${JSON_TYPE}Content-Length: -1\r\n\r\n${BODY}`,
  "a length that is no number": `${OK}${JSON_TYPE}Content-Length: x\r\n\r\n${BODY}`,
  "a huge length": `${OK}${JSON_TYPE}Content-Length: 99999999999999999999\r\n\r\n${BODY}`,
  "two lengths": `${OK}${JSON_TYPE}Content-Length: 5\r\nContent-Length: 11\r\n\r\n${BODY}`,
  "length and chunks": `${OK}${JSON_TYPE}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
  "more than its length": `${OK}${JSON_TYPE}Content-Length: 11\r\n\r\n${BODY}${BODY}${BODY}`,
  "less than its length": `${OK}${JSON_TYPE}Content-Length: 999\r\n\r\n${BODY}`,
  "a chunk of no size": `${OK}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\nzz\r\n${BODY}\r\n0\r\n\r\n`,
  "a huge chunk": `${OK}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n${BODY}`,
  "chunks without an end": `${OK}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\nb\r\n${BODY}\r\n`,
  "a header without a name": `${OK}: x\r\n${JSON_TYPE}Content-Length: 11\r\n\r\n${BODY}`,
  "a header with a NUL": `${OK}X: a\0b\r\n${JSON_TYPE}Content-Length: 11\r\n\r\n${BODY}`,
  "folded headers": `${OK}X: a\r\n b\r\n${JSON_TYPE}Content-Length: 11\r\n\r\n${BODY}`,
  "a megabyte of header": `${OK}X: ${MEGABYTE}\r\n\r\n`,
  "100,000 headers": `${OK}${"X: a\r\n".repeat(100_000)}\r\n`,
  "a megabyte of reason": `HTTP/1.1 500 ${MEGABYTE}\r\n\r\n`,
  "bare line feeds": `HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 11\n\n${BODY}`,
  "status 0": `HTTP/1.1 000 x\r\n\r\n`,
  "status 99999": "HTTP/1.1 99999 x\r\n\r\n",
  "101 Switching Protocols": "HTTP/1.1 101 x\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
  "100 Continue without end": "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000),
  "103 Early Hints, then nothing": "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
  "204 with a body": `HTTP/1.1 204 x\r\n${JSON_TYPE}Content-Length: 11\r\n\r\n${BODY}`,
  "304": "HTTP/1.1 304 x\r\n\r\n",
  "a redirect to itself":
    "HTTP/1.1 307 x\r\nLocation: /api2/json/nodes\r\nContent-Length: 0\r\n\r\n",
  "401 with a challenge":
    "HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
  "407": "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
  "a lie about gzip": `${OK}${JSON_TYPE}Content-Encoding: gzip\r\nContent-Length: 11\r\n\r\n${BODY}`,
  "an unknown encoding": `${OK}${JSON_TYPE}Content-Encoding: zstd\r\nContent-Length: 11\r\n\r\n${BODY}`,
  "UTF-16": `${OK}Content-Type: application/json; charset=utf-16\r\nContent-Length: 11\r\n\r\n${BODY}`,
  "a type with a quote": `${OK}Content-Type: application/json;"\r\nContent-Length: 11\r\n\r\n${BODY}`,
  "no type": `${OK}Content-Length: 11\r\n\r\n${BODY}`,
  "JSON and more": `${OK}${JSON_TYPE}Content-Length: 13\r\n\r\n${BODY}{}`,
  "a byte order mark": `${OK}${JSON_TYPE}Content-Length: 14\r\n\r\n\ufeff${BODY}`,
  "a prototype": `${OK}${JSON_TYPE}Content-Length: 40\r\n\r\n{"data":{"__proto__":{"isAdmin":true}}}  `,
};

let server: Server;
let answer = "";
let client: Client;
const sockets = new Set<TLSSocket>();
beforeAll(async () => {
  const { key, cert, fingerprint } = createIdentity();
  server = createServer({ key, cert }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", () => {
      socket.write(answer);
      if (ends) socket.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  client = createClient({
    hosts: [{ host: "127.0.0.1", port: (server.address() as AddressInfo).port }],
    credentials: TOKEN,
    tls: { mode: "verify", fingerprints: [fingerprint] },
    timeouts: { connect: 500, response: 100, call: 400 },
    clock: { now: Date.now, sleep: async () => {} },
  });
});
afterAll(async () => {
  await client.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => server.close(done));
});

let ends = true;

describe.each([
  [true, "closes"],
  [false, "stays open"],
])("a connection that then closes: %s", (isClosed) => {
  it.each(Object.entries(ANSWERS))(
    "%s ends in an answer or an error of ours",
    async (name, text) => {
      for (const key of ["GET /nodes", "POST /nodes/{node}/qemu/{vmid}/status/start"] as const) {
        answer = text;
        ends = isClosed;
        const parameters = key.startsWith("GET") ? {} : { node: "pve1", vmid: 100 };
        const began = performance.now();
        const error = await client.call(key, parameters).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        const took = performance.now() - began;
        const what = `${key} answered by ${name}`;
        tally.count(
          error === undefined || error instanceof ProxmoxError,
          `${what}: ${String(error)}`,
        );
        tally.count(took < 3_000, `${what}: took ${took} ms`);
        if (key.startsWith("POST")) {
          const isTold = error instanceof ProxmoxError && (error.mayHaveRun || isRefusal(error));
          tally.count(isTold, `${what}: ${JSON.stringify(error)}`);
        }
      }
      tally.settle();
    },
  );
});

/** Answers that can't come from something that has carried a request out. */
function isRefusal({ status = 0 }: ProxmoxError): boolean {
  return [401, 407].includes(status);
}

it("left no prototype changed", () => expect(Object({}).isAdmin).toBeUndefined());
