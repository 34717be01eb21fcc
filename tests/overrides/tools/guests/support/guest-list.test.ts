import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BYTES } from "../../../../../src/tools/answer/limits.js";
import { type Harness, openToolbox } from "../../../../tools/harness.js";

type Row = Record<string, unknown>;

async function vmids(harness: Harness, args: Row): Promise<unknown[]> {
  const { data } = await harness.call("proxmox_guest_list", { fields: ["vmid"], ...args });
  return (data as Row[]).map(({ vmid }) => vmid);
}

describe("the guests of a cluster", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ access: "read" });
  });
  afterAll(() => harness.close());

  const filters: [Row, unknown[]][] = [
    [{ node: "pve3", type: "lxc" }, [202, 205, 206]],
    [{ status: "stopped" }, [111, 120, 205, 9000]],
    [{ status: "stopped", template: false }, [111, 120, 205]],
    [{ tag: "DB" }, [102, 103]],
    [{ pool: "k8s" }, [105, 106, 107]],
    [{ name: "web" }, [100, 101]],
    [{ name: "db0?" }, [102, 103]],
    [{ name: "*01", type: "vm", node: "pve1" }, [100, 110]],
    [{ template: true }, [9000]],
    [{ type: "vm", tag: "infra" }, []],
    [{ pool: "k8s", fields: "vmid, name" }, [105, 106, 107]],
    [{ pool: "k8s", fields: ["vmid,name"], ips: true }, [105, 106, 107]],
    [{ type: "all", name: "k8s-*", limit: 2 }, [105, 106]],
    [{ type: "all", name: "k8s-*", limit: 2, cursor: "2" }, [107]],
  ];
  it.each(filters)("%j", async (args, expected) => {
    expect(await vmids(harness, args)).toEqual(expected);
  });

  it("are listed with what an operator asks first", async () => {
    const fields = ["vmid", "name", "type", "node", "status", "maxcpu", "maxmem", "tags", "pool"];
    const { data, ...rest } = await harness.call("proxmox_guest_list", { name: "web01", fields });
    expect({ ...rest, data }).toMatchInlineSnapshot(`
      {
        "data": [
          {
            "maxcpu": 2,
            "maxmem": 4294967296,
            "name": "web01",
            "node": "pve1",
            "pool": "production",
            "readable": {
              "maxmem": "4 GiB",
            },
            "status": "running",
            "tags": "prod;web",
            "type": "qemu",
            "vmid": 100,
          },
        ],
        "total": 1,
      }
    `);
  });

  it("have their addresses on request: from agent, container or configuration", async () => {
    const args = { ips: true, fields: ["vmid"], node: "pve1" };
    const { data } = await harness.call("proxmox_guest_list", args);
    const known = (data as { vmid: number; ips: string[] }[]).map(({ vmid, ips }) => [vmid, ips]);
    expect(known).toEqual([
      [100, [expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]],
      [103, [expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]],
      [106, [expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]],
      [110, []],
      [130, []],
      [200, [expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]],
      [203, [expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]],
      [9000, []],
    ]);
  });

  it("must be told by vmid to have addresses", async () => {
    const error = await harness.refused("proxmox_guest_list", { ips: true, fields: ["name"] });
    expect(error.message).toBe("fields: must hold vmid where ips are asked for");
  });

  it("are said to be elsewhere where a node has none", async () => {
    expect(await harness.call("proxmox_guest_list", { node: "pve9" })).toEqual({
      data: [],
      total: 0,
      notes: [
        "No guest is on that node; there are guests on pve1, pve2, pve3.",
        'Empty: nothing there fits node "pve9".',
      ],
    });
  });

  const searches: [string, unknown[]][] = [
    ["101", [101]],
    ["WEB01", [100]],
    ["worker", [106, 107]],
    ["k8s cp", [105]],
    ["db", [102, 103, 205]],
    ["ci", [111]],
    ["prod dns", [200, 201]],
    ["no such guest", []],
    [" ", []],
  ];
  it.each(searches)("are found by %j", async (query, expected) => {
    const { data } = await harness.call("proxmox_guest_find", { query, ips: false });
    expect((data as Row[]).map(({ vmid }) => vmid)).toEqual(expected);
  });

  it("are found with their addresses", async () => {
    const { data } = await harness.call("proxmox_guest_find", { query: "web01" });
    expect(data).toMatchObject([{ vmid: 100, template: false, ips: [expect.any(String)] }]);
  });
});

it("stays right while a node is offline", async () => {
  const harness = await openToolbox({ access: "read" });
  try {
    const node = harness.simulator.state.nodes.get("pve3");
    if (node) node.online = false;
    const { data, notes } = await harness.call("proxmox_guest_list", { ips: true });
    const rows = data as Row[];
    expect(rows.length).toBe(20);
    expect(rows.filter(({ node }) => node === "pve3").map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => "unknown"),
    );
    expect(notes).toEqual(["No live figures from pve3: offline, or just started."]);
  } finally {
    await harness.close();
  }
});

it("shows ten thousand guests within the limit of an answer, and says what is left out", async () => {
  const harness = await openToolbox({ access: "read", state: "large" });
  try {
    const first = await harness.call("proxmox_guest_list");
    expect(first).toMatchObject({ total: 10_000, cursor: "100" });
    const all = await harness.call("proxmox_guest_list", { limit: 10_000 });
    expect(JSON.stringify(all).length).toBeLessThan(MAX_BYTES);
    expect(all["notes"]).toEqual([expect.stringMatching(/^Only the first \d+ of 10000 entries/)]);
  } finally {
    await harness.close();
  }
});
