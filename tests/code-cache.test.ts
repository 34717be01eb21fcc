import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../codegen/root.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "code-cache-"));
  const source = readFileSync(join(ROOT, "src/code-cache.ts"), "utf8");
  const { code } = transformSync(source, { loader: "ts", format: "cjs", platform: "node" });
  writeFileSync(join(root, "code-cache.cjs"), code);
  mkdirSync(join(root, "program"));
  writeFileSync(join(root, "program/package.json"), '{ "type": "commonjs" }');
  program("exports.answer = () => 42; exports.here = __dirname;");
  writeFileSync(
    join(root, "start.cjs"),
    `require("./code-cache.cjs").keepCompiled(${JSON.stringify(join(root, "program"))}, ${JSON.stringify(join(root, "cache/code"))}, 1);
     const { answer, here } = require("./program/main.js");
     console.log(answer(), here);
     if (process.argv[2]) setTimeout(() => {}, Number(process.argv[2]));`,
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function program(text: string): void {
  writeFileSync(join(root, "program/main.js"), text);
}

function start(milliseconds = 0): string {
  const args = [join(root, "start.cjs"), ...(milliseconds > 0 ? [String(milliseconds)] : [])];
  return execFileSync(process.execPath, args, { encoding: "utf8" });
}

const kept = () => readdirSync(join(root, "cache/code"));

describe("keepCompiled", () => {
  it("keeps a file that only its owner can read, and runs from it", () => {
    expect(start(200)).toBe(`42 ${join(root, "program")}\n`);
    const [file = ""] = kept();
    expect(file).toMatch(/^main-v\d+\.\d+\.\d+-\w+$/);
    expect(statSync(join(root, "cache/code", file)).mode & 0o777).toBe(0o600);
    expect(start()).toBe(`42 ${join(root, "program")}\n`);
  });

  it("takes no file that others can write, and none that is damaged", () => {
    start(200);
    const file = join(root, "cache/code", kept()[0] ?? "");
    writeFileSync(file, "damaged");
    expect(start()).toContain("42");
    chmodSync(file, 0o666);
    expect(start()).toContain("42");
  });

  it("removes what programs left that no longer run", () => {
    const old = join(root, "cache/old");
    mkdirSync(old, { recursive: true });
    utimesSync(old, new Date("2020-01-01"), new Date("2020-01-01"));
    mkdirSync(join(root, "cache/other"));
    start(200);
    expect(readdirSync(join(root, "cache")).sort()).toEqual(["code", "other"]);
  });

  it("runs without a cache where none can be written", () => {
    writeFileSync(join(root, "cache"), "a file, no folder");
    expect(start(200)).toContain("42");
  });
});
