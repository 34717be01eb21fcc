import type { Command } from "../command.js";
import { generate } from "./generate.js";
import { importApidoc } from "./import.js";
import { mock } from "./mock.js";
import { proxy } from "./proxy.js";
import { release } from "./release.js";
import { words } from "./words.js";

export const commands: Readonly<Record<string, Command>> = {
  import: importApidoc,
  generate,
  release,
  words,
  mock,
  proxy,
};
