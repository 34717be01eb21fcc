import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { writeAtomically } from "../src/kit/atomic-write.js";
import { ROOT } from "./root.js";

/** What `exports` in package.json offers, as the compiler names it. */
const ENTRIES = ["src/index.d.ts", "src/openapi.d.ts", "src/zod.d.ts", "simulator/index.d.ts"];

/**
 * `types/`: the declarations that the package's entries reach, and none of the others that the
 * compiler writes.
 */
export function writeTypes(dist: string): void {
  const all = mkdtempSync(join(tmpdir(), "types-"));
  try {
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const project = join(ROOT, "tsconfig.build.json");
    execFileSync(process.execPath, [compiler, "-p", project, "--outDir", all], {
      stdio: "inherit",
    });
    for (const path of reachable(all, ENTRIES)) {
      const text = readFileSync(join(all, path), "utf8");
      writeAtomically(join(dist, "types", path), withTabs(text));
    }
  } finally {
    rmSync(all, { recursive: true });
  }
}

/** The files that the entries import, themselves included; paths from the folder. */
export function reachable(folder: string, entries: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, specifier = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
      visit(relative(folder, join(folder, dirname(path), `${specifier}.d.ts`)));
    }
  };
  for (const entry of entries) visit(entry);
  return [...found].sort();
}

/** A quarter of these files is indentation. */
function withTabs(text: string): string {
  return text.replace(/^(?: {4})+/gm, (indent) => "\t".repeat(indent.length / 4));
}
