import type { Command } from "../command.js";
import { checkCoverage, type MissingWords } from "../coverage.js";
import { loadApis } from "../load.js";
import { UserError } from "../user-error.js";
import { loadWords } from "../words.js";

/** Shows what of the newest release has no description, and descriptions of what there is not. */
export const words: Command = {
  usage: "words [--missing] [--check] [--area <area>]",
  help: `Says how many endpoints and parameters of the newest release have no words.

  --missing           list them
  --check             fail where there are any, or where words describe what no release has
  --area nodes-qemu   only this area`,
  options: {
    missing: { type: "boolean" },
    check: { type: "boolean" },
    area: { type: "string" },
  },
  async run({ values, print }) {
    const coverage = checkCoverage(await loadWords(), loadApis());
    const { unknown, duplicate, malformed } = coverage;
    const missing = [...coverage.missing].filter(
      ([area]) => !values["area"] || area === values["area"],
    );
    if (values["missing"]) for (const [area, entry] of missing) print(showMissing(area, entry));
    if (values["check"]) {
      for (const line of unknown) print(`in no release: ${line}`);
      for (const line of duplicate) print(`duplicate: ${line}`);
      for (const line of malformed) print(`not one short line: ${line}`);
    }
    const endpoints = sum(missing, (entry) => entry.endpoints.length);
    const parameters = sum(missing, (entry) => entry.parameters.size);
    print(`without words: ${endpoints} endpoints, ${parameters} parameter names`);
    const faults = unknown.length + duplicate.length + malformed.length;
    if (values["check"] && endpoints + parameters + faults > 0) {
      throw new UserError(`overrides/words needs work: ${faults} faulty lines, see above`);
    }
  },
};

function showMissing(area: string, { endpoints, parameters }: MissingWords): string {
  const names = [...parameters].map(([name, keys]) => {
    const more = keys.length > 3 ? ` … (${keys.length})` : "";
    return `  ${name}  in ${keys.slice(0, 3).join(", ")}${more}`;
  });
  return [`${area}:`, ...endpoints.map((key) => `  ${key}`), ...names].join("\n");
}

function sum(
  missing: readonly [string, MissingWords][],
  count: (entry: MissingWords) => number,
): number {
  return missing.reduce((total, [, entry]) => total + count(entry), 0);
}
