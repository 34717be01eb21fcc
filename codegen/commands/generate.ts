import type { Command } from "../command.js";
import { generate as run } from "../pipeline.js";

/** Writes `generated/` anew, or with `--check` says whether it is up to date. */
export const generate: Command = {
  usage: "generate [--pve <release>] [--check]",
  options: { pve: { type: "string" }, check: { type: "boolean" } },
  async run({ values, print }) {
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
