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
