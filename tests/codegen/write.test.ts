import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apply, plan } from "../../codegen/write.js";
import { writeAtomically } from "../../src/kit/atomic-write.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "write-"));
  mkdirSync(join(root, "generated/surface/types"), { recursive: true });
  writeFileSync(join(root, "generated/surface/types/old.ts"), "old");
  writeFileSync(join(root, "generated/surface/keys.ts"), "keys");
  writeFileSync(
    join(root, "README.md"),
    "a\n<!-- generated:tools -->\nx\n<!-- /generated:tools -->\nb\n",
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("plan", () => {
  it("names what differs, what is new, and what is left over in folders that are all ours", () => {
    const files = [
      { path: "generated/surface/keys.ts", text: "keys" },
      { path: "generated/surface/types/new.ts", text: "new" },
    ];
    expect(plan(root, files, ["generated/surface/types"]).changes).toEqual({
      written: ["generated/surface/types/new.ts"],
      removed: ["generated/surface/types/old.ts"],
    });
    expect(plan(root, files.slice(1), ["generated/surface/types"]).changes.removed).not.toContain(
      "generated/surface/keys.ts",
    );
  });

  it("copes with a folder that isn't there yet", () => {
    expect(plan(root, [], ["generated/surface/zod"]).changes).toEqual({ written: [], removed: [] });
  });

  it("replaces what stands between the marks, and nothing around it", () => {
    const files = [{ path: "README.md", marker: "tools", text: "| a |\n" }];
    const { files: texts } = plan(root, files, []);
    expect(texts.get("README.md")).toBe(
      "a\n<!-- generated:tools -->\n| a |\n<!-- /generated:tools -->\nb\n",
    );
  });

  it("says which marks are missing", () => {
    const files = [{ path: "README.md", marker: "settings", text: "" }];
    expect(() => plan(root, files, [])).toThrow(
      "README.md has no <!-- generated:settings --> … <!-- /generated:settings -->",
    );
  });
});

describe("apply", () => {
  it("makes a second plan empty", () => {
    const files = [
      { path: "generated/surface/types/deep/new.ts", text: "new" },
      { path: "README.md", marker: "tools", text: "y" },
    ];
    const first = plan(root, files, ["generated"]);
    apply(root, first.files, first.changes);
    expect(read("generated/surface/types/deep/new.ts")).toBe("new");
    expect(readdirSync(join(root, "generated/surface/types"))).toEqual(["deep"]);
    expect(plan(root, files, ["generated"]).changes).toEqual({ written: [], removed: [] });
  });
});

describe("writeAtomically", () => {
  it("leaves nothing but the file", () => {
    writeAtomically(join(root, "a/b.txt"), "text");
    expect(readdirSync(join(root, "a"))).toEqual(["b.txt"]);
    expect(read("a/b.txt")).toBe("text");
  });
});
