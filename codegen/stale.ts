import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * What in `overrides/` no longer fits the generated types: the compiler's own lines, each with file
 * and position.
 */
export function staleOverrides(root: string): string[] {
  const compiler = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const { stdout, error } = spawnSync(
    process.execPath,
    [join(compiler, "bin/tsc"), "--pretty", "false", "-p", join(root, "overrides")],
    { cwd: root, encoding: "utf8" },
  );
  if (error) throw error;
  return stdout.split("\n").filter((line) => line !== "");
}
