import { randomBytes } from "node:crypto";
import { endLine, markedLine } from "../consoles/marked-command.js";
import type { Terminal } from "../consoles/terminal.js";
import { createBoundedOutput } from "../exec/bounded-output.js";
import { createLineBatches } from "../exec/line-batches.js";
import { createRunMarks, type RunMarks } from "../exec/run-marks.js";
import { signalOf } from "../exec/signal-of.js";
import type { Clock, Execution, ExecutionOutput, ExecutionResult, Guest } from "./define.js";
import { ToolError } from "./errors.js";
import type { Session } from "./session.js";
import { withTerminal } from "./terminal.js";

/** Milliseconds between looks whether the program has ended. */
const LOOK = 50;
/** Milliseconds for a shell to begin, and for a program to end after each way to ask it. */
const BEGIN = 10_000;
const GRACE = 2_000;
/** A line that is longer doesn't fit into a terminal's own queue. */
const LONGEST_LINE = 4_000;

/** Ctrl+C, Ctrl+\, and at last a stop after which the shell itself can kill. */
const ENDINGS = [["\x03"], ["\x1c"], ["\x1a", "kill -KILL %%\r"]];
/** Milliseconds for a shell to come back: a control character forgets what was typed after it. */
const SETTLE = 300;

/**
 * Runs a program by typing it into a container's shell. Stdout and stderr are one there, and nothing
 * is read from stdin.
 */
export async function runInConsole(
  session: Session,
  execution: Execution & { guest: Guest },
): Promise<ExecutionResult> {
  const mark = randomBytes(12).toString("hex");
  const line = markedLine(wordsOf(execution), mark);
  if (Buffer.byteLength(line) > LONGEST_LINE) {
    throw new ToolError(
      "arguments",
      `command: over a console it may have ${LONGEST_LINE} bytes, this has ${Buffer.byteLength(line)}`,
      "Nothing was run. Over ssh (PROXMOX_EXEC_SSH=true) it may be longer.",
    );
  }
  const output = createBoundedOutput(execution.maxOutput);
  const marks = createRunMarks(mark);
  const batches = createLineBatches(session.progress);
  const clock = await session.gate.clock();
  const began = clock.now();
  return withTerminal(session, execution.guest, { use: "type" }, async (terminal) => {
    terminal.onOutput((chunk) => {
      const own = marks.add(chunk);
      output.add(own);
      batches.add(own);
    });
    terminal.send(line);
    const isOver = () => marks.exitCode !== undefined || terminal.failure !== undefined;
    await waitFor(() => marks.hasBegun || isOver(), BEGIN, clock);
    if (!marks.hasBegun) throw noShell(execution.guest);
    const state = await waitForEnd(session, isOver, execution.timeout * 1000, clock);
    const left =
      state === "exited" || (await endProgram(terminal, mark, isOver, clock)) ? 0 : "unknown";
    batches.end();
    return {
      state,
      via: "console" as const,
      ...exitOf(state, marks),
      duration: clock.now() - began,
      stdout: unixLines(output.result()),
      ...(left !== 0 && { left }),
    };
  });
}

/** A terminal writes CR LF where the program wrote LF. */
function unixLines(part: ExecutionOutput): ExecutionOutput {
  return { ...part, text: part.text.replaceAll("\r\n", "\n") };
}

function exitOf(state: string, { exitCode }: RunMarks): { exitCode?: number; signal?: string } {
  return state === "exited" && exitCode !== undefined ? { exitCode, ...signalOf(exitCode) } : {};
}

/** A folder and an environment of its own take a shell of its own. */
function wordsOf({ words, cwd, env = {} }: Execution): readonly string[] {
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const program = assignments.length > 0 ? ["env", ...assignments, ...words] : words;
  return cwd === undefined ? program : ["sh", "-c", 'cd "$0" && exec "$@"', cwd, ...program];
}

async function waitForEnd(
  { signal }: Session,
  isOver: () => boolean,
  timeout: number,
  clock: Clock,
): Promise<ExecutionResult["state"]> {
  await waitFor(() => isOver() || signal.aborted, timeout, clock);
  if (isOver()) return "exited";
  return signal.aborted ? "cancelled" : "timeout";
}

/** @returns whether it has ended */
async function endProgram(
  terminal: Terminal,
  mark: string,
  isOver: () => boolean,
  clock: Clock,
): Promise<boolean> {
  for (const ending of ENDINGS) {
    for (const input of ending) {
      terminal.send(input);
      await clock.sleep(SETTLE);
    }
    // the shell has dropped the rest of its line, the end mark among that
    terminal.send(endLine(mark));
    if (await waitFor(isOver, GRACE, clock)) return true;
  }
  return false;
}

async function waitFor(what: () => boolean, patience: number, clock: Clock): Promise<boolean> {
  const end = clock.now() + patience;
  while (!what() && clock.now() < end) await clock.sleep(LOOK);
  return what();
}

function noShell({ vmid }: Guest): ToolError {
  return new ToolError(
    "console",
    `No shell answers on the console of container ${vmid}`,
    "Somebody else's program may run there; proxmox_console_read shows it.",
  );
}
