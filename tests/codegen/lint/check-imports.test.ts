import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkImports } from "../../../codegen/lint/check-imports.js";
import { ROOT } from "../../../codegen/root.js";

const planted = join(ROOT, "tests/codegen/planted");

/** Found without the linter's help, in whatever folder they lie. */
function allSources(): string[] {
  const outside = new Set(["node_modules", "dist", "coverage", ".git"]);
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !outside.has(entry.name))
    .flatMap(({ name }) => readdirSync(join(ROOT, name), { recursive: true, encoding: "utf8" }))
    .filter((path) => /\.[cm]?tsx?$/.test(path) && !/\bplanted\b/.test(path));
}

describe("the table of imports", () => {
  const sources = allSources();
  const report = checkImports(ROOT);

  it("holds for every file", () => {
    expect(report.violations).toEqual([]);
  });

  it("was held against every source file that there is", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(report.files).toBe(sources.length);
  });

  it("finds every planted violation and nothing else", () => {
    expect(checkImports(planted)).toMatchInlineSnapshot(`
      {
        "files": 7,
        "violations": [
          "codegen/emit/types.ts:2 imports codegen/emit/keys.ts, which codegen/emit/ may not",
          "generated/version.ts:3 imports src/pve/caller.ts, which generated/ may import as types only",
          "src/elsewhere/room.ts:2 lies in no room of the table",
          "src/policy/decide.ts:3 imports src/pve/client.ts, which src/policy/ may not",
          "src/policy/decide.ts:4 imports @modelcontextprotocol/server, which only src/mcp/, tests/, bench/ may",
          "src/policy/decide.ts:6 imports got, which only src/pve/wire/, codegen/ may",
          "src/policy/decide.ts:7 imports src/pve/tasks.ts, which src/policy/ may not",
          "src/policy/decide.ts:8 imports src/mcp/server.ts, which src/policy/ may not",
          "src/schema/clock.ts:3 imports node:fs, which src/schema/ may not",
          "src/schema/east.ts and src/schema/west.ts import each other",
        ],
      }
    `);
  });

  it("counts all planted files", () => {
    const files = readdirSync(planted, { recursive: true }).filter((name) =>
      String(name).endsWith(".ts"),
    );
    expect(checkImports(planted).files).toBe(files.length);
  });
});
