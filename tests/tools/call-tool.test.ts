import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "./harness.js";

describe("how a call becomes a request", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const last = () => harness.simulator.requests.at(-1);
  const NODE = { node: "pve1" };

  it("sends a flag as a number where one endpoint of several wants that", async () => {
    const rule = { type: "in", rule_action: "ACCEPT", enable: true };
    await harness.call("proxmox_node_firewall", { action: "create", ...NODE, ...rule });
    expect(last()?.parameters).toMatchObject({ enable: "1" });
  });

  it("takes a list of names for a text with commas", async () => {
    await harness.call("proxmox_acl", {
      action: "update",
      path: "/vms/100",
      roles: ["PVEVMUser", "PVEAuditor"],
      users: "operator@pve",
    });
    const { data } = await harness.call("proxmox_acl", { action: "get" });
    expect(data).toContainEqual(
      expect.objectContaining({ path: "/vms/100", roleid: "PVEAuditor" }),
    );
  });

  it("cuts any list to fields and pages, though few tools say so", async () => {
    const list = async (args: object) =>
      harness.call("proxmox_cluster_firewall", { action: "list_macros", ...args });
    const first = await list({ limit: "2", fields: "macro" });
    expect(first).toMatchObject({ data: [{ macro: expect.any(String) }, {}], cursor: "2" });
    const second = await list({ limit: 2, cursor: first["cursor"], fields: ["macro"] });
    expect(second).toMatchObject({ cursor: "4" });
    expect(second["data"]).not.toEqual(first["data"]);
  });

  it("says which fields no entry has", async () => {
    const list = async (args: object) => harness.call("proxmox_guest_list", { limit: 1, ...args });
    expect(await list({ fields: "vmid,nme" })).toMatchObject({
      data: [{ vmid: 100 }],
      notes: [expect.stringMatching(/^fields: no entry has "nme"; they have .*\bname\b/)],
    });
    const addedLater = { fields: ["vmid", "ips", "readable"], ips: true };
    expect(await list(addedLater)).not.toHaveProperty("notes");
    expect(await list({})).not.toHaveProperty("notes");
    const none = { pool: "nope", fields: ["vmid"] };
    expect(await list(none)).toEqual({
      data: [],
      total: 0,
      notes: ['Empty: nothing there fits pool "nope".'],
    });
  });

  it("waits for a task as long as it is told, also where that isn't listed", async () => {
    harness.simulator.clearRequests();
    const control = { action: "control", ...NODE, service: "cron", command: "restart" };
    const { data } = await harness.call("proxmox_node_service", { ...control, wait: "0" });
    expect(data).toMatchObject({ state: expect.stringMatching(/^(running|ok)$/) });
    // how long it waits is its own business; that it follows the task shows in what it asks
    const asked = harness.simulator.requests.filter(({ path }) => path.endsWith("/status"));
    expect(asked.length).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "proxmox_node_service",
      { action: "control", ...NODE, service: "cron", command: "restart", wait: "soon" },
      'wait: must be an integer, got "soon"',
    ],
    ["proxmox_cluster_firewall", { action: "list_macros", limit: -1 }, "isn't a number"],
    [
      "proxmox_storage_content",
      { action: "list_templates", ...NODE, storage: "local", content: "iso" },
      'content is always "vztmpl" here',
    ],
    [
      "proxmox_node_config",
      { action: "get_time", ...NODE, ip: "192.0.2.1" },
      "ip means nothing here",
    ],
    [
      "proxmox_notification_target",
      { action: "get", target_type: "pigeon", name: "x" },
      "smtp, gotify, sendmail, webhook",
    ],
    ["proxmox_apt", { action: "upgrade", ...NODE }, "the API installs nothing"],
    [
      "proxmox_acl",
      { action: "get", users: "a@pve", userid: "b@pve" },
      "userid: stands for users, which is given too",
    ],
    [
      "proxmox_storage_config",
      { action: "update", storage: "local", options: "vers=4", mount_options: "x" },
      "given too",
    ],
    ["proxmox_sdn_zone", { action: "list", bogus: 1 }, '"bogus": unknown argument'],
  ])("%s refuses %j", async (tool, args, says) => {
    harness.sent();
    const error = await harness.refused(tool, args);
    expect(error).toMatchObject({ code: "arguments", message: expect.stringContaining(says) });
    expect(harness.sent()).toEqual([]);
  });
});
