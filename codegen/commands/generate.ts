import { relative } from "node:path";
import type { Command } from "../command.js";
import { generate as run } from "../pipeline.js";
import { writeOpenApi } from "../write-openapi.js";

/**
 * Writes `generated/`, or with `--check` says whether it is up to date. With `--openapi` it writes a
 * release's OpenAPI document instead, which isn't committed.
 */
export const generate: Command = {
  usage: "generate [--pve <release>] [--check] | generate --openapi <release>",
  help: `Makes generated/ and the marked parts of README and docs/ from schema/ and overrides/.

  --pve 8.4           types and functions for this release; by default for the newest in schema/
  --check             change nothing, and fail where something would change
  --openapi 8.4       write that release's OpenAPI document instead

Exit 0: done; 1: out of date with --check, or overrides no longer fit: each with file and line.`,
  options: { pve: { type: "string" }, check: { type: "boolean" }, openapi: { type: "string" } },
  async run({ values, print }) {
    if (typeof values["openapi"] === "string") {
      print(relative(process.cwd(), writeOpenApi(values["openapi"])));
      return;
    }
    const release = values["pve"];
    const check = values["check"] === true;
    const { written, removed } = await run({
      ...(typeof release === "string" && { release }),
      check,
    });
    print(
      check ? "generated/ is up to date" : `${written.length} written, ${removed.length} removed`,
    );
  },
};
