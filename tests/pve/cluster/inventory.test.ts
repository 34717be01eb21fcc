import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createInventory, type Inventory } from "../../../src/pve/cluster/inventory.js";
import { type Cluster, errorOf, startCluster } from "../cluster.js";

let cluster: Cluster;
let inventory: Inventory;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(() => cluster.close());

beforeEach(() => {
  cluster.simulator.faults.clear();
  cluster.simulator.clearRequests();
  inventory = createInventory(cluster.client);
});

function lists(): number {
  return cluster.simulator.requests.filter(({ path }) => path.includes("/cluster/resources"))
    .length;
}

describe("find", () => {
  it("tells node, kind and name of a guest", async () => {
    const { row, ...guest } = await inventory.find(100);
    expect(guest).toEqual({
      vmid: 100,
      node: "pve1",
      kind: "qemu",
      name: "web01",
      status: "running",
    });
    expect(row).toMatchObject({ maxcpu: 2 });
  });

  it("asks once for all who come together, and not again for some seconds", async () => {
    await Promise.all([100, 101, 102, 200].map((vmid) => inventory.find(vmid)));
    expect(lists()).toBe(1);
    await inventory.find(100);
    await cluster.clock.sleep(4_000);
    await inventory.find(101);
    expect(lists()).toBe(1);
    await cluster.clock.sleep(2_000);
    await inventory.find(100);
    expect(lists()).toBe(2);
  });

  it("asks again before it says that there is none", async () => {
    await inventory.find(100);
    const error = await errorOf(inventory.find(99999));
    expect(error).toMatchObject({ code: "not_found" });
    expect(error.message).toContain("99999");
    expect(lists()).toBe(2);
  });

  it("doesn't ask twice for a guest that a fresh list hasn't", async () => {
    await errorOf(inventory.find(99999));
    expect(lists()).toBe(1);
  });

  it("forgets what it knew when told to", async () => {
    await inventory.find(100);
    inventory.clear();
    await inventory.find(100);
    expect(lists()).toBe(2);
  });

  it("lets one caller give up without spoiling it for the others", async () => {
    const controller = new AbortController();
    const gone = errorOf(inventory.find(100, { signal: controller.signal }));
    const stays = inventory.find(100);
    controller.abort();
    expect(await gone).toMatchObject({ code: "cancelled" });
    expect(await stays).toMatchObject({ node: "pve1" });
    expect(lists()).toBe(1);
  });

  it("tries anew after it failed", async () => {
    cluster.simulator.faults.add({ path: "^/cluster/resources", status: 500, times: 1 });
    await errorOf(inventory.find(100));
    expect(await inventory.find(100)).toMatchObject({ node: "pve1" });
  });
});

describe("list", () => {
  it("has every guest in order of vmid, and says which nodes don't answer", async () => {
    const before = await inventory.list();
    const numbers = before.guests.map(({ vmid }) => vmid);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers).toHaveLength(cluster.simulator.state.guests.size);
    expect(before.offline).toEqual([]);
    const node = cluster.simulator.state.nodes.get("pve2");
    if (!node) throw new Error("no pve2");
    node.online = false;
    const after = await inventory.list({ fresh: true });
    const there = before.guests.filter(({ node: where }) => where === "pve2").length;
    expect(after.guests).toHaveLength(before.guests.length);
    expect(after.offline).toEqual([{ node: "pve2", guests: there }]);
    node.online = true;
  });
});
