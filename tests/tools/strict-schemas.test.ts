import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";
import type { ListedTool } from "../../src/schema/tool-list.js";
import { variantFor } from "../../src/tools/registry.js";
import { toStrict } from "../support/strict-schema.js";

const listed = Object.values(loadToolList().tools).flatMap(
  (record) => variantFor(record, "elevated") ?? [],
);

/** They hold settings by name, which no closed object can. */
const OPEN = [
  "proxmox_api_read",
  "proxmox_api_write",
  "proxmox_guest_config_update",
  "proxmox_lxc_exec",
];

const convert = ({ inputSchema }: ListedTool) => toStrict({ ...inputSchema });

describe("a tool as a strict function", () => {
  it("is had from all but those that hold settings by name", () => {
    const converted = listed.filter((tool) => {
      try {
        return convert(tool);
      } catch {
        return false;
      }
    });
    expect(converted.length).toBeGreaterThanOrEqual(110);
    const left = listed.filter((tool) => !converted.includes(tool)).map(({ name }) => name);
    expect(left.sort()).toEqual(OPEN);
  });

  it.each(listed.filter(({ name }) => !OPEN.includes(name)))(
    "of $name takes null for what isn't given, and nothing else",
    (tool) => {
      const validate = new Ajv2020({ strictTypes: false }).compile(convert(tool));
      const { properties, required = [] } = tool.inputSchema;
      const given = Object.entries(properties).map(([name, { type, enum: values, minimum }]) => {
        const examples = { string: values?.[0] ?? "x", integer: minimum ?? 1, boolean: true };
        const example = type === "array" ? [] : examples[type as keyof typeof examples];
        return [name, required.includes(name) ? example : null];
      });
      const call = Object.fromEntries(given) as Record<string, unknown>;
      expect(validate(call), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...call, unheard_of: 1 })).toBe(false);
    },
  );

  it.each([
    ["an open object", { type: "object", properties: {}, additionalProperties: true }],
    ["an object of what isn't said", { type: "object" }],
    ["a list of what isn't said", { type: "array" }],
    ["a value of any type", { description: "any" }],
    ["a keyword that isn't known", { type: "string", pattern: "a" }],
  ])("can't be had from %s", (_, property) => {
    expect(() => toStrict({ type: "object", properties: { property } })).toThrow(".property");
  });
});
