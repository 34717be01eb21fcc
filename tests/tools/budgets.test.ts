import { describe, expect, it } from "vitest";
import { tools } from "../../overrides/tools/index.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { TIERS } from "../../src/schema/catalogue.js";
import type { ListedTool } from "../../src/schema/tool-list.js";
import { TOOLSETS } from "../../src/tools/define.js";
import { selectTools, variantFor } from "../../src/tools/registry.js";

const list = loadToolList();
const entries = Object.entries(list.tools);

/** Bytes by four: what a list of tools costs a model, near enough. */
function tokensOf(listed: readonly ListedTool[]): number {
  return JSON.stringify(listed).length / 4;
}

function listed(toolset: string, access: (typeof TIERS)[number]): ListedTool[] {
  return selectTools(list, { toolsets: [toolset], tools: [], excluded: [], access }).listed;
}

describe.each(TIERS)("at tier %s", (tier) => {
  it("the core is at most 32 tools and 6,800 tokens", () => {
    const core = listed("core", tier);
    expect(core.length).toBeLessThanOrEqual(32);
    expect(tokensOf(core)).toBeLessThanOrEqual(6_800);
  });

  it("all tools stay under 27,000 tokens", () => {
    expect(tokensOf(listed("all", tier))).toBeLessThan(27_000);
  });

  it("each tool has something to do", () => {
    for (const { name, inputSchema } of listed("all", tier)) {
      const { action, operation } = inputSchema.properties;
      expect((action ?? operation)?.enum?.length, name).not.toBe(0);
    }
  });
});

it("the doors alone stay under 1,200 tokens", () => {
  expect(tokensOf(listed("api", "elevated"))).toBeLessThan(1_200);
});

it.each(TOOLSETS)("the toolset %s has tools", (toolset) => {
  expect(listed(toolset, "elevated").length).toBeGreaterThan(0);
});

describe.each(entries)("%s", (name, record) => {
  const declared = tools.find((tool) => tool.name === name);
  const variants = TIERS.flatMap((tier) => variantFor(record, tier) ?? []);

  it("stays under 700 tokens, or says why it doesn't", () => {
    if (declared?.large) return;
    for (const variant of variants) expect(tokensOf([variant])).toBeLessThan(700);
  });

  it("passes in every host", () => {
    for (const { inputSchema, title, description } of variants) {
      expect(Object.keys(inputSchema).sort()).toEqual(
        inputSchema.required ? ["properties", "required", "type"] : ["properties", "type"],
      );
      expect(inputSchema.type).toBe("object");
      expect([title, description].every((text) => text.trim().length > 2)).toBe(true);
      for (const [key, argument] of Object.entries(inputSchema.properties)) {
        expect(key).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
        expect(argument.description, key).not.toBe("");
        expect(argument.type, key).toMatch(/^(string|integer|number|boolean|array|object)$/);
        if (argument.type === "array") expect(argument.items, key).toBeDefined();
      }
      expect(Object.keys(inputSchema.properties)).toEqual(
        expect.arrayContaining(inputSchema.required ?? []),
      );
    }
  });

  it("lists the same arguments or more at a higher tier", () => {
    for (const [index, variant] of variants.entries()) {
      const before = variants[index - 1];
      if (!before) continue;
      expect(Object.keys(variant.inputSchema.properties)).toEqual(
        expect.arrayContaining(Object.keys(before.inputSchema.properties)),
      );
    }
  });

  it("is a name that says where it belongs", () => {
    expect(name).toMatch(/^proxmox_[a-z]+(_[a-z]+)*$/);
    expect(declared, "declared").toBeDefined();
  });
});
