import {
  cpSync,
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
import { generate } from "../../codegen/pipeline.js";
import { ROOT } from "../../codegen/root.js";
import { newestRelease } from "../../src/data/releases.js";

// A copy, so that what is committed stays as it is; CI holds that against a fresh run itself.
describe("generate", { timeout: 60_000 }, () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "generate-"));
    const folders = [".claude-plugin", ".codex-plugin", "docs", "generated", "overrides", "src"];
    const files = ["README.md", "gemini-extension.json", "package.json", "tsconfig.json"];
    for (const name of [...folders, ...files]) {
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const read = (path: string) => readFileSync(join(root, path), "utf8");

  it("names the releases there are", async () => {
    await expect(generate({ root, release: "6.4" })).rejects.toThrow(
      /^release 6\.4 isn't in schema\/: there are 7\.4, 8\.0, 8\.1/,
    );
  });

  it("finds what was edited, left over or lost, and names the mending command", async () => {
    writeFileSync(
      join(root, "generated/surface/keys.ts"),
      `${read("generated/surface/keys.ts")}// edited\n`,
    );
    writeFileSync(join(root, "generated/surface/types/pbs.ts"), "");
    rmSync(join(root, "generated/surface/zod/version.ts"));
    await expect(generate({ root, check: true })).rejects.toThrow(
      /^out of date: .*generated\/surface\/keys\.ts.*; run: npm run generate -- --pve [\d.]+$/,
    );
    expect(readdirSync(join(root, "generated/surface/types"))).toContain("pbs.ts");
  });

  it("mends it, and has nothing to do the second time", async () => {
    const { written, removed } = await generate({ root });
    expect(written).toEqual(
      expect.arrayContaining(["generated/surface/keys.ts", "generated/surface/zod/version.ts"]),
    );
    expect(removed).toEqual(["generated/surface/types/pbs.ts"]);
    expect(await generate({ root, check: true })).toEqual({ written: [], removed: [] });
  });

  it("serves an older target with the overrides of the newest", async () => {
    await generate({ root, release: "8.4" });
    expect(read("generated/surface/keys.ts")).toContain("Every endpoint of Proxmox VE 8.4");
  });

  it("writes the surface and nothing more when an override no longer fits", async () => {
    writeFileSync(
      join(root, "overrides/tools/stale.ts"),
      'import type { EndpointRef } from "../../generated/surface/refs.js";\n\n' +
        'export const gone: EndpointRef = "GET /gone";\n',
    );
    rmSync(join(root, "generated/served/catalogue.json"));
    await expect(generate({ root })).rejects.toThrow(
      /no longer fit\n[\s\S]*overrides\/tools\/stale\.ts\(3,14\): error TS2322/,
    );
    expect(read("generated/surface/keys.ts")).toContain(
      `Every endpoint of Proxmox VE ${newestRelease()}`,
    );
    expect(readdirSync(join(root, "generated/served"))).not.toContain("catalogue.json");
  });
});
