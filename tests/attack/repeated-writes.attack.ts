import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, it } from "vitest";
import { printUpid } from "../../src/kit/upid.js";
import { ProxmoxError } from "../../src/pve/errors/errors.js";
import type { Address } from "../../src/pve/wire/address.js";
import { type Client, createClient } from "../../src/pve/wire/client.js";
import type { EndpointKey } from "../../src/schema/model.js";
import { data, type Received, type Reply, type Stub, startStub, TOKEN } from "../pve/stub.js";
import { createTally } from "./support/tally.js";

const tally = createTally("repeated writes");

/** What goes wrong with the answer to a write that was carried out. */
type Fault = (response: ServerResponse, upid: string) => Reply | undefined;

const JSON_TYPE = { "content-type": "application/json" };
const status = (code: number, reason = ""): [string, Fault] => [
  `${code} ${reason}`.trim(),
  () => ({ status: code, reason, json: { data: null } }),
];
const body = (
  name: string,
  text: string,
  headers: Record<string, string> = JSON_TYPE,
): [string, Fault] => [name, () => ({ text, headers })];

const FAULTS: [string, Fault][] = [
  ...[301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 408, 409, 413, 418, 429].map((code) =>
    status(code),
  ),
  ...[500, 501, 502, 503, 504, 507, 511, 520, 595, 596, 597, 598, 599].map((code) => status(code)),
  status(500, "got no worker upid - start worker failed"),
  status(500, "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout"),
  status(500, "VM 100 already exists on node 'pve1'"),
  body("an empty body", ""),
  body("half of a JSON", '{"data":"UPI'),
  body("HTML", "<html>", { "content-type": "text/html" }),
  body("null", '{"data":null}'),
  body("a list", '{"data":[]}'),
  body("another type", '{"data":"x"}', { "content-type": "image/png" }),
  [
    "a connection that breaks off",
    (response) => {
      response.socket?.destroy();
      return undefined;
    },
  ],
  [
    "a close after the head",
    (response) => {
      response.writeHead(200, JSON_TYPE);
      response.write('{"da');
      setImmediate(() => response.socket?.destroy());
      return undefined;
    },
  ],
  ["silence", () => undefined],
];

/** Proxmox answers so where nothing was done: only then is a write sent again. */
const REFUSED = /got no worker upid|can't lock file/;

const WRITES: [EndpointKey, Record<string, unknown>, string][] = [
  ["POST /nodes/{node}/qemu/{vmid}/status/start", {}, "qmstart"],
  ["POST /nodes/{node}/qemu/{vmid}/clone", { newid: 900 }, "qmclone"],
  ["DELETE /nodes/{node}/qemu/{vmid}", {}, "qmdestroy"],
];

let stub: Stub;
let fault: [string, Fault];
let carriedOut: string[] = [];
/** Whether its tasks are told, so that what was lost can be found. */
let isTold = true;

beforeAll(async () => {
  stub = await startStub((request, response) => answer(request, response));
});
afterAll(() => stub.close());

function answer({ method, target }: Received, response: ServerResponse): Reply | undefined {
  if (method === "GET" && target.includes("/tasks?")) {
    return data(isTold ? carriedOut.map((upid) => ({ upid })) : []);
  }
  if (method === "GET") return data([]);
  const type = WRITES.find(([key]) => key.startsWith(method) && target.includes(tail(key)))?.[2];
  const upid = printUpid({
    node: "pve1",
    pid: carriedOut.length + 1,
    pstart: 1,
    starttime: Math.floor(Date.now() / 1000),
    type: type ?? "x",
    id: "100",
    user: "admin@pve!mcp",
  });
  carriedOut.push(upid);
  return fault[1](response, upid);
}

function tail(key: EndpointKey): string {
  return key.slice(key.indexOf("{vmid}") + "{vmid}".length);
}

function connect(hosts: Address[]): Client {
  return createClient({
    hosts,
    credentials: TOKEN,
    tls: { mode: "verify", fingerprints: [stub.fingerprint] },
    timeouts: { connect: 500, response: 150, call: 500 },
    clock: { now: Date.now, sleep: async () => {} },
  });
}

describe.each([1, 2])("with %d hosts", (count) => {
  it.each(FAULTS)("a write that is answered by %s is carried out once", async (name, send) => {
    fault = [name, send];
    const hosts = ["127.0.0.1", "localhost"].map((host) => ({ host, port: stub.port }));
    for (const [key, parameters] of WRITES) {
      for (const told of [true, false]) {
        const client = connect(hosts.slice(0, count));
        carriedOut = [];
        isTold = told;
        const outcome = await client
          .call(key, { node: "pve1", vmid: 100, ...parameters })
          .catch((error: unknown) => error);
        const what = `${key} answered by ${name}`;
        tally.count(
          carriedOut.length === 1 || REFUSED.test(name),
          `${what}: ${carriedOut.length} times`,
        );
        const isKnown =
          outcome === carriedOut[0] ||
          (outcome instanceof ProxmoxError && (outcome.mayHaveRun || isRefusal(name)));
        tally.count(isKnown, `${what}: ${String(outcome)}`);
        await client.close();
      }
    }
    tally.settle();
  });
});

/** Answers that say that nothing was done; one that lies can't be seen through. */
function isRefusal(name: string): boolean {
  return /^(?:4(?!08)\d\d|50[017]|5[12]\d|595)\b/.test(name);
}
