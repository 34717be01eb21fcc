import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkImports } from "../../../codegen/lint/check-imports.js";
import { findCircles } from "../../../codegen/lint/find-circles.js";
import { importsOf } from "../../../codegen/lint/imports.js";
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

describe("importsOf", () => {
  it.each([
    ['import a from "./a.js";', "./a.js", false],
    ['import "./a.js";', "./a.js", false],
    ['import type { A } from "./a.js";', "./a.js", true],
    ['import { type A } from "./a.js";', "./a.js", false],
    ['export { a } from "./a.js";', "./a.js", false],
    ['export * from "./a.js";', "./a.js", false],
    ['export type { A } from "./a.js";', "./a.js", true],
    ['type A = import("./a.js").A;', "./a.js", true],
    ['const a = () => import("./a.js");', "./a.js", false],
    ["const a = await import(`./a.js`);", "./a.js", false],
    ['const a = require("./a.js");', "./a.js", false],
    ['import a = require("./a.js");', "./a.js", false],
  ])("reads %s", (text, specifier, typesOnly) => {
    expect(importsOf("b.ts", text)).toEqual([{ specifier, line: 1, typesOnly }]);
  });

  it.each(['const a = "import \\"./a.js\\"";', '// import "./a.js"'])("ignores %s", (text) => {
    expect(importsOf("b.ts", text)).toEqual([]);
  });
});

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

describe("findCircles", () => {
  it.each([
    [{ a: ["b"], b: ["c"], c: [] }, []],
    [{ a: ["b"], b: ["a"] }, [["a", "b"]]],
    [{ a: ["a"] }, [["a"]]],
    [{ a: ["b"], b: ["c"], c: ["d"], d: ["b"] }, [["b", "c", "d"]]],
    [
      { d: ["c"], c: ["d", "a"], b: ["a"], a: ["b"] },
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [{ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, []],
  ])("%j", (imports, circles) => {
    expect(findCircles(new Map(Object.entries(imports)))).toEqual(circles);
  });
});

describe("the linter's command", () => {
  const lint = (root: string) =>
    spawnSync(process.execPath, ["--import", "tsx", "codegen/lint/main.ts", root], {
      cwd: ROOT,
      encoding: "utf8",
    });

  it("exits 1 on the planted folder", () => {
    const { status, stdout } = lint(planted);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^imports: 7 files read, \d+ violations\n$/);
  });

  it("exits 1 where there is nothing to read", () => {
    const { status, stderr } = lint(join(ROOT, "docs"));
    expect(status).toBe(1);
    expect(stderr).toContain("no source in");
  });
});
