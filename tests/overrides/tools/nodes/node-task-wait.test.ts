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
    expect(data).toEqual(upids.map((upid) => ({ upid, state: "ok", exitstatus: "OK" })));
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
