import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";

const SCRIPT = `
import { createLog } from ${JSON.stringify(join(ROOT, "src/cli/log.ts"))};
createLog("info").warn({ reason: "a\\u009b31m\\u202eb" }, "version 9\\u200b.1\\u001b[2J");
`;

it("writes what a node said so that no terminal obeys it", async () => {
  const args = ["--import", "tsx", "--input-type=module", "-e", SCRIPT];
  const { stderr, stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  expect(stdout).toBe("");
  expect(JSON.parse(stderr)).toMatchObject({
    reason: "a\\u009b31m\\u202eb",
    msg: "version 9\\u200b.1\\u001b[2J",
  });
});
