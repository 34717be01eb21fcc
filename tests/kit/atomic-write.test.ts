import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeAtomically } from "../../src/kit/atomic-write.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "write-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("writeAtomically", () => {
  it("makes the folders on the way, with the modes asked for", () => {
    const file = join(root, "a/b/file");
    writeAtomically(file, "text", { mode: 0o600, folderMode: 0o700 });
    expect(readFileSync(file, "utf8")).toBe("text");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
  });

  it("replaces what was there, and leaves nothing beside it", () => {
    const file = join(root, "file");
    writeAtomically(file, "old");
    writeAtomically(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(root)).toEqual(["file"]);
  });

  it("leaves the old content where it fails", () => {
    const folder = join(root, "file");
    mkdirSync(folder);
    expect(() => writeAtomically(folder, "text")).toThrow();
    expect(readdirSync(root)).toEqual(["file"]);
  });
});
