import type { Change, ChangeClass } from "../change.js";

/** What was compared. */
export interface DiffHead {
  /** Releases, files or addresses. */
  from: string;
  to: string;
  /** Curated tools that a change touches. */
  toolsOf?: (change: Change) => readonly string[];
}

export type Printer = (changes: readonly Change[], head: DiffHead) => string;

/** How many changes of each class there are. */
export function countChanges(changes: readonly Change[]): Record<ChangeClass, number> {
  const counts: Record<ChangeClass, number> = { breaking: 0, attention: 0, additive: 0, text: 0 };
  for (const change of changes) counts[change.class] += 1;
  return counts;
}
