import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isUpid, printUpid } from "../../../src/kit/upid.js";
import { type Client, type ClientOptions, createClient } from "../../../src/pve/wire/client.js";
import { systemClock } from "../../../src/pve/wire/clock.js";
import { openKnownCertificates } from "../../../src/pve/wire/known-certificates.js";
import { errorOf } from "../cluster.js";
import { type FaultyProxy, startProxy } from "../proxy.js";
import {
  createIdentity,
  data,
  keepingLogger,
  type Received,
  type Reply,
  type Stub,
  startStub,
  TOKEN,
} from "../stub.js";

const START = "POST /nodes/{node}/qemu/{vmid}/status/start";

let stub: Stub;
let proxy: FaultyProxy;
let clients: Client[];
/** UPIDs by the vmid that was started, in order. */
let started: Map<string, string[]>;

/** Waits a tenth of the time. */
const hurried = {
  now: Date.now,
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    systemClock.sleep(milliseconds / 10, signal),
};

beforeEach(async () => {
  clients = [];
  started = new Map();
  stub = await startStub(cluster, undefined, { maxVersion: "TLSv1.2" });
  proxy = await startProxy(() => stub.port);
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await proxy.close();
  await stub.close();
});

/** A node that starts guests, lists its tasks, and echoes what it is asked otherwise. */
function cluster({ method, target }: Received): Reply {
  const vmid = /\/qemu\/(\d+)\/status\/start$/.exec(target)?.[1];
  if (method === "POST" && vmid !== undefined) return data(start(vmid));
  if (target.startsWith("/api2/json/nodes/pve1/tasks?")) {
    const wanted = new URL(target, "https://x").searchParams.get("vmid");
    const all = [...started].flatMap(([id, upids]) =>
      wanted === null || wanted === id ? upids : [],
    );
    return data(all.map((upid) => ({ upid })));
  }
  return data(target);
}

function start(vmid: string): string {
  const starttime = Math.floor(Date.now() / 1000);
  const user = `${TOKEN.user}!${TOKEN.tokenName}`;
  const before = started.get(vmid) ?? [];
  const pid = 1000 + started.size * 10 + before.length;
  const upid = printUpid({
    node: "pve1",
    pid,
    pstart: 1,
    starttime,
    type: "qmstart",
    id: vmid,
    user,
  });
  started.set(vmid, [...before, upid]);
  return upid;
}

function connect(options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    hosts: [{ host: "127.0.0.1", port: proxy.port }],
    credentials: TOKEN,
    tls: { mode: "verify", fingerprints: [stub.fingerprint] },
    clock: hurried,
    ...options,
  });
  clients.push(client);
  return client;
}

describe("a read", () => {
  it.each([
    ["is cut before the server sees it", { cutRequests: true }],
    ["is cut while it is answered", { cutAnswers: true }],
    ["is answered by half, and the connection half closed", { halveAnswers: true }],
    ["finds no connection", { refuse: true }],
  ])("that %s is sent again", async (_, faults) => {
    const client = connect();
    proxy.once(faults);
    expect(await client.call("GET /version", {})).toBe("/api2/json/version");
    expect(proxy.bitten).toBe(1);
  });

  it("whose idle connection was reset takes a new one", async () => {
    const client = connect();
    await client.call("GET /version", {});
    proxy.reset();
    expect(await client.call("GET /version", {})).toBe("/api2/json/version");
  });

  it("that drips in slowly ends with the call's time", async () => {
    const client = connect({ timeouts: { call: 300 } });
    proxy.faults = { drip: 1 };
    const error = await errorOf(client.call("GET /version", {}));
    expect(error).toMatchObject({ code: "timeout", mayHaveRun: false });
    expect(error.message).toContain("not finished within 0.3 s");
  });

  it("fails in the end when every try does", async () => {
    const client = connect();
    proxy.faults = { cutAnswers: true };
    const error = await errorOf(client.call("GET /version", {}));
    expect(error).toMatchObject({ code: "connection", mayHaveRun: false });
    expect(proxy.bitten).toBe(5);
  });
});

describe("a write", () => {
  it("that finds no connection is sent when there is one", async () => {
    const client = connect();
    proxy.once({ refuse: true });
    expect(isUpid(await client.call(START, { node: "pve1", vmid: 100 }))).toBe(true);
    expect(started.get("100")).toHaveLength(1);
  });

  it("whose answer was lost is looked up", async () => {
    const logger = keepingLogger();
    const client = connect({ logger });
    proxy.once({ cutAnswers: true });
    const upid = await client.call(START, { node: "pve1", vmid: 100 });
    expect([upid]).toEqual(started.get("100"));
    expect(logger.entries.map(({ message }) => message)).toContain(
      "the answer was lost, but its task was found",
    );
  });

  it("that never arrived is reported as possibly done, and not sent again", async () => {
    const client = connect();
    proxy.once({ cutRequests: true });
    const error = await errorOf(client.call(START, { node: "pve1", vmid: 100 }));
    expect(error).toMatchObject({ code: "connection", mayHaveRun: true, retryable: false });
    expect(started.size).toBe(0);
  });

  it("is found though the node answered 596 while the work went on", async () => {
    const client = connect();
    stub.handle = (request) => {
      const reply = cluster(request);
      return request.method === "POST" ? { status: 596, reason: "Broken pipe" } : reply;
    };
    const upid = await client.call(START, { node: "pve1", vmid: 100 });
    expect([upid]).toEqual(started.get("100"));
  });

  it.each([
    ["null", { data: null }],
    ["a list", { data: [] }],
    ["an empty text", { data: "" }],
    ["HTML as text", { data: "<html></html>" }],
    ["no JSON", "<html></html>"],
  ])("is found though its answer is %s", async (_, body) => {
    const client = connect();
    stub.handle = (request) => {
      const reply = cluster(request);
      if (request.method !== "POST") return reply;
      return typeof body === "string" ? { text: body } : { json: body };
    };
    const upid = await client.call(START, { node: "pve1", vmid: 100 });
    expect([upid]).toEqual(started.get("100"));
  });

  it("that named no task, and started none, may have run all the same", async () => {
    const client = connect();
    stub.handle = (request) =>
      request.method === "POST" ? { json: { data: null } } : cluster(request);
    const error = await errorOf(client.call(START, { node: "pve1", vmid: 100 }));
    expect(error).toMatchObject({ code: "unexpected_answer", mayHaveRun: true });
  });

  it("is found though it took longer than the call may", async () => {
    const client = connect({ timeouts: { call: 100 } });
    stub.handle = async (request) => {
      const reply = cluster(request);
      if (request.method === "POST") await wait(200);
      return reply;
    };
    const upid = await client.call(START, { node: "pve1", vmid: 100 });
    expect([upid]).toEqual(started.get("100"));
  });

  it("doesn't take another's task for its own", async () => {
    const client = connect();
    const first = await client.call(START, { node: "pve1", vmid: 100 });
    proxy.once({ cutRequests: true });
    const error = await errorOf(client.call(START, { node: "pve1", vmid: 100 }));
    expect(error.mayHaveRun).toBe(true);
    expect(started.get("100")).toEqual([first]);
  });

  it("doesn't take the task of one like it that is under way for its own", async () => {
    const client = connect();
    stub.handle = async (request, response) => {
      if (request.method !== "POST") return cluster(request);
      if (stub.received.filter(({ method }) => method === "POST").length === 1) {
        response.socket?.destroy();
        return undefined;
      }
      const reply = cluster(request);
      await wait(100);
      return reply;
    };
    const results = await Promise.allSettled([
      client.call(START, { node: "pve1", vmid: 100 }),
      client.call(START, { node: "pve1", vmid: 100 }),
    ]);
    const answers = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    expect(answers).toEqual(started.get("100"));
    expect(answers).toHaveLength(1);
  });

  it("waits out 401s that take the server three seconds", async () => {
    stub.handle = async () => {
      await wait(3_000);
      return { status: 401, reason: "Authentication failed!" };
    };
    const client = connect();
    const before = Date.now();
    const errors = await Promise.all(
      [1, 2, 3].map((vmid) => errorOf(client.call(START, { node: "pve1", vmid }))),
    );
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill("authentication"));
    expect(Date.now() - before).toBeLessThan(4_500);
    expect(stub.received).toHaveLength(3);
  });
});

describe("200 calls at once through 20 faults", () => {
  it("lose nothing and double nothing", async () => {
    const client = connect({ maxRequests: 16 });
    stub.handle = async (request) => {
      await wait(2);
      return cluster(request);
    };
    const faults = [
      { cutRequests: true },
      { cutAnswers: true },
      { halveAnswers: true },
      { refuse: true },
    ];
    let over = false;
    const breaking = (async () => {
      for (let number = 0; number < 20 && !over; number += 1) {
        const bitten = proxy.bitten;
        proxy.once(faults[number % faults.length] ?? {});
        // New connections come only when old ones go.
        if (number % faults.length === 3) proxy.reset();
        while (proxy.bitten === bitten && !over) await wait(1);
      }
    })();
    const calls = Array.from({ length: 200 }, async (_, index) => {
      const vmid = String(1000 + index);
      if (index % 2 === 0)
        return {
          vmid,
          answer: await client.call("GET /nodes/{node}/qemu/{vmid}/config", { node: "pve1", vmid }),
        };
      try {
        return { vmid, upid: await client.call(START, { node: "pve1", vmid }) };
      } catch (error) {
        return { vmid, error };
      }
    });
    const results = await Promise.all(calls);
    over = true;
    await breaking;
    expect(proxy.bitten).toBe(20);
    for (const result of results) {
      const effects = started.get(result.vmid) ?? [];
      if ("answer" in result) {
        expect(result.answer).toBe(`/api2/json/nodes/pve1/qemu/${result.vmid}/config`);
      } else if ("upid" in result) {
        expect(effects).toEqual([result.upid]);
      } else {
        // What failed was not done, and said that it may have been.
        expect(effects).toEqual([]);
        expect(result.error).toMatchObject({ code: "connection", mayHaveRun: true });
      }
    }
    const failed = results.filter((result) => "error" in result);
    expect(failed.length).toBeLessThanOrEqual(20);
  });
});

describe("a certificate", () => {
  const folder = mkdtempSync(join(tmpdir(), "known-"));

  it("is trusted when seen first, and refused when it changes mid-run", async () => {
    const file = join(folder, "sub", "known-certificates.json");
    const logger = keepingLogger();
    const tls = { mode: "verify", known: openKnownCertificates(file) } as const;
    const client = connect({ tls, logger });
    await client.call("GET /version", {});
    expect(logger.entries.filter(({ level }) => level === "warn")).toEqual([
      expect.objectContaining({
        fields: { address: `127.0.0.1:${proxy.port}`, fingerprint: stub.fingerprint },
      }),
    ]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      [`127.0.0.1:${proxy.port}`]: stub.fingerprint,
    });
    const other = await createIdentity();
    stub.server.setSecureContext({ key: other.key, cert: other.cert, maxVersion: "TLSv1.2" });
    expect(await client.call("GET /version", {})).toBe("/api2/json/version");
    proxy.reset();
    const before = stub.received.length;
    const error = await errorOf(client.call("GET /version", {}));
    expect(error).toMatchObject({ code: "tls", fingerprint: other.fingerprint });
    expect(error.message).toContain(stub.fingerprint);
    expect(error.message).toContain(other.fingerprint);
    expect(error.hint).toContain(file);
    expect(stub.received).toHaveLength(before);
  });

  it("isn't trusted when the file of those seen before can't be read", async () => {
    const file = join(folder, "broken.json");
    writeFileSync(file, "{");
    const client = connect({ tls: { mode: "verify", known: openKnownCertificates(file) } });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.code).toBe("tls");
    expect(error.message).toContain(`${file} is not JSON`);
    expect(stub.received).toHaveLength(0);
  });
});
