import { constants } from "node:os";

/** A shell tells a signal as 128 and its number. */
const SIGNALLED = 128;

/** The signal behind a shell's exit code, where there is one. */
export function signalOf(exitCode: number): { signal?: string } {
  const number = exitCode - SIGNALLED;
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found ? { signal: found[0] } : {};
}
