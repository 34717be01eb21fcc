import { parseArgs } from "node:util";
import type { Given } from "./command.js";
import { commands } from "./commands/index.js";
import { UserError } from "./user-error.js";

/**
 * Runs one command of the generator's command line.
 *
 * @returns the exit code
 */
export async function runCommand(
  [name = "", ...rest]: string[],
  { print, warn }: Pick<Given, "print" | "warn">,
): Promise<number> {
  const command = commands[name];
  try {
    if (!command)
      throw new UserError(`unknown command; there are ${Object.keys(commands).join(", ")}`);
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: "boolean" } },
      allowPositionals: true,
    });
    if (values["help"] === true) {
      print(`${command.usage}\n\n${command.help}`);
      return 0;
    }
    await command.run({ values, positionals, print, warn });
    return 0;
  } catch (error) {
    if (!(error instanceof UserError) && !isUsageError(error)) throw error;
    warn(`${name || "codegen"}: ${(error as Error).message}`);
    return 1;
  }
}

function isUsageError(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS");
}
