import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../tools/harness.js";

describe("a chart of what was measured", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ access: "read" });
  });
  afterAll(() => harness.close());

  it.each<[string, string, Record<string, unknown>, number, string[]]>([
    [
      "a guest",
      "proxmox_guest_rrddata",
      { vmid: 100, timeframe: "day" },
      4,
      ["cpu", "diskread", "diskwrite", "maxmem", "mem", "netin", "netout"],
    ],
    [
      "a node",
      "proxmox_node_info",
      { action: "rrddata", node: "pve1" },
      5,
      [
        "cpu",
        "iowait",
        "loadavg",
        "memtotal",
        "memused",
        "netin",
        "netout",
        "roottotal",
        "rootused",
      ],
    ],
    [
      "a storage",
      "proxmox_node_info",
      { action: "storage_rrddata", node: "pve1", storage: "local" },
      1,
      ["total", "used"],
    ],
  ])("of %s is an image and a few figures", async (_, tool, args, panels, fields) => {
    const { content, structuredContent } = await harness.result(tool, { ...args, chart: true });
    const image = content.find(({ type }) => type === "image");
    if (image?.type !== "image") throw new Error(JSON.stringify(structuredContent));
    const { width, height } = PNG.sync.read(Buffer.from(image.data, "base64"));
    expect([width, height]).toEqual([800, 32 + panels * 160]);
    const { points, figures } = structuredContent["data"] as {
      points: number;
      figures: Record<string, unknown>;
    };
    expect(points).toBeGreaterThan(10);
    expect(Object.keys(figures).sort()).toEqual(fields);
    expect(JSON.stringify(structuredContent).length).toBeLessThan(1_000);
  });

  it("is drawn only where it's asked for", async () => {
    const result = await harness.result("proxmox_guest_rrddata", { vmid: 100, timeframe: "hour" });
    expect(result.content.map(({ type }) => type)).toEqual(["text"]);
    const { content } = await harness.result("proxmox_node_info", {
      action: "rrddata",
      node: "pve1",
    });
    expect(content.map(({ type }) => type)).toEqual(["text"]);
  });
});
