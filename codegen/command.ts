import type { ParseArgsConfig } from "node:util";

/** One command of the generator's command line. */
export interface Command {
  usage: string;
  /** What `--help` says below the usage. */
  help: string;
  options: NonNullable<ParseArgsConfig["options"]>;
  /** @throws Failure where it can't: shown as one line, exit code 1 */
  run(given: Given): void | Promise<void>;
}

export interface Given {
  values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  positionals: readonly string[];
  print(line: string): void;
  warn(line: string): void;
}
