import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ProxmoxError } from "../../../src/pve/errors/errors.js";
import { createClient } from "../../../src/pve/wire/client.js";
import { systemClock } from "../../../src/pve/wire/clock.js";
import {
  clientOf,
  createIdentity,
  data,
  keepingLogger,
  type Stub,
  send,
  startStub,
  TOKEN,
} from "../stub.js";

let stub: Stub;

beforeEach(async () => {
  stub = await startStub(() => data(null));
});

afterEach(() => stub.close());

async function errorOf(promise: Promise<unknown>): Promise<ProxmoxError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProxmoxError) return error;
    throw error;
  }
  throw new Error("no error");
}

describe("a request", () => {
  it("carries the token and nothing that it doesn't need", async () => {
    stub.handle = () => data("UPID:pve1:0000000A:0000000B:65000000:qmstart:100:admin@pve!mcp:");
    const client = clientOf(stub);
    await client.call("GET /nodes/{node}/qemu", { node: "pve1", full: true });
    await client.call("PUT /nodes/{node}/qemu/{vmid}/config", {
      node: "pve1",
      vmid: 100,
      cores: 2,
    });
    await client.call("POST /nodes/{node}/qemu/{vmid}/status/start", { node: "pve1", vmid: 100 });
    await client.call("DELETE /nodes/{node}/qemu/{vmid}", { node: "pve1", vmid: 100, purge: true });
    await client.close();
    const seen = stub.received.map(({ headers: { host, ...headers }, ...rest }) => ({
      ...rest,
      headers,
    }));
    expect(seen).toMatchInlineSnapshot(`
      [
        {
          "body": "",
          "headers": {
            "accept-encoding": "identity",
            "authorization": "PVEAPIToken=admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
            "connection": "keep-alive",
            "user-agent": "proxmox-mcp",
          },
          "method": "GET",
          "target": "/api2/json/nodes/pve1/qemu?full=1",
        },
        {
          "body": "cores=2",
          "headers": {
            "accept-encoding": "identity",
            "authorization": "PVEAPIToken=admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
            "connection": "keep-alive",
            "content-length": "7",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": "proxmox-mcp",
          },
          "method": "PUT",
          "target": "/api2/json/nodes/pve1/qemu/100/config",
        },
        {
          "body": "",
          "headers": {
            "accept-encoding": "identity",
            "authorization": "PVEAPIToken=admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
            "connection": "keep-alive",
            "content-length": "0",
            "user-agent": "proxmox-mcp",
          },
          "method": "POST",
          "target": "/api2/json/nodes/pve1/qemu/100/status/start",
        },
        {
          "body": "",
          "headers": {
            "accept-encoding": "identity",
            "authorization": "PVEAPIToken=admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
            "connection": "keep-alive",
            "user-agent": "proxmox-mcp",
          },
          "method": "DELETE",
          "target": "/api2/json/nodes/pve1/qemu/100?purge=1",
        },
      ]
    `);
  });

  it("keeps its connection, and lets go of one that a refusal closed", async () => {
    const ports = new Set<number>();
    stub.server.on("request", ({ socket }) => ports.add(socket.remotePort ?? 0));
    const client = clientOf(stub);
    for (let i = 0; i < 5; i += 1) await client.call("GET /version", {});
    expect(ports.size).toBe(1);
    stub.handle = () => ({
      status: 500,
      reason: "storage 'x' does not exist",
      json: { data: null },
    });
    await errorOf(client.call("GET /version", {}));
    stub.handle = () => data(1);
    expect(await client.call("GET /version", {})).toBe(1);
    expect(ports.size).toBe(2);
    await client.close();
  });

  it("answers data and total", async () => {
    stub.handle = () => ({ json: { data: [{ n: 1, t: "x" }], total: 7 } });
    const client = clientOf(stub);
    const key = "GET /nodes/{node}/syslog";
    expect(await client.request(key, { node: "pve1" })).toEqual({
      data: [{ n: 1, t: "x" }],
      total: 7,
    });
    await client.close();
  });

  it("answers text where the server sends text", async () => {
    stub.handle = () => ({ text: "line\n", headers: { "content-type": "text/plain" } });
    const client = clientOf(stub);
    expect(await client.call("GET /version", {})).toBe("line\n");
    await client.close();
  });

  it("asks for the version, each time", async () => {
    const client = clientOf(stub);
    for (const version of ["9.1.9", "9.1.10"]) {
      stub.handle = () => data({ version, release: "9.1", repoid: "abc" });
      expect(await client.version()).toEqual({ version, release: "9.1", repoid: "abc" });
    }
    await client.close();
  });
});

describe("an answer that isn't the API's", () => {
  it.each([
    ["a page", { text: "<html>", headers: { "content-type": "text/html" } }],
    ["a redirect", { status: 301, reason: "Moved", headers: { location: "https://evil/" } }],
    ["broken JSON", { text: '{"data":', headers: { "content-type": "application/json" } }],
    ["other JSON", { json: { hello: 1 } }],
  ])("%s", async (name, reply) => {
    stub.handle = () => reply;
    const client = clientOf(stub);
    const error = await errorOf(client.call("GET /version", {}));
    expect(stub.received).toHaveLength(1);
    expect({ [name]: [error.code, error.message] }).toMatchSnapshot();
    await client.close();
  });
});

describe("retries", () => {
  it("sends a read again while the server restarts", async () => {
    let left = 3;
    stub.handle = (_, response) => {
      left -= 1;
      if (left === 2) return { status: 503, reason: "Service Unavailable" };
      if (left === 1) {
        response.socket?.destroy();
        return undefined;
      }
      return data("here");
    };
    const client = clientOf(stub);
    expect(await client.call("GET /version", {})).toBe("here");
    expect(stub.received).toHaveLength(3);
    await client.close();
  });

  it("never sends a write again whose answer was lost", async () => {
    stub.handle = (_, response) => {
      response.socket?.destroy();
      return undefined;
    };
    const client = clientOf(stub);
    const error = await errorOf(client.call("POST /pools", { poolid: "a" }));
    expect(error).toMatchObject({ code: "connection", mayHaveRun: true, retryable: false });
    expect(error.hint).toContain("before sending it again");
    expect(stub.received).toHaveLength(1);
    await client.close();
  });

  it.each([
    ["no worker", "unable to create output: got no worker upid - start worker failed"],
    ["a lock", "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout"],
  ])("sends a write again that was refused for %s", async (_, reason) => {
    let refusals = 1;
    stub.handle = () => {
      refusals -= 1;
      return refusals >= 0
        ? { status: 500, reason, json: { data: null, message: `${reason}\n` } }
        : data("done");
    };
    const client = clientOf(stub, { clock: { now: Date.now, sleep: () => Promise.resolve() } });
    expect(await client.call("POST /pools", { poolid: "a" })).toBe("done");
    expect(stub.received).toHaveLength(2);
    await client.close();
  });

  it("gives up on a lock in the end", async () => {
    const reason = "can't lock file '/var/lock/x' - got timeout";
    stub.handle = () => ({ status: 500, reason });
    const waits: number[] = [];
    const sleep = (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    const client = clientOf(stub, { clock: { now: Date.now, sleep } });
    const error = await errorOf(client.call("POST /pools", { poolid: "a" }));
    expect(error.code).toBe("locked");
    expect(stub.received).toHaveLength(4);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
    }
    await client.close();
  });

  it("doesn't send a token again that was refused", async () => {
    stub.handle = () => ({ status: 401, reason: "Authentication failed!" });
    const client = clientOf(stub);
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.code).toBe("authentication");
    expect(stub.received).toHaveLength(1);
    await client.close();
  });
});

describe("time", () => {
  it("ends a call that takes too long", async () => {
    const client = clientOf(stub, { timeouts: { call: 500 } });
    stub.handle = () => undefined;
    const read = await errorOf(client.call("GET /version", {}));
    expect(read).toMatchObject({ code: "timeout", mayHaveRun: false });
    const write = await errorOf(client.call("POST /pools", { poolid: "a" }));
    expect(write).toMatchObject({ code: "timeout", mayHaveRun: true });
    expect(write.message).toBe("POST /pools: not finished within 0.5 s");
    await client.close();
  });

  it("ends a call whose answer doesn't begin", async () => {
    stub.handle = () => undefined;
    const client = clientOf(stub, { timeouts: { response: 100 } });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.message).toBe("GET /version: no answer within 0.1 s");
    await client.close();
  });

  it("ends the request when the caller does", async () => {
    const client = clientOf(stub);
    const controller = new AbortController();
    const closed = new Promise((done) => {
      stub.handle = (_, response) => {
        response.on("close", done);
        controller.abort();
        return undefined;
      };
    });
    const options = { signal: controller.signal };
    const error = await errorOf(client.call("GET /version", {}, options));
    expect(error.code).toBe("cancelled");
    await closed;
    await client.close();
  });

  it("sends nothing for a call that is cancelled already", async () => {
    const client = clientOf(stub);
    const error = await errorOf(client.call("POST /pools", {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "cancelled", mayHaveRun: false });
    expect(stub.received).toHaveLength(0);
    await client.close();
  });

  it("limits the requests at a time", async () => {
    let running = 0;
    let most = 0;
    stub.handle = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return data(1);
    };
    const client = clientOf(stub, { maxRequests: 4 });
    await Promise.all(Array.from({ length: 20 }, () => client.call("GET /version", {})));
    expect(most).toBe(4);
    await client.close();
  });
});

describe("a call whose time ends between two tries", () => {
  it("says why the last one failed", async () => {
    stub.handle = () => ({ status: 503, reason: "Service Unavailable" });
    const sleep = (_: number, signal?: AbortSignal) => systemClock.sleep(10_000, signal);
    const clock = { now: Date.now, sleep };
    const client = clientOf(stub, { clock, timeouts: { call: 500 } });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error).toMatchObject({ code: "server", status: 503 });
    await client.close();
  });

  it("says so when the caller ended it", async () => {
    stub.handle = () => ({ status: 503, reason: "Service Unavailable" });
    const controller = new AbortController();
    const clock = {
      now: Date.now,
      sleep(milliseconds: number, signal?: AbortSignal) {
        controller.abort();
        return systemClock.sleep(milliseconds, signal);
      },
    };
    const client = clientOf(stub, { clock });
    const error = await errorOf(client.call("GET /version", {}, { signal: controller.signal }));
    expect(error.message).toBe("GET /version: Service Unavailable; then cancelled by the caller");
    await client.close();
  });
});

describe("a closed client", () => {
  it("ends what is under way, and sends nothing more", async () => {
    const client = clientOf(stub);
    const closing = new Promise<void>((done) => {
      stub.handle = async () => {
        await client.close();
        done();
        return undefined;
      };
    });
    const error = await errorOf(client.call("GET /version", {}));
    await closing;
    expect(error.message).toBe("GET /version: the client is closed");
    expect(stub.received).toHaveLength(1);
  });
});

/** Some containers have no IPv6 at all. */
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((face) => face?.address === "::1");

describe("an IPv6 host", () => {
  it.skipIf(!hasIpv6)("is connected to", async () => {
    const server = createServer({ key: stub.key, cert: stub.certificate }, (_, response) => {
      send(response, data("six"));
    });
    await new Promise<void>((done) => server.listen(0, "::1", done));
    const { port } = server.address() as { port: number };
    const client = clientOf(stub, { hosts: [{ host: "::1", port }] });
    expect(await client.call("GET /version", {})).toBe("six");
    await client.close();
    server.close();
  });
});

describe("several hosts", () => {
  it("uses the first that can be connected to, and stays with it", async () => {
    const logger = keepingLogger();
    const client = clientOf(stub, {
      hosts: [
        { host: "127.0.0.1", port: 1 },
        { host: "no-such-host.invalid", port: 8006 },
        { host: "127.0.0.1", port: stub.port },
      ],
      logger,
    });
    stub.handle = () => data("here");
    expect(await client.call("POST /pools", { poolid: "a" })).toBe("here");
    expect(await client.call("GET /version", {})).toBe("here");
    expect(logger.entries.filter(({ message }) => message === "trying the next host")).toHaveLength(
      2,
    );
    await client.close();
  });

  it("says so when none can be", async () => {
    const port = stub.port;
    await stub.close();
    const clock = { now: Date.now, sleep: () => Promise.resolve() };
    const client = clientOf(stub, { hosts: [{ host: "127.0.0.1", port }], clock });
    const error = await errorOf(client.call("POST /pools", { poolid: "a" }));
    expect(error).toMatchObject({ code: "connection", mayHaveRun: false });
    expect(error.message).toMatch(/no connection to 127\.0\.0\.1:\d+ \(.*ECONNREFUSED/);
    stub = await startStub(() => data(null));
    await client.close();
  });

  it("names a host that isn't known", async () => {
    const client = clientOf(stub, { hosts: [{ host: "no-such-host.invalid", port: 8006 }] });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.code).toBe("connection");
    expect(error.message).toContain("the name no-such-host.invalid isn't known");
    await client.close();
  });
});

describe("our secrets", () => {
  it("appear in no error and no log, whatever the server repeats", async () => {
    const logger = keepingLogger();
    const echo = `PVEAPIToken=admin@pve!mcp=${TOKEN.tokenValue}`;
    const replies = [
      { status: 401, reason: echo },
      {
        status: 403,
        reason: `Permission check failed (${echo})`,
        json: { data: null, message: echo },
      },
      { status: 400, reason: "x", json: { message: echo, errors: { x: echo } } },
      { status: 500, reason: encodeURIComponent(echo) },
      { status: 302, reason: echo, headers: { location: `https://x/${echo}` } },
      { text: echo, headers: { "content-type": "text/html" } },
      { status: 596, reason: echo },
    ];
    const client = clientOf(stub, { logger });
    const errors: ProxmoxError[] = [];
    for (const reply of replies) {
      stub.handle = () => reply;
      errors.push(await errorOf(client.call("GET /version", {})));
    }
    const said = errors.map((error) => `${error.message}${error.stack}${JSON.stringify(error)}`);
    expect(JSON.stringify([said, logger.entries])).not.toContain(TOKEN.tokenValue);
    expect(errors).toHaveLength(replies.length);
    await client.close();
  });

  it("don't stand in the client either", async () => {
    const { inspect } = await import("node:util");
    const client = clientOf(stub);
    expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(TOKEN.tokenValue);
    expect(client.redact(`x ${TOKEN.tokenValue} y`)).toBe("x [secret] y");
    await client.close();
  });
});

describe("TLS", () => {
  let other: Stub;

  beforeAll(async () => {
    other = await startStub(() => data("other"), await createIdentity("pve.example"));
    return () => other.close();
  });

  function connectTo(
    target: Stub,
    tls: Parameters<typeof createClient>[0]["tls"],
    host = "127.0.0.1",
  ) {
    return createClient({ hosts: [{ host, port: target.port }], credentials: TOKEN, tls });
  }

  it("strict: trusts no self-signed certificate, and says what would", async () => {
    const client = connectTo(stub, { mode: "strict" });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error).toMatchObject({ code: "tls", fingerprint: stub.fingerprint, mayHaveRun: false });
    expect(error.message).toMatch(/isn.t signed by a trusted CA \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    expect(error.hint).toContain("tls.ca");
    expect(error.hint).toContain(`tls.fingerprint=${stub.fingerprint}`);
    expect(stub.received).toHaveLength(0);
    await client.close();
  });

  it("strict: trusts what the given CA vouches for", async () => {
    const client = connectTo(stub, { mode: "strict", ca: stub.certificate });
    await client.call("GET /version", {});
    await client.close();
  });

  it("strict: trusts what the system's roots vouch for", async () => {
    const folder = mkdtempSync(join(tmpdir(), "roots-"));
    const file = join(folder, "roots.pem");
    writeFileSync(file, other.certificate);
    vi.stubEnv("SSL_CERT_FILE", file);
    const client = connectTo(other, { mode: "strict" });
    expect(await client.call("GET /version", {})).toBe("other");
    await client.close();
    const stranger = connectTo(stub, { mode: "strict" });
    expect((await errorOf(stranger.call("GET /version", {}))).code).toBe("tls");
    await stranger.close();
    vi.unstubAllEnvs();
  });

  it("strict: wants the host's name in the certificate", async () => {
    const client = connectTo(other, { mode: "strict", ca: other.certificate }, "localhost");
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.message).toContain("names other hosts");
    await client.close();
  });

  it("verify: accepts the pinned certificate and no other", async () => {
    const pinned = { mode: "verify" as const, fingerprints: [other.fingerprint] };
    const good = connectTo(other, pinned);
    expect(await good.call("GET /version", {})).toBe("other");
    await good.close();
    const bad = connectTo(stub, { ...pinned, ca: stub.certificate });
    const error = await errorOf(bad.call("GET /version", {}));
    expect(error.message).toContain(other.fingerprint);
    expect(error.message).toContain(stub.fingerprint);
    expect(stub.received).toHaveLength(0);
    await bad.close();
  });

  it("insecure: accepts any", async () => {
    const client = connectTo(other, { mode: "insecure" });
    expect(await client.call("GET /version", {})).toBe("other");
    await client.close();
  });

  it("says so when there is no TLS at all", async () => {
    const plain = createPlainServer((_, response) => send(response, data(1)));
    await new Promise<void>((done) => plain.listen(0, "127.0.0.1", done));
    const { port } = plain.address() as { port: number };
    const client = createClient({
      hosts: [{ host: "127.0.0.1", port }],
      credentials: TOKEN,
      tls: { mode: "strict" },
    });
    const error = await errorOf(client.call("GET /version", {}));
    expect(error.code).toBe("tls");
    expect(error.message).toMatch(/^GET \/version: no TLS connection \([a-z ]+\)$/);
    expect(error.hint).toContain("port");
    await client.close();
    plain.close();
  });
});
