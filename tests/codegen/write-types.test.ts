import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reachable } from "../../codegen/write-types.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "types-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe("reachable", () => {
  it("follows every kind of import, round circles, and leaves the rest", () => {
    write({
      "src/index.d.ts": 'export type { A } from "./a.js";\nimport type { Z } from "zod";\n',
      "src/a.d.ts": 'import type { B } from "../other/b.js";\nexport type A = B;\n',
      "other/b.d.ts": 'export type B = import("./c.js").C;\n',
      "other/c.d.ts": 'import type { A } from "../src/a.js";\nexport type C = A;\n',
      "src/internal.d.ts": "export {};\n",
    });
    expect(reachable(folder, ["src/index.d.ts"])).toEqual([
      "other/b.d.ts",
      "other/c.d.ts",
      "src/a.d.ts",
      "src/index.d.ts",
    ]);
  });

  it("fails on a file that isn't there", () => {
    write({ "src/index.d.ts": 'export * from "./lost.js";\n' });
    expect(() => reachable(folder, ["src/index.d.ts"])).toThrow("lost.d.ts");
  });
});
