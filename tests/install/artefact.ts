import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Thrown where this machine lacks what an artefact needs to be tried: said, not failed. */
export class CannotRun extends Error {}

/** What every artefact is tried with. */
export interface Bench {
  /** An empty folder of this artefact's own. */
  folder: string;
  /** The packed npm package. */
  tarball: string;
}

export interface Artefact {
  name: string;
  /** @returns what was seen, in one line */
  check(bench: Bench): Promise<string>;
}

const run = promisify(execFile);

/** @returns what the command printed */
export async function command(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Promise<string> {
  try {
    const running = run(file, [...args], { ...options, maxBuffer: 50_000_000 });
    // some wait for more of a task than their arguments
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    const {
      stdout = "",
      stderr = "",
      message,
    } = error as Error & Record<"stdout" | "stderr", string>;
    throw new Error(`${message.split("\n")[0]}\n${stdout}${stderr}`.slice(0, 4_000));
  }
}
