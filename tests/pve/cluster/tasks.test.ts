import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { printUpid } from "../../../src/kit/upid.js";
import type { TaskProgress } from "../../../src/pve/cluster/task-progress.js";
import { finishTask, followTask, outcomeOf, stopTask } from "../../../src/pve/cluster/tasks.js";
import type { Client } from "../../../src/pve/wire/client.js";
import { type Cluster, errorOf, startCluster } from "../cluster.js";

let cluster: Cluster;
let client: Client;

beforeAll(async () => {
  cluster = await startCluster();
  client = cluster.client;
});

afterAll(() => cluster.close());

beforeEach(() => cluster.simulator.faults.clear());

async function start(): Promise<string> {
  const guest = guestOf(100);
  guest.running = false;
  const { node, vmid } = guest;
  return String(await client.call("POST /nodes/{node}/qemu/{vmid}/status/start", { node, vmid }));
}

function guestOf(vmid: number) {
  const guest = cluster.simulator.state.guests.get(vmid);
  if (!guest) throw new Error(`no guest ${vmid}`);
  return guest;
}

function goneUpid(node = "pve1"): string {
  const starttime = Math.floor(cluster.clock.now() / 1000);
  const parts = { pid: 1, pstart: 1, type: "qmstart", id: "100", user: "admin@pve!demo" };
  return printUpid({ node, starttime, ...parts });
}

async function collect(steps: AsyncGenerator<TaskProgress, unknown>): Promise<TaskProgress[]> {
  const all: TaskProgress[] = [];
  for await (const step of steps) all.push(step);
  return all;
}

describe("followTask", () => {
  it("tells each line of the log once, and the end", async () => {
    const upid = await start();
    const steps: TaskProgress[] = [];
    const outcome = await finishTask(client, upid, { onProgress: (step) => steps.push(step) });
    expect(outcome).toMatchObject({ upid, state: "ok", exitstatus: "OK" });
    const numbers = steps.flatMap(({ lines }) => lines.map(({ n }) => n));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(0);
    expect(outcome.log.at(-1)).toBe("TASK OK");
  });

  it("asks less often the longer it takes", async () => {
    const waits: number[] = [];
    const clock = {
      ...cluster.clock,
      sleep(wait: number) {
        waits.push(wait);
        return cluster.clock.sleep(wait);
      },
    };
    const other = cluster.connect(cluster.tokenOf("admin@pve!demo"), { clock });
    const parameters = { node: "pve1", upid: goneUpid() };
    cluster.simulator.faults.add({ path: "/status$", status: 596 });
    const outcome = await finishTask(other, parameters.upid, { patience: 60_000 });
    expect(outcome.state).toBe("unknown");
    expect(waits[0]).toBe(250);
    expect(waits.at(-1)).toBe(5_000);
    for (const [index, wait] of waits.entries())
      expect(wait).toBeGreaterThanOrEqual(waits[index - 1] ?? 0);
  });

  it("ends with the error and the last lines of the log when the task fails", async () => {
    cluster.simulator.faults.failTasks({
      type: "qmstart",
      times: 1,
      message: "start failed: no KVM",
    });
    const outcome = await finishTask(client, await start());
    expect(outcome).toMatchObject({ state: "failed", exitstatus: "start failed: no KVM" });
    expect(outcome.log.at(-1)).toContain("TASK ERROR: start failed: no KVM");
  });

  it("stops looking when the wait is over, the task still running", async () => {
    const upid = await start();
    const outcome = await finishTask(client, upid, { wait: 0 });
    expect(outcome.state).toBe("running");
    expect(await finishTask(client, upid)).toMatchObject({ state: "ok" });
    expect(await finishTask(client, upid, { wait: 0 })).toMatchObject({ state: "ok" });
  });

  it("ends in unknown for a task that vanished, after ten seconds", async () => {
    const before = cluster.clock.now();
    const outcome = await finishTask(client, goneUpid());
    expect(outcome.state).toBe("unknown");
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(10_000);
    expect(cluster.clock.now() - before).toBeLessThan(20_000);
  });

  it("ends in unknown when the node stays away, and tells so on the way", async () => {
    const upid = await start();
    cluster.simulator.faults.add({ path: "^/nodes/pve1/tasks/", status: 595 });
    const before = cluster.clock.now();
    const steps = await collect(followTask(client, upid, { patience: 30_000 }));
    expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(["unreachable"]));
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(cluster.clock.now() - before).toBeLessThan(40_000);
  });

  it("bears with a node that is away for a while", async () => {
    const upid = await start();
    cluster.simulator.faults.add({ path: "/status$", status: 596, times: 5 });
    expect(await finishTask(client, upid)).toMatchObject({ state: "ok" });
  });

  it("is told apart from one that somebody stopped", async () => {
    const upid = await start();
    await stopTask(client, upid);
    const outcome = await finishTask(client, upid);
    expect(outcome).toMatchObject({ state: "failed", exitstatus: "received interrupt" });
  });

  it("ends with the caller's signal, and leaves the task alone", async () => {
    const upid = await start();
    const controller = new AbortController();
    const following = finishTask(client, upid, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(await errorOf(following)).toMatchObject({ code: "cancelled" });
    expect(await finishTask(client, upid)).toMatchObject({ state: "ok" });
  });

  it("says who may not look", async () => {
    const upid = await start();
    cluster.simulator.state.access.users.set("nosy@pve", {
      password: "nosypass",
      enable: true,
      expire: 0,
      tokens: new Map(),
      factors: new Map(),
    });
    const nosy = cluster.connect({ kind: "password", user: "nosy@pve", password: "nosypass" });
    expect(await errorOf(finishTask(nosy, upid))).toMatchObject({ code: "permission" });
    await finishTask(client, upid);
  });

  it("refuses what isn't a UPID before it asks", async () => {
    expect(await errorOf(finishTask(client, "nonsense"))).toMatchObject({ code: "validation" });
  });
});

describe("outcomeOf", () => {
  it.each([
    ["OK", "ok"],
    ["WARNINGS: 2", "warnings"],
    ["unexpected status", "unknown"],
    ["WARNINGS: many", "failed"],
    ["can't lock file", "failed"],
  ])("takes %j as %s", (exitstatus, state) => {
    expect(outcomeOf("UPID", exitstatus, [])).toEqual({ upid: "UPID", state, exitstatus, log: [] });
  });
});

describe("an HA-managed guest", () => {
  it("is followed until it really stopped and started", async () => {
    const managed = guestOf(102);
    const parameters = { node: managed.node, vmid: managed.vmid };
    const stop = String(
      await client.call("POST /nodes/{node}/qemu/{vmid}/status/stop", parameters),
    );
    expect(stop).toContain(":hastop:");
    const steps: TaskProgress[] = [];
    const outcome = await finishTask(client, stop, { onProgress: (step) => steps.push(step) });
    expect(outcome.state).toBe("ok");
    expect(managed.running).toBe(false);
    expect(steps.some(({ state }) => state === "settling")).toBe(true);
    const begin = String(
      await client.call("POST /nodes/{node}/qemu/{vmid}/status/start", parameters),
    );
    expect(await finishTask(client, begin)).toMatchObject({ state: "ok" });
    expect(managed.running).toBe(true);
  });

  it("is followed until it arrived where it was sent", async () => {
    const managed = guestOf(102);
    const target = managed.node === "pve3" ? "pve1" : "pve3";
    const upid = String(
      await client.call("POST /nodes/{node}/qemu/{vmid}/migrate", {
        node: managed.node,
        vmid: managed.vmid,
        target,
        online: managed.running,
      }),
    );
    expect(upid).toContain(":hamigrate:");
    expect(await finishTask(client, upid, { target })).toMatchObject({ state: "ok" });
    expect(managed.node).toBe(target);
  });

  it("is reported as on its way when the wait is over first", async () => {
    const parameters = { node: guestOf(102).node, vmid: 102 };
    const stop = String(
      await client.call("POST /nodes/{node}/qemu/{vmid}/status/stop", parameters),
    );
    expect(await finishTask(client, stop, { wait: 2_000 })).toMatchObject({ state: "running" });
  });
});
