import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { checkImports } from "../../../codegen/lint/check-imports.js";
import { summarise } from "../../../codegen/lint/summarise.js";
import { ROOT } from "../../../codegen/root.js";

it("makes the linter's command fail on the planted folder", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "codegen/lint/main.ts", "tests/codegen/planted"],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect(status).toBe(1);
  expect(stdout).toMatch(/^imports: 7 files read, \d+ violations\n$/);
  expect(stderr.trim().split("\n")).toHaveLength(Number(/(\d+) viol/.exec(stdout)?.[1]));
});

it("makes it fail where there is nothing to read", () => {
  const root = `${ROOT}/docs`;
  expect(summarise(root, checkImports(root))).toEqual({
    errors: [`no source in ${root}`],
    summary: "imports: 0 files read, 0 violations",
  });
});
