import { describe, expect, it } from "vitest";
import { tools } from "../../overrides/tools/index.js";
import { loadToolList } from "../../src/data/tool-list.js";
import type { ArgumentSchema } from "../../src/schema/tool-list.js";
import { actionsOf, type ToolDeclaration } from "../../src/tools/define.js";
import { listedName } from "../../src/tools/listed-names.js";
import { variantFor } from "../../src/tools/registry.js";

const records = loadToolList().tools;

const listed = tools.map((tool) => {
  const record = records[tool.name];
  const entry = record && variantFor(record, "elevated");
  if (!entry) throw new Error(`${tool.name} isn't listed`);
  return { tool, entry };
});

const given = listed.flatMap(({ entry }) =>
  Object.entries(entry.inputSchema.properties).map(([name, schema]) => ({
    name,
    schema,
    tool: entry.name,
  })),
);

function typeOf({ type, items }: ArgumentSchema): string {
  return items ? `${type} of ${items.type}` : type;
}

/** What operators give most often, with the type that it has wherever it is taken. */
const TYPES: [name: string, type: string][] = [
  ["action", "string"],
  ["command", "array of string"],
  ["cores", "integer"],
  ["delete", "array of string"],
  ["enable", "boolean"],
  ["memory", "integer"],
  ["node", "string"],
  ["options", "string"],
  ["rule_action", "string"],
  ["rule_type", "string"],
  ["since", "string"],
  ["size", "string"],
  ["storage", "string"],
  ["tag", "string"],
  ["target", "string"],
  ["template", "string"],
  ["templates", "boolean"],
  ["vlan", "integer"],
  ["vmid", "integer"],
  ["vmids", "array of integer"],
  ["wait", "integer"],
];

describe("arguments of all tools", () => {
  it.each(TYPES)("%s is of type %s", (name, type) => {
    const others = given.filter((one) => one.name === name && typeOf(one.schema) !== type);
    expect(others).toEqual([]);
    expect(given.some((one) => one.name === name)).toBe(true);
  });

  it("have one type for each name", () => {
    const types = new Set(given.map(({ name, schema }) => `${name}: ${typeOf(schema)}`));
    const names = [...types].map((type) => type.split(":")[0]);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it("have no hyphens and no name of old", () => {
    const OLD = ["operation", "vms"];
    const wrong = given.filter(({ name }) => name.includes("-") || OLD.includes(name));
    expect(wrong).toEqual([]);
  });

  it("are told by more words than their names have", () => {
    const empty = given.filter(({ name, schema: { description } }) => {
      const words = description.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      return words.every((word) => name.toLowerCase().includes(word));
    });
    expect(empty.map(({ tool, name }) => `${tool}.${name}`)).toEqual([]);
  });

  it("name true and false where they are flags", () => {
    const numbered = given.filter(
      ({ schema: { type, description } }) =>
        type === "boolean" && /^[01] |default [01]$/.test(description),
    );
    expect(numbered.map(({ tool, name }) => `${tool}.${name}`)).toEqual([]);
  });

  it.each(listed)("of $entry.name: what an action requires is listed", ({ tool, entry }) => {
    const names = actionsOf(tool).flatMap(([, { required = [] }]) => required);
    const missing = names
      .map((name) => listedName(tool, name))
      .filter((name) => !(name in entry.inputSchema.properties) && !isNode(tool, name));
    expect(missing).toEqual([]);
  });

  it.each(listed)("of $entry.name: required ones come first", ({ entry }) => {
    const { properties, required = [] } = entry.inputSchema;
    const names = Object.keys(properties);
    expect(new Set(names.slice(0, required.length))).toEqual(new Set(required));
  });
});

/** A guest's node is looked up. */
function isNode(tool: ToolDeclaration, name: string): boolean {
  return name === "node" && actionsOf(tool).some(([, { endpoint }]) => /vmid/.test(`${endpoint}`));
}

describe("schemas in other hosts", () => {
  it("have no bare object", () => {
    const bare = given.filter(
      ({ schema }) => schema.type === "object" && !schema.additionalProperties,
    );
    expect(bare).toEqual([]);
  });
});
