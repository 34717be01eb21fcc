import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

const config = (path: string) => client.get(`${path}/config`) as Promise<Record<string, unknown>>;

describe("tasks", () => {
  it("show their log as it grows", async () => {
    const upid = String(
      (await client.call("POST /nodes/pve1/qemu/100/migrate", { target: "pve3", online: 1 })).data,
    );
    const task = `/nodes/pve1/tasks/${upid}`;
    const state = async () => {
      const status = (await client.get(`${task}/status`)) as Record<string, unknown>;
      const log = (await client.get(`${task}/log`, { limit: 0 })) as unknown[];
      return [status["status"], status["exitstatus"], log.length];
    };
    const [first, , lines] = await state();
    expect(first).toBe("running");
    const active = (await client.get("/nodes/pve1/tasks", { source: "active" })) as Record<
      string,
      unknown
    >[];
    expect(active.map(({ type, status, user }) => [type, status, user])).toEqual([
      ["qmigrate", "RUNNING", "admin@pve!demo"],
    ]);
    client.simulator.manual?.settle();
    const [last, exitstatus, all] = await state();
    expect([last, exitstatus]).toEqual(["stopped", "OK"]);
    expect(Number(all)).toBeGreaterThan(Number(lines));
    const page = await client.call(`GET ${task}/log`, { start: 1, limit: 1 });
    expect((page.data as { n: number }[]).map(({ n }) => n)).toEqual([2]);
    expect(page.json?.["total"]).toBe(all);
    const file = await client.call(`GET ${task}/log`, { download: 1 });
    expect([file.headers["content-type"], file.text.endsWith("TASK OK\n")]).toEqual([
      "text/plain",
      true,
    ]);
  });

  it("can be interrupted, and let go of their locks", async () => {
    const upid = String(
      (await client.call("POST /nodes/pve2/vzdump", { vmid: 104, storage: "nfs-backup" })).data,
    );
    client.simulator.manual?.advance(300);
    expect((await config("/nodes/pve2/qemu/104"))["lock"]).toBe("backup");
    await client.call(`DELETE /nodes/pve2/tasks/${upid}`);
    expect(client.simulator.state.tasks.get(upid)?.exitstatus).toBe("received interrupt");
    expect((await config("/nodes/pve2/qemu/104"))["lock"]).toBeUndefined();
  });

  it("wait ten seconds for another one on the same guest, and give up then", async () => {
    const first = client.call("POST /nodes/pve2/qemu/101/status/reboot");
    const second = client.call("POST /nodes/pve2/qemu/101/status/stop");
    const upids = (await Promise.all([first, second])).map(({ data }) => String(data));
    client.simulator.manual?.settle();
    const ends = upids.map((upid) => client.simulator.state.tasks.get(upid)?.exitstatus);
    expect(ends).toEqual(["OK", "OK"]);
    await client.run("POST /nodes/pve2/qemu/101/status/start");
    await client.call("POST /nodes/pve2/qemu/111/move_disk", { disk: "scsi0", storage: "ceph-vm" });
    await client.call("POST /nodes/pve2/qemu/111/clone", { newid: 700 });
    const late = await client.call("POST /nodes/pve2/qemu/111/status/start");
    client.simulator.manual?.settle();
    expect(client.simulator.state.tasks.get(String(late.data))?.exitstatus).toBe(
      "can't lock file '/var/lock/qemu-server/lock-111.conf' - got timeout",
    );
  });

  it("report warnings as a success of a kind", async () => {
    const { startTask } = await import("../../../simulator/tasks/task.js");
    const { state, clock, faults } = client.simulator;
    const start = { node: "pve1", type: "test", user: "root@pam" };
    const upid = startTask({ state, clock, faults }, start, function* (task) {
      task.warn("something odd");
      yield 10;
    });
    client.simulator.manual?.settle();
    const task = state.tasks.get(upid);
    expect([task?.exitstatus, task?.log]).toEqual([
      "WARNINGS: 1",
      ["WARN: something odd", "TASK WARNINGS: 1"],
    ]);
  });
});
