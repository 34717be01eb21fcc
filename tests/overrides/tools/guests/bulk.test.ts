import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inParallel } from "../../../../overrides/tools/support/in-parallel.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

type Outcome = { vmid: number; result: string; error?: string };

describe("one action on many guests", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const bulk = async (args: Record<string, unknown>) => {
    const { data, notes } = await harness.call("proxmox_bulk", args);
    return { outcomes: data as Outcome[], notes };
  };
  const guest = (vmid: number) => harness.simulator.state.guests.get(vmid);

  it("has a result for each, and one's failure leaves the others alone", async () => {
    const { outcomes, notes } = await bulk({ action: "start", vmids: [111, 100, 120] });
    expect(outcomes).toMatchObject([
      { vmid: 100, result: "failed", error: "VM 100 already running" },
      { vmid: 111, result: "ok", name: "build01", node: "pve2" },
      { vmid: 120, result: "ok" },
    ]);
    expect(notes).toEqual(["Only a part worked: 2 of 3 done, 1 failed, 0 still running."]);
    expect([guest(111)?.running, guest(120)?.running]).toEqual([true, true]);
  });

  it("takes both kinds, and what a request refuses at once", async () => {
    const { outcomes } = await bulk({ action: "start", vmids: "205,200" });
    expect(outcomes).toMatchObject([
      { vmid: 200, result: "failed", error: expect.stringContaining("CT 200 already running") },
      { vmid: 205, result: "ok" },
    ]);
  });

  it("picks guests by filters that combine, and never templates", async () => {
    const { outcomes } = await bulk({
      action: "snapshot",
      tag: "k8s",
      node: "pve1",
      snapname: "s1",
    });
    expect(outcomes).toMatchObject([{ vmid: 106, result: "ok" }]);
    expect(guest(106)?.snapshots.has("s1")).toBe(true);
    const dry = await bulk({ action: "shutdown", node: "pve1", dry_run: true });
    expect(dry.outcomes.map(({ vmid }) => vmid)).toEqual([100, 103, 106, 110, 130, 200, 203]);
    expect(guest(100)?.running).toBe(true);
  });

  it("sends the same options to each", async () => {
    await bulk({ action: "update", vmids: [101, 104], options: { onboot: false } });
    expect([guest(101)?.config["onboot"], guest(104)?.config["onboot"]]).toEqual([0, 0]);
  });

  it("keeps what isn't given of each guest's property strings", async () => {
    const before = [101, 104].map((vmid) => String(guest(vmid)?.config["net0"]));
    await bulk({ action: "update", vmids: [101, 104], options: { net0: "bridge=vmbr9" } });
    const after = [101, 104].map((vmid) => String(guest(vmid)?.config["net0"]));
    expect(after).toEqual(before.map((net) => net.replace("vmbr0", "vmbr9")));
    expect(new Set(after).size).toBe(2);
  });

  it("moves running VMs live, and containers only with a restart", async () => {
    const args = { action: "migrate", target: "pve3" };
    const { outcomes } = await bulk({ ...args, vmids: [101, 203] });
    expect(outcomes).toMatchObject([
      { vmid: 101, result: "ok" },
      { vmid: 203, result: "failed" },
    ]);
    await bulk({ ...args, vmids: [203], options: { restart: true } });
    expect([guest(101)?.node, guest(203)?.node]).toEqual(["pve3", "pve3"]);
  });

  it("is an error when nothing worked, with the code of each", async () => {
    const error = await harness.refused("proxmox_bulk", { action: "start", vmids: [100, 101] });
    expect(error).toMatchObject({
      code: "task",
      message: "start failed for all 2 guests",
      outcomes: [
        { vmid: 100, result: "failed", code: "task" },
        { vmid: 101, result: "failed", code: "task" },
      ],
    });
  });

  const refusals: [Record<string, unknown>, string][] = [
    [{ action: "stop", tag: "k8s" }, "stop can't be undone and needs explicit vmids"],
    [{ action: "delete", name: "*" }, "delete can't be undone and needs explicit vmids"],
    [{ action: "delete_snapshot", tag: "k8s", snapname: "s1" }, "needs explicit vmids"],
    [{ action: "shutdown", tag: "k8s", options: { forceStop: true } }, "shutdown with forceStop"],
    [{ action: "update", tag: "k8s", options: { delete: "unused0" } }, "update with delete"],
    [{ action: "start" }, "Say which guests"],
    [{ action: "start", vmids: [100, 998, 999] }, "vmids: there is no guest 998, 999"],
    [{ action: "start", tag: "nobody" }, "No guest fits."],
    [{ action: "snapshot", vmids: [100] }, "snapname: missing"],
    [{ action: "start", vmids: [100], parallel: 99 }, "must be at most 16"],
  ];
  it.each(refusals)("%j is refused", async (args, message) => {
    harness.sent();
    expect((await harness.refused("proxmox_bulk", args)).message).toContain(message);
    expect(harness.sent().filter((request) => !request.startsWith("GET "))).toEqual([]);
  });

  it("destroys what is named, and only that", async () => {
    const before = harness.simulator.state.guests.size;
    const { outcomes } = await bulk({ action: "stop", vmids: [120] });
    expect(outcomes).toMatchObject([{ vmid: 120, result: "ok" }]);
    await bulk({ action: "delete", vmids: [120] });
    expect(harness.simulator.state.guests.size).toBe(before - 1);
    expect(guest(120)).toBeUndefined();
  });
});

it.each([
  ["operate", ["start", "shutdown", "reboot", "suspend", "resume", "snapshot", "migrate", "stop"]],
  ["read", undefined],
] as const)("offers %s what it may do", async (access, expected) => {
  const harness = await openToolbox({ access });
  const tool = harness.toolbox.listed.find(({ name }) => name === "proxmox_bulk");
  await harness.close();
  expect(tool?.inputSchema.properties["action"]?.enum).toEqual(expected);
});

it("runs at most as many at a time as it is told, and keeps their order", async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([5, 1, 4, 2, 3], 2, async (entry) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, entry));
    running -= 1;
    return entry * 10;
  });
  expect({ results, most }).toEqual({ results: [50, 10, 40, 20, 30], most: 2 });
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});
