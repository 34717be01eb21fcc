import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

type Entry = Record<string, unknown>;

const list = (path: string, parameters: Entry = {}) =>
  client.get(path, parameters) as Promise<Entry[]>;

describe("a node", () => {
  it("goes down and comes back with its guests", async () => {
    await client.call("POST /nodes/pve3/status", { command: "reboot" });
    client.simulator.manual?.advance(5000);
    const gone = await client.call("GET /nodes/pve3/status");
    expect([gone.status, gone.reason, gone.text]).toEqual([595, "No route to host", ""]);
    const nodes = await list("/nodes");
    expect(nodes.map(({ node, status }) => [node, status])).toEqual([
      ["pve1", "online"],
      ["pve2", "online"],
      ["pve3", "offline"],
    ]);
    const guests = await list("/cluster/resources", { type: "vm" });
    expect(guests.find(({ vmid }) => vmid === 202)).toMatchObject({
      status: "unknown",
      node: "pve3",
    });
    client.simulator.manual?.settle();
    const running = (await list("/nodes/pve3/lxc")).map(({ vmid, status }) => [vmid, status]);
    expect(running).toEqual([
      [202, "running"],
      [205, "stopped"],
      [206, "running"],
    ]);
  });

  it("isn't left by one that nobody knows", async () => {
    expect(await client.refusal("GET /nodes/nonode/qemu")).toContain(
      "500 hostname lookup 'nonode' failed",
    );
  });

  it("builds storages on free disks, and takes them apart again", async () => {
    expect(
      await client.refusal("POST /nodes/pve1/disks/zfs", {
        name: "tank",
        devices: "/dev/sda",
        raidlevel: "mirror",
      }),
    ).toBe("500 mirror needs at least 2 disks");
    const parameters = {
      name: "tank",
      devices: "/dev/sda,/dev/sdb",
      raidlevel: "mirror",
      add_storage: 1,
    };
    expect(await client.run("POST /nodes/pve1/disks/zfs", parameters)).toBe("OK");
    expect((await list("/nodes/pve1/disks/list", { type: "unused" })).length).toBe(0);
    expect((await list("/nodes/pve1/disks/zfs")).map(({ name, health }) => [name, health])).toEqual(
      [["tank", "ONLINE"]],
    );
    expect(
      await client.refusal("POST /nodes/pve1/disks/lvm", { name: "vg", device: "/dev/sda" }),
    ).toBe("500 device '/dev/sda' is already in use");
    expect(
      await client.run("DELETE /nodes/pve1/disks/zfs/tank?cleanup-disks=1&cleanup-config=1"),
    ).toBe("OK");
    expect((await list("/nodes/pve1/disks/list", { type: "unused" })).length).toBe(2);
    expect(await client.refusal("GET /storage/tank")).toBe("500 storage 'tank' does not exist");
  });

  it("won't stop what it needs to answer", async () => {
    expect(await client.run("POST /nodes/pve1/services/pveproxy/stop")).toContain(
      "refusing to stop essential service",
    );
    expect(await client.run("POST /nodes/pve1/services/cron/stop")).toBe("OK");
    expect(await client.get("/nodes/pve1/services/cron/state")).toMatchObject({ state: "dead" });
  });

  it("logs what happens, page by page", async () => {
    const page = await client.call("GET /nodes/pve1/syslog", { start: 1, limit: 2 });
    expect((page.data as Entry[]).map(({ n }) => n)).toEqual([2, 3]);
    expect(Number(page.json?.["total"])).toBeGreaterThan(3);
    const journal = (await client.get("/nodes/pve1/journal", { lastentries: 2 })) as string[];
    expect(journal.length).toBe(4);
    expect(journal[1]).toMatch(
      /^\w{3} \d\d \d\d:\d\d:\d\d pve1 pvedaemon\[\d+\]: <\S+> (?:starting|end) task UPID:/,
    );
  });
});
