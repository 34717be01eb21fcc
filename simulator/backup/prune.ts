import { readProperties } from "../support/properties.js";

export interface Prunable {
  /** Seconds since 1970. */
  ctime: number;
  protected?: boolean;
}

export type Mark = "keep" | "remove" | "protected";

const DAY = 86_400;

/** What makes two backups fall into the same period. */
const PERIODS: [option: string, period: (time: number) => string][] = [
  ["keep-last", (time) => String(time)],
  ["keep-hourly", (time) => String(Math.floor(time / 3600))],
  ["keep-daily", (time) => String(Math.floor(time / DAY))],
  ["keep-weekly", (time) => String(Math.floor((time / DAY + 3) / 7))],
  ["keep-monthly", (time) => new Date(time * 1000).toISOString().slice(0, 7)],
  ["keep-yearly", (time) => new Date(time * 1000).toISOString().slice(0, 4)],
];

/** `keep-last=3,keep-daily=7` or the same taken apart. */
export function readRetention(value: unknown): Record<string, string> {
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
  }
  return readProperties(String(value ?? ""));
}

/**
 * Which backups of one guest stay: each option keeps the newest of as many periods as it says, and
 * doesn't count periods that an earlier option already covers.
 */
export function markPrunable<T extends Prunable>(
  backups: readonly T[],
  retention: Record<string, string>,
): Map<T, Mark> {
  const marks = new Map<T, Mark>();
  const newestFirst = [...backups].sort((a, b) => b.ctime - a.ctime);
  for (const backup of newestFirst) if (backup.protected) marks.set(backup, "protected");
  const keepsAll = retention["keep-all"] === "1" || Object.keys(retention).length === 0;
  for (const [option, period] of PERIODS) {
    const count = Number(retention[option] ?? 0);
    if (keepsAll || count <= 0) continue;
    keepPeriods(newestFirst, { count, period, marks });
  }
  for (const backup of newestFirst) {
    if (!marks.has(backup)) marks.set(backup, keepsAll ? "keep" : "remove");
  }
  return marks;
}

function keepPeriods<T extends Prunable>(
  newestFirst: readonly T[],
  {
    count,
    period,
    marks,
  }: { count: number; period: (time: number) => string; marks: Map<T, Mark> },
): void {
  const covered = new Set(
    newestFirst.filter((one) => marks.get(one) === "keep").map((one) => period(one.ctime)),
  );
  const kept = new Set<string>();
  for (const backup of newestFirst) {
    const id = period(backup.ctime);
    if (marks.has(backup) || covered.has(id) || kept.has(id)) continue;
    if (kept.size >= count) break;
    kept.add(id);
    marks.set(backup, "keep");
  }
}
