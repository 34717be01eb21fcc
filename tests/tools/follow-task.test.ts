import { afterEach, describe, expect, it } from "vitest";
import { type ErrorAnswer, type Harness, openToolbox } from "./harness.js";

let harness: Harness;

afterEach(() => harness.close());

/** Cancels a snapshot as soon as its task is known; answers how the task stands in the end. */
async function cancelled(args: Record<string, unknown>): Promise<Record<string, unknown>> {
  harness = await openToolbox();
  const controller = new AbortController();
  harness.onSleep = () => controller.abort();
  const { structuredContent } = await harness.result(
    "proxmox_guest_snapshot",
    { action: "create", vmid: 100, snapname: "later", wait: 60, ...args },
    controller.signal,
  );
  harness.onSleep = undefined;
  expect((structuredContent["error"] as ErrorAnswer).code).toBe("cancelled");
  const { data } = await harness.call("proxmox_node_task", { action: "list", limit: 1 });
  const [{ upid }] = data as [{ upid: string }];
  return (await harness.call("proxmox_node_task", { action: "wait", upid }))["data"] as never;
}

describe("a cancelled call", () => {
  it("leaves its task running", async () => {
    expect(await cancelled({})).toMatchObject({ state: "ok" });
  });

  it("stops its task too when asked", async () => {
    expect(await cancelled({ stop_on_cancel: true })).toMatchObject({
      state: "failed",
      exitstatus: "received interrupt",
    });
  });
});

describe("stop_on_cancel", () => {
  it.each<[string, Record<string, unknown>]>([
    ["proxmox_guest_config_update", { vmid: 101, onboot: true }],
    ["proxmox_guest_create_from_template", { template: 9000, name: "app1", limit: 5 }],
    [
      "proxmox_guest_firewall_rule",
      { action: "create", vmid: 100, rule_type: "in", rule_action: "ACCEPT" },
    ],
    ["proxmox_vm_disk", { action: "add", vmid: 101, disk: "scsi5", size: 8, storage: "ceph-vm" }],
    ["proxmox_node_task", { action: "list" }],
  ])("steers %s, and is no parameter of its endpoints", async (name, args) => {
    harness = await openToolbox();
    expect(await harness.call(name, { ...args, stop_on_cancel: true })).toHaveProperty("data");
  });
});
