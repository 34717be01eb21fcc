import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

describe("waiting for several tasks", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const start = async (tool: string, vmid: number): Promise<string> => {
    const { data } = await harness.call(tool, { vmid, wait: 0 });
    return (data as { upid: string }).upid;
  };

  it("tells how each has ended", async () => {
    const upids = [await start("proxmox_guest_stop", 100), await start("proxmox_guest_stop", 200)];
    const { data, notes } = await harness.call("proxmox_node_task", {
      action: "wait",
      upid: upids.join(", "),
      wait: 600,
    });
    expect(data).toEqual(upids.map((upid) => ({ upid, state: "ok", seconds: expect.any(Number) })));
    expect(notes).toBeUndefined();
  });

  it("says how many still run", async () => {
    const upids = [
      await start("proxmox_guest_start", 100),
      await start("proxmox_guest_start", 200),
    ];
    const { notes } = await harness.call("proxmox_node_task", {
      action: "wait",
      upid: upids.join(","),
      wait: 0,
    });
    expect(notes).toEqual(["2 of 2 still run."]);
  });

  it.each([
    ["UPID:pve1:nothing,UPID:pve1:else", "is none"],
    [
      Array.from(
        { length: 51 },
        (_, pid) =>
          `UPID:pve1:${pid.toString(16).padStart(8, "0").toUpperCase()}:00000001:00000001:qmstart:1:root@pam:`,
      ).join(","),
      "at most 50",
    ],
  ])("refuses what aren't tasks, or too many", async (upid, message) => {
    expect(
      (await harness.refused("proxmox_node_task", { action: "wait", upid })).message,
    ).toContain(message);
  });
});

describe("the log of a task", () => {
  let harness: Harness;
  let upid = "";
  beforeAll(async () => {
    harness = await openToolbox();
    const { data } = await harness.call("proxmox_guest_stop", { vmid: 100, wait: 600 });
    upid = (data as { upid: string }).upid;
    const task = harness.simulator.state.tasks.get(upid);
    task?.log.splice(
      0,
      task.log.length,
      ...Array.from({ length: 3_000 }, (_, n) => `line ${n + 1}`),
    );
  });
  afterAll(() => harness.close());

  const read = (args: object) =>
    harness.call("proxmox_node_task", { action: "log", upid, ...args }) as Promise<{
      data: { n: number; t: string }[];
      notes?: string[];
    }>;

  it.each([
    [{}, 2_501, 3_000],
    [{ limit: 10 }, 2_991, 3_000],
    [{ options: { start: 0 } }, 1, 500],
    [{ options: { start: 40 }, limit: 2 }, 41, 42],
    [{ limit: 1_000 }, 2_001, 3_000],
  ])("with %j is told from line %d to %d", async (args, from, to) => {
    const { data, notes } = await read(args);
    expect([data[0]?.n, data.at(-1)?.n]).toEqual([from, to]);
    const isEnd = to === 3_000 && from > 1;
    expect(notes ?? []).toEqual(isEnd ? [expect.stringContaining(`Lines 1 to ${from - 1} `)] : []);
  });

  it("has its last lines, and how many there are, when the task is asked for", async () => {
    const { data } = await harness.call("proxmox_node_task", { action: "get", upid });
    expect(data).toMatchObject({ lines: 3_000, log: expect.arrayContaining(["line 3000"]) });
  });
});
