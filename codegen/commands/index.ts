import type { Command } from "../command.js";
import { generate } from "./generate.js";
import { importApidoc } from "./import.js";
import { words } from "./words.js";

export const commands: Readonly<Record<string, Command>> = {
  import: importApidoc,
  generate,
  words,
};
