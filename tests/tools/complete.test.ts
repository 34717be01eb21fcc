import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complete } from "../../src/tools/complete.js";
import { type Harness, openToolbox } from "./harness.js";
import { toolsThatList } from "./tools-that-list.js";

const { signal } = new AbortController();

let reader: Harness;
let elevated: Harness;
let excluding: Harness;

beforeAll(async () => {
  [reader, elevated, excluding] = await Promise.all([
    openToolbox({ access: "read", toolsets: ["core"] }),
    openToolbox(),
    openToolbox({ toolsets: ["core"], excluded: toolsThatList() }),
  ]);
});

afterAll(() => Promise.all([reader, elevated, excluding].map((harness) => harness?.close())));

describe("completion", () => {
  it.each([
    ["node", "pve", ["pve1", "pve2", "pve3"]],
    ["node", "x", []],
    ["tool", "proxmox_he", ["proxmox_health"]],
    ["snapname", "", []],
    ["constructor", "", []],
  ])("of %s %s", async (what, typed, values) => {
    const completion = await complete(what, typed, reader.toolbox, signal);
    expect(completion).toEqual({ values, total: values.length, hasMore: false });
  });

  it("finds a guest by a part of its name too", async () => {
    const { data } = await reader.call("proxmox_guest_list", { limit: 1 });
    const [guest] = data as { vmid: number; name: string }[];
    const { values } = await complete("vmid", guest?.name.slice(1) ?? "", reader.toolbox, signal);
    expect(values).toContain(String(guest?.vmid));
  });

  it("offers only templates where one is wanted", async () => {
    const { values } = await complete("template", "", elevated.toolbox, signal);
    expect(values.length).toBeGreaterThan(0);
    for (const vmid of values) {
      const { data } = await elevated.call("proxmox_guest_config", { vmid });
      expect(data).toMatchObject({ template: expect.anything() });
    }
  });

  it("tells nothing that policy forbids", async () => {
    excluding.sent();
    const completion = await complete("vmid", "1", excluding.toolbox, signal);
    expect(completion.values).toEqual([]);
    expect(excluding.sent()).toEqual([]);
  });
});
