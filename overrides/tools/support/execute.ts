import type { ExecutionResult, Guest, ToolAnswer, ToolContext } from "../../../src/tools/define.js";

/** Seconds, and bytes of each stream, unless the caller says otherwise. */
const DEFAULT_TIMEOUT = 30;
const DEFAULT_OUTPUT = 20_000;

/** Runs the command among the arguments in a container or on a node. */
export async function execute(
  context: ToolContext,
  place: { tool: string; node: string; guest?: Guest },
): Promise<ToolAnswer> {
  const { arguments: args } = context;
  const { command, user, cwd, env } = args;
  const input = args["input-data"];
  const timeout = Number(args["timeout"] ?? DEFAULT_TIMEOUT);
  const result = await context.execute({
    ...place,
    words: wordsOf(command, place.guest !== undefined),
    ...(input !== undefined && { stdin: String(input) }),
    ...(user !== undefined && { user: String(user) }),
    ...(cwd !== undefined && { cwd: String(cwd) }),
    ...(env !== undefined && { env: variablesOf(env) }),
    timeout,
    maxOutput: Number(args["max-output"] ?? DEFAULT_OUTPUT),
  });
  const notes = notesOf(result, timeout);
  return { data: dataOf(result), ...(notes.length > 0 && { notes }) };
}

/** In a container one text of several words is a line for its shell; on a node it is none. */
function wordsOf(command: unknown, hasShell: boolean): string[] {
  const words = [command].flat().map(String);
  const [only = ""] = words;
  if (words.length !== 1 || !/\s/.test(only)) return words;
  return hasShell ? ["sh", "-c", only] : only.trim().split(/\s+/);
}

function variablesOf(env: unknown): Record<string, string> {
  const entries = Object.entries(env as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function dataOf({ state, via, exitCode, signal, duration, stdout, stderr }: ExecutionResult) {
  return {
    exited: state === "exited",
    exitcode: exitCode,
    signal,
    stdout: stdout.text,
    stderr: stderr?.text,
    seconds: Math.round(duration / 10) / 100,
    via,
  };
}

function notesOf({ state, stdout, stderr, left }: ExecutionResult, timeout: number): string[] {
  const streams = [["stdout", stdout] as const, ...(stderr ? [["stderr", stderr] as const] : [])];
  const binary = streams.filter(([, { encoding }]) => encoding).map(([name]) => name);
  const why = state === "timeout" ? `after ${timeout} s` : "because the call was cancelled";
  return [
    ...(state === "exited" ? [] : [`It was ended ${why}.`]),
    ...(left === undefined ? [] : [`Some of what it started may still run (${left} processes).`]),
    ...(binary.length > 0 ? [`${binary.join(" and ")}: base64, for it isn't text.`] : []),
    ...streams
      .filter(([, { omitted }]) => omitted !== undefined)
      .map(([name, { bytes, omitted }]) => `${name}: ${omitted} of ${bytes} bytes are left out.`),
  ];
}
