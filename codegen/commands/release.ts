import { tools } from "../../overrides/tools/index.js";
import type { Command } from "../command.js";
import { loadApis } from "../load.js";
import { placeOfTool } from "../open-questions/place.js";
import type { Question } from "../open-questions/question.js";
import { openQuestions } from "../open-questions.js";
import { generate } from "../pipeline.js";
import { toolChanges } from "../tool-changes.js";
import { StaleOverrides, UserError } from "../user-error.js";
import { loadWords } from "../words.js";
import { importApidoc, importTo } from "./import.js";

/** Imports a release, generates, and lists what is left for people to do. */
export const release: Command = {
  usage: "release [<source>] [--pve <release>] [--insecure] [--force]",
  help: `Imports a description, generates, and lists what only a person can decide or write: each with the file
and line where it goes. Run it again, without the source, to see what remains; at zero, all tests pass.

<source> and its options are those of import.

Exit 0: nothing is left; 1: something is, or nothing could be imported.`,
  options: importApidoc.options,
  async run(given) {
    const { positionals, print } = given;
    if (positionals.length > 0) {
      const { file, api } = await importTo(given);
      print(`${file}: ${api.endpoints.length} endpoints`);
    }
    const stale = await generateOrList();
    const apis = loadApis();
    const newest = apis.at(-1);
    if (!newest) throw new UserError("schema/ is empty");
    const questions = openQuestions({ apis, newest, words: await loadWords() });
    const previous = apis.at(-2);
    if (previous) {
      const changes = toolChanges(tools, previous, newest);
      if (changes.length > 0) print(`Tools, since ${previous.release}; nothing has to be done:`);
      for (const line of changes) print(`  ${line}`);
    }
    const left = [...stale, ...questions];
    for (const { at, kind, text } of left) print(`${at}  ${kind}: ${text}`);
    if (left.length > 0)
      throw new UserError(`${left.length} left for ${newest.release}, see above`);
    print(`nothing is left for ${newest.release}: run npm test`);
  },
};

/** What in overrides no longer fits; nothing where all is generated. */
async function generateOrList(): Promise<Question[]> {
  try {
    await generate();
    return [];
  } catch (error) {
    if (!(error instanceof StaleOverrides)) throw error;
    return error.lines.map((text) => ({ kind: "override", ...placed(text) }));
  }
}

/** The compiler's own `file(12,3): text`, or `proxmox_x action: text`. */
function placed(line: string): { at: string; text: string } {
  const [, file, row, said] = /^([^(]+)\((\d+),\d+\): (.*)$/.exec(line) ?? [];
  if (file !== undefined && said !== undefined) return { at: `${file}:${row}`, text: said };
  const tool = /^\w+/.exec(line)?.[0] ?? "";
  return { at: placeOfTool(tool), text: line };
}
