import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseUpid, type Upid } from "../../../src/kit/upid.js";
import { createTaskLog, type TaskLog } from "../../../src/pve/cluster/task-log.js";
import { type Client, createClient } from "../../../src/pve/wire/client.js";
import { errorOf } from "../cluster.js";
import { type Reply, type Stub, startStub, TOKEN } from "../stub.js";

const TASK: Upid = parseUpid("UPID:pve1:0000000A:0000000B:65000000:vzdump:100:root@pam:");

let stub: Stub;
let client: Client;
beforeAll(async () => {
  stub = await startStub(() => undefined);
  client = createClient({
    hosts: [{ host: "127.0.0.1", port: stub.port }],
    credentials: TOKEN,
    tls: { mode: "verify", fingerprints: [stub.fingerprint] },
    timeouts: { call: 2_000 },
  });
});
afterAll(async () => {
  await client.close();
  await stub.close();
});

/** A node whose log has as many lines as `length` says at the time. */
function serve(length: () => number): TaskLog {
  stub.received.length = 0;
  stub.handle = ({ target }) => {
    const query = new URL(target, "https://x").searchParams;
    const [start, limit] = ["start", "limit"].map((name) => Number(query.get(name)));
    const count = Math.max(0, Math.min(length() - (start ?? 0), limit ?? 0));
    const lines = Array.from({ length: count }, (_, index) => {
      const n = (start ?? 0) + index + 1;
      return { n, t: `line ${n}` };
    });
    return { json: { data: lines, total: length() } };
  };
  return createTaskLog(client, TASK, 20);
}

function answering(reply: () => Reply): TaskLog {
  stub.received.length = 0;
  stub.handle = reply;
  return createTaskLog(client, TASK, 20);
}

const ALWAYS = Number.POSITIVE_INFINITY;

describe("the log of a task", () => {
  it.each([
    [0, 1],
    [499, 1],
    [500, 1],
    [501, 2],
    [1_000, 2],
    [1_000_000, 2],
  ])("of %d lines is read to its end in %d requests", async (length, requests) => {
    const log = serve(() => length);
    const lines = await log.read(ALWAYS);
    expect(stub.received).toHaveLength(requests);
    expect(lines.at(-1)?.n ?? 0).toBe(length);
    expect(log.length()).toBe(length);
    expect(log.last()).toEqual(
      Array.from({ length: Math.min(20, length) }, (_, n) => `line ${length - n}`).reverse(),
    );
  });

  it("tells only what is new with each look", async () => {
    let length = 3;
    const log = serve(() => length);
    expect((await log.read(ALWAYS)).map(({ n }) => n)).toEqual([1, 2, 3]);
    length = 5;
    expect((await log.read(ALWAYS)).map(({ n }) => n)).toEqual([4, 5]);
    expect(await log.read(ALWAYS)).toEqual([]);
    length = 200_000;
    const jumped = await log.read(ALWAYS);
    expect(jumped.length).toBeLessThanOrEqual(1_000);
    expect(jumped.at(-1)?.n).toBe(200_000);
  });

  it("that grows faster than it is read costs three pages a look", async () => {
    let length = 0;
    const log = serve(() => {
      length += 100_000;
      return length;
    });
    await log.read(ALWAYS);
    expect(stub.received).toHaveLength(3);
  });

  it("is read no further once the time is over", async () => {
    const log = serve(() => 1_000_000);
    expect(await log.read(0)).toHaveLength(500);
    expect(stub.received).toHaveLength(1);
  });

  it("has the one line of an empty log not in it", async () => {
    const log = answering(() => ({ json: { data: [{ n: 1, t: "no content" }], total: 1 } }));
    expect(await log.read(ALWAYS)).toEqual([]);
    expect(stub.received).toHaveLength(1);
  });

  it.each([
    ["NaN as text", "NaN"],
    ["an object", {}],
    ["too many lines", Array.from({ length: 501 }, (_, n) => ({ n, t: "" }))],
    ["lines that are objects", [{ n: 1, t: { toString: "x" } }]],
    ["a number out of range", [{ n: 1e300, t: "" }]],
    ["rows that aren't objects", [null, "x"]],
  ])("that is %s is no answer of Proxmox's", async (_, data) => {
    const log = answering(() => ({ json: { data, total: 1 } }));
    expect(await errorOf(log.read(ALWAYS))).toMatchObject({ code: "unexpected_answer" });
  });
});
