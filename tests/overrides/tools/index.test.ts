import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../../codegen/root.js";
import { tools } from "../../../overrides/tools/index.js";
import { TOOLSETS, type ToolDeclaration } from "../../../src/tools/define.js";

const folder = join(ROOT, "overrides/tools");

/** `guests/bulk.ts` …: a toolset's folder holds declarations, and `support/` beside them. */
const declarations = TOOLSETS.flatMap((toolset) =>
  readdirSync(join(folder, toolset), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${toolset}/${name}`),
);

it("has a folder for each toolset", () => {
  const folders = readdirSync(folder).filter((name) => !name.endsWith(".ts"));
  expect(folders.sort()).toEqual([...TOOLSETS, "support"].sort());
});

it.each(declarations)("%s declares tools of its toolset, all of which are listed", async (path) => {
  const declared: ToolDeclaration[] = Object.values(await import(join(folder, path)));
  expect(declared.length).toBeGreaterThan(0);
  for (const tool of declared) {
    expect(tools).toContain(tool);
    expect(tool.toolset).toBe(path.split("/")[0]);
  }
});

it("lists no tool twice", () => {
  const names = tools.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
