import { ownValue } from "../kit/objects.js";
import { type Command, UsageError } from "./command.js";

/** Each command's file is loaded only when it's asked for: serving must start fast. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import("./serve.js")).serve,
  simulate: async () => (await import("./simulate.js")).simulate,
  setup: async () => (await import("./setup.js")).setup,
  check: async () => (await import("./check.js")).check,
  role: async () => (await import("./role.js")).role,
  audit: async () => (await import("./audit.js")).audit,
  token: async () => (await import("./token.js")).token,
  tools: async () => (await import("./tools.js")).tools,
  openapi: async () => (await import("./openapi.js")).openapi,
  "api-diff": async () => (await import("./api-diff.js")).apiDiff,
  help: async () => (await import("./help.js")).help,
  version: async () => (await import("./version.js")).version,
};

const FLAGS: Record<string, string> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-v": "version",
};

/** `EX_USAGE`-like for a mistyped command line, apart from settings (78) and failures (1). */
const USAGE_EXIT_CODE = 2;

/**
 * @param args the command line without node and script
 * @returns the exit code; nothing while a server runs
 */
export async function main(
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<number | undefined> {
  const [first = ""] = args;
  const flag = ownValue(FLAGS, first);
  const named = flag ?? (first.startsWith("-") || first === "" ? "serve" : first);
  const rest = named === first || flag ? args.slice(1) : args;
  const asksForHelp = rest.includes("--help") || rest.includes("-h");
  try {
    const load = ownValue(COMMANDS, ownValue(COMMANDS, named) && asksForHelp ? "help" : named);
    if (!load) {
      const known = Object.keys(COMMANDS).join(", ");
      throw new UsageError(`unknown command ${JSON.stringify(named)}; there are ${known}`);
    }
    if (named !== "serve") process.stdout.off("error", endQuietly).on("error", endQuietly);
    return await (await load())(rest, environment);
  } catch (error) {
    if (!(error instanceof UsageError) && !isParseError(error)) throw error;
    process.stderr.write(`proxmox-mcp: ${(error as Error).message}\n`);
    return USAGE_EXIT_CODE;
  }
}

/** A reader that has seen enough (`| head`) closes the pipe: no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function isParseError(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS");
}
