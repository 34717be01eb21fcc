import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { staleOverrides } from "../../codegen/stale.js";

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the generator's command line in a checkout. */
function run(root: string, ...given: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "codegen/main.ts", ...given],
    { cwd: root, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("the generator's command line", () => {
  it("names its commands", () => {
    expect(run(ROOT, "regenerate")).toEqual({
      status: 1,
      stdout: "",
      stderr: "regenerate: unknown command; there are import, generate, words\n",
    });
  });

  it("refuses an option that it doesn't know, in one line", () => {
    const { status, stderr } = run(ROOT, "generate", "--relaese", "9.1");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^generate: .*--relaese/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("names the releases there are", () => {
    expect(run(ROOT, "generate", "--pve", "6.4").stderr).toBe(
      "generate: release 6.4 isn't in schema/: there are 7.4, 8.0, 8.1, 8.2, 8.3, 8.4, 9.0, 9.1\n",
    );
  });
});

describe("staleOverrides", () => {
  it("lists what no longer fits, a line each, with its place", () => {
    const lines = staleOverrides(join(ROOT, "tests/codegen/stale/planted")).map((line) =>
      line.replace(/ Did you mean.*/, "").replace(/(Type '[^']*' is not assignable).*/, "$1"),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "overrides/tools.ts(18,3): error TS2820: Type '"GET /nodes/{node}/{kind}/{vmid}/configuration"' is not assignable",
        "overrides/tools.ts(27,15): error TS2820: Type '"currently"' is not assignable",
      ]
    `);
  });
});

// A checkout of its own, so that what is committed stays as it is.
describe("generate", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "generate-"));
    const parts = ["codegen", "docs", "generated", "overrides", "schema", "src", "tsconfig.json"];
    for (const name of [...parts, "package.json", "README.md"]) {
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const read = (path: string) => readFileSync(join(root, path), "utf8");

  it("has nothing to do on what is committed", () => {
    expect(run(root, "generate", "--check")).toEqual({
      status: 0,
      stdout: "generated/ is up to date\n",
      stderr: "",
    });
  });

  it("finds what was edited, left over or lost, and names the mending command", () => {
    writeFileSync(join(root, "generated/keys.ts"), `${read("generated/keys.ts")}// edited\n`);
    writeFileSync(join(root, "generated/types/pbs.ts"), "");
    rmSync(join(root, "generated/zod/version.ts"));
    expect(run(root, "generate", "--check")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "generate: out of date: generated/keys.ts, generated/zod/version.ts, generated/types/pbs.ts; " +
        "mend it with: npm run generate -- --pve 9.1\n",
    });
    expect(readdirSync(join(root, "generated/types"))).toContain("pbs.ts");
  });

  it("mends it", () => {
    expect(run(root, "generate", "--pve", "9.1")).toEqual({
      status: 0,
      stdout: "2 written, 1 removed\n",
      stderr: "",
    });
    expect(run(root, "generate", "--check").status).toBe(0);
  });

  it("writes the surface and nothing more when an override no longer fits", () => {
    mkdirSync(join(root, "overrides/tools"), { recursive: true });
    writeFileSync(
      join(root, "overrides/tools/stale.ts"),
      'import type { EndpointRef } from "../../generated/refs.js";\n\n' +
        'export const gone: EndpointRef = "GET /gone";\n',
    );
    rmSync(join(root, "generated/zod/version.ts"));
    rmSync(join(root, "generated/catalogue.json"));
    const { status, stderr } = run(root, "generate");
    expect(status).toBe(1);
    expect(stderr).toContain("overrides/tools/stale.ts(3,14): error TS2322");
    expect(readdirSync(join(root, "generated/zod"))).toContain("version.ts");
    expect(readdirSync(join(root, "generated"))).not.toContain("catalogue.json");
  });
});
