import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "./harness.js";

let harness: Harness;
beforeAll(async () => {
  harness = await openToolbox();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.faults.clear());

const SNAPSHOT = { action: "create", vmid: 100 };

describe("a task that was started", () => {
  it.each([
    ["is refused", { status: 403, reason: "Permission check failed" }],
    ["has no login any more", { status: 401, reason: "No ticket" }],
  ])("is told when following it %s", async (what, fault) => {
    harness.simulator.faults.add({ method: "GET", path: "/tasks/.*/(status|log)$", ...fault });
    const snapname = `s${what.replaceAll(" ", "")}`;
    const error = await harness.refused("proxmox_guest_snapshot", { ...SNAPSHOT, snapname });
    expect(error).toMatchObject({
      started: [expect.stringContaining(":qmsnapshot:100:")],
      mayHaveRun: true,
      hint: expect.stringContaining("before doing it again"),
    });
  });

  it.each([
    ["fails", { status: 500, reason: "no such task" }, "unknown"],
    ["takes too long", { status: 504, reason: "Gateway Timeout" }, "running"],
  ])("is the answer when following it %s", async (what, fault, state) => {
    harness.simulator.faults.add({ method: "GET", path: "/tasks/.*/(status|log)$", ...fault });
    const snapname = `s${what.replaceAll(" ", "")}`;
    const { data } = await harness.call("proxmox_guest_snapshot", { ...SNAPSHOT, snapname });
    expect(data).toMatchObject({ state, upid: expect.stringContaining(":qmsnapshot:100:") });
  });

  it("is told once where it failed itself", async () => {
    const error = await harness.refused("proxmox_guest_snapshot", {
      ...SNAPSHOT,
      action: "rollback",
      snapname: "nosuch",
    });
    expect(error["started"]).toBeUndefined();
  });
});
