import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ToolList } from "../../src/schema/tool-list.js";
import { packTools, unpackTools } from "../../src/schema/tool-pack.js";

const file = new URL("../../generated/served/tools.json", import.meta.url);
const list = JSON.parse(readFileSync(file, "utf8")) as ToolList;

it("gives back every tool as it was packed", () => {
  expect(unpackTools(packTools(list))).toEqual(list);
});

it("gives the same entry each time", () => {
  const [record] = Object.values(unpackTools(packTools(list)).tools);
  expect(record?.variants.read ?? record?.variants.elevated).toBeDefined();
  expect(record?.variants.read).toBe(record?.variants.read);
});

it("says which tiers have an entry without parsing one", () => {
  const pack = packTools(list);
  pack.fill(0, pack.indexOf("\n") + 1);
  const { tools } = unpackTools(pack);
  for (const [name, { variants }] of Object.entries(list.tools)) {
    expect(Object.keys(tools[name]?.variants ?? {})).toEqual(Object.keys(variants));
  }
});

it("counts bytes, not characters", () => {
  const [name, record] = Object.entries(list.tools)[0] ?? [];
  const entry = Object.values(record?.variants ?? {})[0];
  if (!name || !record || !entry) throw new Error("no tool");
  const words = { ...entry, description: "Größe ≥ 1 😀" };
  const small = {
    ...list,
    tools: { [name]: { ...record, variants: { read: words, operate: entry } } },
  };
  expect(unpackTools(packTools(small))).toEqual(small);
});
