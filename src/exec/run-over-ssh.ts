import { randomBytes } from "node:crypto";
import { createBoundedOutput, type OutputPart } from "./bounded-output.js";
import { killLine, type RemoteProgram, readLeft, runLine } from "./container-script.js";
import { createLineBatches } from "./line-batches.js";
import { createRunMarks } from "./run-marks.js";
import { signalOf } from "./signal-of.js";
import { spawnSsh } from "./spawn-ssh.js";
import { type SshSettings, sshArguments } from "./ssh-arguments.js";
import { ExecError, startFailure } from "./ssh-failure.js";

export interface RunOptions {
  node: string;
  stdin?: string;
  /** Milliseconds, after which the program is ended. */
  timeout: number;
  /** Bytes that are kept of stdout, and as many of stderr. */
  maxOutput: number;
  /** Aborting ends the program. */
  signal: AbortSignal;
  /** Gets the output while it comes. */
  onOutput(text: string): void;
}

export interface RunResult {
  /** `timeout` and `cancelled`: it was ended by us. */
  state: "exited" | "timeout" | "cancelled";
  exitCode?: number;
  /** What ended it, where that was a signal: `SIGKILL`. */
  signal?: string;
  /** Milliseconds. */
  duration: number;
  stdout: OutputPart;
  stderr: OutputPart;
  /** Processes that couldn't be ended, or `unknown` where that couldn't be asked; absent: none. */
  left?: number | "unknown";
}

/** Seconds that a program gets to end by itself. */
const GRACE = 3;
/** Milliseconds for the connection that ends a program. */
const END_WITHIN = 45_000;
/** Milliseconds in which ssh ends after the program did. */
const HANG_UP = 2_000;

/**
 * Runs a program on a node or in one of its containers through the system's OpenSSH client. However it
 * ends, nothing of it goes on: what a timeout, a cancel or a lost connection leaves is ended over a
 * connection of its own.
 *
 * @throws ExecError when it couldn't be started, or when the connection was lost
 */
export async function runOverSsh(
  settings: SshSettings,
  program: RemoteProgram,
  options: RunOptions,
): Promise<RunResult> {
  const { node, stdin, signal } = options;
  signal.throwIfAborted();
  const mark = randomBytes(12).toString("hex");
  const began = performance.now();
  const [stdout, stderr] = [
    createBoundedOutput(options.maxOutput),
    createBoundedOutput(options.maxOutput),
  ];
  const marks = createRunMarks(mark);
  const batches = createLineBatches(options.onOutput);
  const ssh = spawnSsh(sshArguments(settings, node, runLine(program, mark)), {
    ...(stdin !== undefined && { stdin }),
    onStdout(chunk) {
      stdout.add(chunk);
      batches.add(chunk);
    },
    onStderr(chunk) {
      const own = marks.add(chunk);
      stderr.add(own);
      batches.add(own);
    },
  });
  const interruption = interrupted(signal, options.timeout);
  try {
    const first = await Promise.race([ssh.ended, interruption.happened]);
    const result = (state: RunResult["state"]) => ({
      state,
      duration: Math.round(performance.now() - began),
      stdout: stdout.result(),
      stderr: stderr.result(),
    });
    if (typeof first === "string") {
      if (!marks.hasBegun) ssh.kill();
      const left = await endProgram(settings, program, node, mark);
      await within(ssh.ended, HANG_UP);
      ssh.kill();
      stderr.add(marks.flush());
      return { ...result(first), ...(left !== 0 && { left }) };
    }
    stderr.add(marks.flush());
    if (marks.exitCode !== undefined) {
      return { ...result("exited"), exitCode: marks.exitCode, ...signalOf(marks.exitCode) };
    }
    if (!marks.hasBegun) throw startFailure(node, first.exitCode, marks.before);
    throw dropped(node, await endProgram(settings, program, node, mark));
  } finally {
    interruption.forget();
    batches.end();
  }
}

/** Tells why a program is to be ended early, if it is. */
function interrupted(
  signal: AbortSignal,
  timeout: number,
): { happened: Promise<"timeout" | "cancelled">; forget(): void } {
  let forget = () => {};
  const happened = new Promise<"timeout" | "cancelled">((resolve) => {
    const cancel = () => resolve("cancelled");
    const timer = setTimeout(() => resolve("timeout"), timeout);
    signal.addEventListener("abort", cancel, { once: true });
    forget = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    };
  });
  return { happened, forget };
}

/** Ends a program and all that it started. @returns how many processes are left */
async function endProgram(
  settings: SshSettings,
  program: RemoteProgram,
  node: string,
  mark: string,
): Promise<number | "unknown"> {
  const said: Buffer[] = [];
  const ssh = spawnSsh(sshArguments(settings, node, killLine(program, mark, GRACE)), {
    onStdout: (chunk) => void said.push(chunk),
    onStderr: () => {},
  });
  try {
    await within(ssh.ended, END_WITHIN);
  } finally {
    ssh.kill();
  }
  return readLeft(Buffer.concat(said).toString("latin1")) ?? "unknown";
}

function within(promise: Promise<unknown>, milliseconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function dropped(node: string, left: number | "unknown"): ExecError {
  const rest =
    left === 0
      ? "What it had started was ended over a second connection."
      : `Whether it still runs is unknown (${left} processes left); look on the node.`;
  return new ExecError("dropped", `the connection to ${node} was lost while the program ran`, rest);
}
