import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

/** What an operator's day met that cost calls, or went wrong without a word. */
describe("an operator's day", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ confirm: { mode: "off", fallback: "allow" } });
  });
  afterAll(() => harness.close());

  const guest = (vmid: number) => harness.simulator.state.guests.get(vmid);
  const find = async (query: string) => {
    const { data } = (await harness.call("proxmox_guest_find", { query })) as {
      data: { vmid: number }[];
    };
    return data.map(({ vmid }) => vmid);
  };

  it("finds a guest by its MAC address, in either spelling", async () => {
    const net0 = String(guest(100)?.config["net0"]);
    const mac = /([0-9A-F]{2}:){5}[0-9A-F]{2}/i.exec(net0)?.[0] ?? "";
    expect(mac).not.toBe("");
    expect(await find(mac)).toEqual([100]);
    expect(await find(mac.toLowerCase().replaceAll(":", "-"))).toEqual([100]);
  });

  it("finds a guest by its IP address", async () => {
    const { data } = (await harness.call("proxmox_guest_find", { query: "100" })) as {
      data: { vmid: number; ips: string[] }[];
    };
    const address = data[0]?.ips[0]?.split("/")[0] ?? "";
    expect(await find(address)).toEqual([100]);
    expect(await find("203.0.113.254")).toEqual([]);
  });

  it("adds and removes single tags, and keeps the others", async () => {
    await harness.call("proxmox_guest_config_update", { vmid: 100, config: { tags: "a;b" } });
    const config = { add_tags: "c,a", remove_tags: "b" };
    const answer = await harness.call("proxmox_guest_config_update", { vmid: 100, config });
    expect(guest(100)?.config["tags"]).toBe("a;c");
    expect(answer).toMatchObject({ data: { changed: ["tags"] } });
    expect(harness.sent().filter((request) => request.startsWith("PUT"))).toHaveLength(2);
  });

  it("changes single tags of many guests", async () => {
    await harness.call("proxmox_bulk", {
      action: "update",
      vmids: [100, 101],
      options: { add_tags: "night" },
    });
    expect([100, 101].map((vmid) => String(guest(vmid)?.config["tags"]).split(";"))).toEqual([
      expect.arrayContaining(["a", "c", "night"]),
      expect.arrayContaining(["night"]),
    ]);
  });

  it("says that a new firewall rule is the first, whatever was asked", async () => {
    const rule = (action: string) =>
      harness.call("proxmox_api_write", {
        endpoint: "POST /cluster/firewall/rules",
        params: { type: "in", action, macro: "SSH", pos: 5 },
      });
    await rule("ACCEPT");
    expect(await rule("DROP")).toEqual({
      data: { done: true, pos: 0 },
      notes: [expect.stringMatching(/^The rule is now the first, whatever pos says/)],
    });
    const rules = await harness.call("proxmox_api_read", {
      endpoint: "GET /cluster/firewall/rules",
    });
    expect(rules).toMatchObject({ data: [{ action: "DROP" }, { action: "ACCEPT" }] });
  });

  it("calls a lock a lock, and says how it is freed", async () => {
    const locked = guest(101);
    if (locked) locked.config["lock"] = "backup";
    const error = await harness.refused("proxmox_guest_start", { vmid: 101 });
    delete locked?.config["lock"];
    expect(error.code).toBe("locked");
    expect(JSON.stringify(error)).toContain("backup");
  });
});
