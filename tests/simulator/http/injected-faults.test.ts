import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Client, connect, simulate } from "../helpers.js";

let client: Client;

beforeEach(async () => {
  client = await simulate();
});

afterEach(() => client.close());

const admin = (what: string, body: unknown) =>
  client.call(what, {}, { body: JSON.stringify(body), type: "application/json", token: null });

describe("faults on demand", () => {
  it.each<[rule: Record<string, unknown>, outcome: string]>([
    [{ status: 595 }, "595 No route to host"],
    [{ status: 596 }, "596 Broken pipe"],
    [{ status: 503, reason: "going down" }, "503 going down"],
    [
      { lockTimeout: true },
      "500 can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
    ],
  ])("%j → %s", async (rule, outcome) => {
    client.simulator.faults.add({ method: "GET", path: "^/version$", times: 1, ...rule });
    const [first, second, other] = [
      await client.call("GET /nodes"),
      await client.call("GET /version"),
      await client.call("GET /version"),
    ];
    expect([first.status, `${second.status} ${second.reason}`, other.status]).toEqual([
      200,
      outcome,
      200,
    ]);
  });

  it("come by header, for one request", async () => {
    const headers = { "x-simulate-fault": "status=596" };
    expect((await client.call("GET /version", {}, { headers })).status).toBe(596);
    const locked = await client.call(
      "GET /version",
      {},
      { headers: { "x-simulate-fault": "lock-timeout" } },
    );
    expect(locked.status).toBe(500);
    expect((await client.call("GET /version")).status).toBe(200);
  });

  it("cut connections and slow answers down", async () => {
    const reset = client.call("GET /version", {}, { headers: { "x-simulate-fault": "reset" } });
    await expect(reset).rejects.toMatchObject({ code: "ECONNRESET" });
    const pools = async () =>
      ((await client.get("/pools")) as { poolid: string }[]).map(({ poolid }) => poolid);
    for (const fault of ["reset", "lost"]) {
      const headers = { "x-simulate-fault": fault };
      await expect(
        client.call("POST /pools", { poolid: fault }, { headers }),
      ).rejects.toMatchObject({ code: "ECONNRESET" });
    }
    expect(await pools()).toContain("lost");
    expect(await pools()).not.toContain("reset");
    const start = performance.now();
    await client.call("GET /version", {}, { headers: { "x-simulate-fault": "latency=120" } });
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it("are set, seen and cleared from outside", async () => {
    await admin("POST /simulator/faults", { path: "^/nodes", status: 599 });
    expect((await client.call("GET /nodes/pve1/qemu")).status).toBe(599);
    expect((await admin("GET /simulator/faults", undefined)).json).toEqual({
      requests: [{ path: "^/nodes", status: 599 }],
      tasks: [],
    });
    await admin("DELETE /simulator/faults", undefined);
    expect((await client.call("GET /nodes/pve1/qemu")).status).toBe(200);
    const unknown = await admin("GET /simulator/nothing", undefined);
    expect([unknown.status, unknown.json?.["error"]]).toEqual([404, "no such action: GET nothing"]);
  });

  it.each<[what: string, body: unknown, error: string]>([
    ["faults", { statsu: 596 }, '"statsu" is no part of a fault; there are method, path, times'],
    ["faults", { status: 596, path: "(" }, 'path is "(", but should be a regular expression'],
    ["faults", { status: 596, path: "(a+)+$" }, 'path is "(a+)+$", which could take very long'],
    ["faults", { status: 596, path: "(?:a|aa)+$" }, "which could take very long"],
    ["faults", { status: 200 }, "status is 200, but should be a status from 400 to 599"],
    ["faults", { path: "^/nodes" }, "nothing goes wrong by it; give one of latency, reset"],
    ["task-faults", { type: "qmstart" }, "message is missing: the task's exit status"],
    ["nodes", { node: "nosuch", online: false }, 'there is no node "nosuch"; there are pve1, pve2'],
    ["nodes", { node: "pve2", online: "no" }, "online should be true or false"],
    ["clock", { skew: "1h" }, 'skew is "1h", but should be a number'],
  ])("%s %j is refused: %s", async (what, body, error) => {
    const { status, json } = await admin(`POST /simulator/${what}`, body);
    expect([status, json?.["error"]]).toEqual([400, expect.stringContaining(error)]);
    expect(client.simulator.faults.list()).toEqual({ requests: [], tasks: [] });
  });

  it("are refused in a header that makes no sense", async () => {
    const headers = { "x-simulate-fault": "status=595, sloth=3" };
    const { status, reason } = await client.call("GET /version", {}, { headers });
    expect(`${status} ${reason}`).toContain('400 x-simulate-fault: "sloth" is no part of a fault');
  });

  it("fail tasks with any exit status", async () => {
    await admin("POST /simulator/task-faults", {
      type: "qmstart",
      id: "111",
      message: "no luck",
      times: 1,
    });
    expect(await client.run("POST /nodes/pve2/qemu/111/status/start")).toBe("no luck");
    expect(await client.run("POST /nodes/pve2/qemu/111/status/start")).toBe("OK");
  });

  it("take nodes away and turn clocks", async () => {
    await admin("POST /simulator/nodes", { node: "pve2", online: false });
    expect((await client.call("GET /nodes/pve2/qemu")).status).toBe(595);
    expect((await client.call("GET /nodes/pve2/qemu/101/config")).reason).toBe("No route to host");
    await admin("POST /simulator/nodes", { node: "pve2", online: true });
    expect((await client.call("GET /nodes/pve2/qemu")).status).toBe(200);
    const before = (await client.get("/nodes/pve1/time")) as { time: number };
    await admin("POST /simulator/clock", { skew: 3600 });
    const after = (await client.get("/nodes/pve1/time")) as { time: number };
    expect(after.time - before.time).toBe(3600);
    const upid = String((await client.call("POST /nodes/pve1/qemu/100/status/reboot")).data);
    await admin("POST /simulator/clock", { advance: 60_000 });
    expect(client.simulator.state.tasks.get(upid)?.exitstatus).toBe("OK");
  });

  it("change the certificate under a client's feet", async () => {
    const { simulator } = client;
    const before = simulator.fingerprint;
    const wary = connect({ ...simulator, certificate: simulator.certificate });
    const renewed = await admin("POST /simulator/certificate", {});
    expect(renewed.json).toEqual({ fingerprint: simulator.fingerprint });
    expect(simulator.fingerprint).not.toBe(before);
    await expect(wary.call("GET /version")).rejects.toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    const trusting = connect(simulator);
    expect((await trusting.call("GET /version")).status).toBe(200);
    const [node] = (await trusting.get("/nodes")) as { ssl_fingerprint: string }[];
    expect(node?.ssl_fingerprint).toBe(simulator.fingerprint);
  });

  it("show what reached the API, and what didn't", async () => {
    client.simulator.clearRequests();
    await client.call("POST /pools", { poolid: "seen" });
    await client.call("GET /version", {}, { token: null });
    expect(client.simulator.requests).toEqual([
      { method: "POST", path: "/pools", parameters: { poolid: "seen" }, user: "admin@pve!demo" },
    ]);
  });
});
