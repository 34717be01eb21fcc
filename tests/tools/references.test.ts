import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";
import { TIERS, type Tier } from "../../src/schema/catalogue.js";
import { complete } from "../../src/tools/complete.js";
import { getPrompt, listPrompts, PROMPTS } from "../../src/tools/prompts.js";
import { readResource } from "../../src/tools/resources.js";
import { type Harness, openToolbox } from "./harness.js";

/** All tools that stand for the list of the cluster's resources. */
function toolsThatList(): string[] {
  const tools = Object.entries(loadToolList().tools);
  return tools
    .filter(([, { endpoints }]) => "GET /cluster/resources" in endpoints)
    .map(([name]) => name);
}

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

async function read(uri: string, { toolbox }: Harness): Promise<Record<string, unknown>> {
  const { text } = await readResource(uri, toolbox, new AbortController().signal);
  return (JSON.parse(text) as { data: Record<string, unknown> }).data;
}

describe("resources", () => {
  it("shows the cluster", async () => {
    const cluster = await read("proxmox://cluster", reader);
    expect(Object.keys(cluster)).toEqual(["version", "cluster", "nodes", "storages", "guests"]);
    const nodes = cluster["nodes"] as Record<string, unknown>[];
    expect(nodes.map(({ node }) => node)).toEqual(["pve1", "pve2", "pve3"]);
    expect(Object.keys(nodes[0] ?? {})).toEqual(
      expect.arrayContaining(["status", "maxmem", "guests"]),
    );
  });

  it("shows a guest of either kind", async () => {
    const { values } = await complete("vmid", "", reader.toolbox, signal);
    const guests = await Promise.all(values.map((vmid) => read(`proxmox://guest/${vmid}`, reader)));
    expect(new Set(guests.map(({ kind }) => kind))).toEqual(new Set(["qemu", "lxc"]));
    for (const guest of guests) {
      expect(guest).toMatchObject({
        status: { vmid: guest["vmid"] },
        config: { digest: expect.any(String) },
      });
      expect(Array.isArray(guest["snapshots"])).toBe(true);
    }
  });

  it("reads the oldest release too", async () => {
    const old = await openToolbox({ access: "read", pve: "7.4" });
    const { version } = await read("proxmox://cluster", old);
    expect(version).toMatchObject({ release: expect.stringMatching(/^7\.4/) });
    expect(await read("proxmox://guest/100", old)).toMatchObject({ vmid: 100 });
    await old.close();
  });

  it("hides what a tool would hide", async () => {
    const { data } = await elevated.call("proxmox_guest_list", { type: "qemu", limit: 1 });
    const [{ vmid } = { vmid: 0 }] = data as { vmid: number }[];
    await elevated.call("proxmox_guest_config_update", {
      vmid,
      options: { ciuser: "admin", cipassword: "not-for-readers" },
    });
    const session = await elevated.toolbox.session({ signal });
    const { text } = await readResource(`proxmox://guest/${vmid}`, elevated.toolbox, signal);
    expect(text).toContain("admin");
    expect(text).not.toContain("not-for-readers");
    expect(session.access).toBe("elevated");
  });

  it("explains listed tools, and no others", async () => {
    const { toolbox } = reader;
    for (const { name } of toolbox.listed) {
      const doc = await read(`proxmox://tool/${name}`, reader);
      const names = (doc["parameters"] as { name: string }[]).map((parameter) => parameter.name);
      expect(new Set(names).size, name).toBe(names.length);
    }
    await expect(read("proxmox://tool/proxmox_acl", reader)).rejects.toMatchObject({
      code: "tool",
      hint: expect.stringContaining("PROXMOX_TOOLSETS=access"),
    });
    await expect(read("proxmox://tool/proxmox_guest_stop", reader)).rejects.toMatchObject({
      code: "access",
      hint: expect.stringContaining("PROXMOX_ACCESS=operate"),
    });
  });

  it("names every parameter that a tool takes", async () => {
    const doc = await read("proxmox://tool/proxmox_create_vm", elevated);
    const parameters = doc["parameters"] as Record<string, unknown>[];
    const net = parameters.find(({ name }) => name === "net[n]");
    expect(net).toMatchObject({
      in: "options",
      type: "string",
      keys: { tag: expect.stringMatching(/^integer 1\.\.4094: /), bridge: expect.any(String) },
    });
  });

  it.each([
    ["proxmox://", "resource"],
    ["proxmox://guest/", "resource"],
    ["proxmox://guest/100/config", "resource"],
    ["https://guest/100", "resource"],
    ["proxmox://guest/..%2Fnodes", "arguments"],
    ["proxmox://guest/99", "arguments"],
    ["proxmox://guest/%E0%A4%A", "resource"],
    ["proxmox://guest/999999", "not_found"],
    ["proxmox://tool/constructor", "tool"],
  ])("refuses %s", async (uri, code) => {
    const error = await read(uri, reader).catch((reason: unknown) =>
      reader.toolbox.explain(reason),
    );
    expect(error).toMatchObject({ code });
  });

  it("passes the policy", async () => {
    await expect(read("proxmox://cluster", excluding)).rejects.toMatchObject({ code: "excluded" });
  });
});

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

describe("prompts", () => {
  it.each([
    ["read", ["check_health", "diagnose_guest"]],
    ["operate", ["check_health", "diagnose_guest", "back_up_guest", "empty_node"]],
    ["elevated", ["check_health", "diagnose_guest", "new_guest", "back_up_guest", "empty_node"]],
  ] as [Tier, string[]][])("of tier %s", async (access, names) => {
    const harness = await openToolbox({ access });
    expect(listPrompts(harness.toolbox).map(({ name }) => name)).toEqual(names);
    await harness.close();
  });

  it("name only tools that exist, with actions that exist", () => {
    const given = { vmid: "100", template: "9000", name: "web", node: "pve1" };
    for (const prompt of PROMPTS) {
      const names = prompt.arguments.map(({ name }) => name);
      const args = Object.fromEntries(
        Object.entries(given).filter(([name]) => names.includes(name)),
      );
      const { text } = getPrompt(prompt.name, args, elevated.toolbox);
      expect(text).not.toContain("undefined");
      const called = [...text.matchAll(/(proxmox_\w+)(?: with action "(\w+)")?/g)];
      for (const [, name, action] of called) {
        const tool = elevated.toolbox.listed.find((listed) => listed.name === name);
        expect(tool, name).toBeDefined();
        expect(prompt.needs.map((need) => need.split(".")[0])).toContain(name);
        if (action) expect(tool?.inputSchema.properties["action"]?.enum).toContain(action);
      }
    }
  });

  it.each([
    ["diagnose_guest", {}, "missing vmid"],
    ["diagnose_guest", { vmid: "100", node: "pve1" }, 'no argument "node"'],
    ["empty_node", { node: "pve1; rm -rf /" }, 'got "pve1; rm -rf /"'],
    ["new_guest", { template: "x", name: "y" }, "vmid: must be an integer"],
    ["no_such", {}, 'no prompt "no_such"'],
  ])("%s refuses %j", (name, given, message) => {
    expect(() => getPrompt(name, given, elevated.toolbox)).toThrow(message);
  });

  it("say what would list them", () => {
    expect(() => getPrompt("empty_node", { node: "pve1" }, reader.toolbox)).toThrow(
      'needs access tier "operate"',
    );
  });
});

it("finds a guest by its vmid, as a prompt says", async () => {
  const { data } = await reader.call("proxmox_guest_find", { query: "100" });
  expect(data).toMatchObject([{ vmid: 100 }]);
});

describe("instructions", () => {
  it.each(TIERS)("of tier %s stay under 200 tokens", async (access) => {
    for (const excluded of [[], ["proxmox_node"]]) {
      const harness = await openToolbox({ access, toolsets: ["core"], excluded });
      const { instructions } = harness.toolbox;
      expect(Buffer.byteLength(instructions) / 4).toBeLessThan(200);
      expect(instructions).toContain(`PROXMOX_ACCESS=${access}`);
      expect(instructions).toContain("by PROXMOX_TOOLSETS");
      expect(instructions.includes("1 by PROXMOX_EXCLUDE_TOOLS")).toBe(excluded.length > 0);
      await harness.close();
    }
  });

  it("says that nothing is hidden", () => {
    expect(elevated.toolbox.instructions).toContain("none hidden");
  });
});
