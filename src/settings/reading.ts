import { DEFINITIONS, type Problems, type RawSettings, UNREADABLE } from "./raw.js";
import type { Variable } from "./table.js";
import { ValueProblem } from "./values.js";

/** What is being read, and where what is wrong with it goes. */
export interface Reading {
  raw: RawSettings;
  problems: Problems;
  warnings: string[];
  /** `PROXMOX_HOST`, or what a file calls it. */
  nameOf(variable: Variable): string;
}

/** Reads a setting that was written; what is wrong with it is noted. */
export function get<T>(
  reading: Reading,
  variable: Variable,
  read: (value: string) => T,
): T | undefined {
  const held = reading.raw.get(variable);
  if (!held || held.value === UNREADABLE) return undefined;
  try {
    return read(held.value);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    reading.problems.push(`${held.name} ${error.message}`);
    return undefined;
  }
}

/** As `get`, for a setting whose default stands in the table. */
export function getOr<T>(reading: Reading, variable: Variable, read: (value: string) => T): T {
  const value = get(reading, variable, read);
  if (value !== undefined) return value;
  const fallback = DEFINITIONS.get(variable)?.default;
  if (fallback === undefined) throw new Error(`${variable} has no default in the table`);
  return read(fallback);
}
