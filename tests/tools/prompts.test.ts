import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tier } from "../../src/schema/catalogue.js";
import { getPrompt, listPrompts, PROMPTS } from "../../src/tools/prompts.js";
import { type Harness, openToolbox } from "./harness.js";

let reader: Harness;
let elevated: Harness;

beforeAll(async () => {
  [reader, elevated] = await Promise.all([
    openToolbox({ access: "read", toolsets: ["core"] }),
    openToolbox(),
  ]);
});

afterAll(() => Promise.all([reader, elevated].map((harness) => harness?.close())));

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

  it("say which toolsets they need", () => {
    const told = listPrompts(elevated.toolbox).map(({ name, description }) => [
      name,
      description.replace(/^.*; needs /, ""),
    ]);
    expect(told).toEqual([
      ["check_health", "toolset core"],
      ["diagnose_guest", "toolset core"],
      ["new_guest", "toolsets core, guests"],
      ["back_up_guest", "toolset core"],
      ["empty_node", "toolset core"],
    ]);
  });

  it.each(PROMPTS)("$name is listed with those toolsets", async (prompt) => {
    const { description = "" } =
      listPrompts(elevated.toolbox).find(({ name }) => name === prompt.name) ?? {};
    const toolsets = description.replace(/^.*; needs toolsets? /, "").split(", ");
    const harness = await openToolbox({ toolsets });
    expect(listPrompts(harness.toolbox).map(({ name }) => name)).toContain(prompt.name);
    await harness.close();
  });

  it("say what would list them", () => {
    expect(() => getPrompt("empty_node", { node: "pve1" }, reader.toolbox)).toThrow(
      'needs access tier "operate"',
    );
  });

  it("finds a guest by its vmid, as a prompt says", async () => {
    const { data } = await reader.call("proxmox_guest_find", { query: "100" });
    expect(data).toMatchObject([{ vmid: 100 }]);
  });
});
