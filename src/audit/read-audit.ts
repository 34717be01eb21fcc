import { isObject } from "../kit/objects.js";
import type { AuditEntry, OutcomeEntry, RequestEntry, TaskEntry } from "./entry.js";

/** What became of one request. */
export interface AuditRow {
  time: string;
  login?: string;
  caller?: string;
  client?: string;
  cluster?: string;
  tool?: string;
  endpoint: string;
  parameters: Record<string, unknown>;
  guests: number[];
  confirmation?: string;
  /** `unanswered`: there is no line of what came of it. */
  outcome: "done" | "failed" | "refused" | "unanswered";
  /** Why, where it isn't `done`. */
  reason?: string;
  /** Milliseconds. */
  duration?: number;
  upid?: string;
  /** How its task ended: `ok`, `failed: …`. */
  task?: string;
}

export interface AuditFilter {
  /** Milliseconds since 1970. */
  since?: number;
  guest?: number;
  /** Only what wasn't done, or whose task failed. */
  failed?: boolean;
}

export interface ReadAudit {
  /** Oldest first. */
  rows: AuditRow[];
  /** Lines that aren't entries of this file. */
  unreadable: number;
}

/** Reads the lines of an audit file, and puts those of one request together. */
export function readAudit(text: string, filter: AuditFilter = {}): ReadAudit {
  const rows = new Map<string, AuditRow>();
  let unreadable = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const entry = parse(line);
    if (!entry) unreadable += 1;
    else add(rows, entry);
  }
  return { rows: [...rows.values()].filter((row) => fits(row, filter)), unreadable };
}

function parse(line: string): AuditEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    const isEntry = isObject(entry) && typeof entry["id"] === "string" && "event" in entry;
    return isEntry ? (entry as unknown as AuditEntry) : undefined;
  } catch {
    return undefined;
  }
}

function add(rows: Map<string, AuditRow>, entry: AuditEntry): void {
  if ("endpoint" in entry) {
    rows.set(entry.id, rowOf(entry));
    return;
  }
  const row = rows.get(entry.id);
  // its first line may be in a file that was moved away
  if (row) complete(row, entry);
}

function rowOf(entry: RequestEntry): AuditRow {
  const { id: _, event, code, message, guests = [], ...rest } = entry;
  if (event === "request") return { ...rest, guests, outcome: "unanswered" };
  return { ...rest, guests, outcome: "refused", reason: `${code}: ${message}` };
}

function complete(row: AuditRow, entry: OutcomeEntry | TaskEntry): void {
  if (entry.event === "task") {
    row.task =
      entry.exitstatus === undefined || entry.exitstatus === "OK"
        ? entry.state
        : `${entry.state}: ${entry.exitstatus}`;
    return;
  }
  row.outcome = entry.event;
  row.duration = entry.duration;
  if (entry.upid !== undefined) row.upid = entry.upid;
  if (entry.code !== undefined) row.reason = `${entry.code}: ${entry.message}`;
}

function fits(row: AuditRow, { since, guest, failed }: AuditFilter): boolean {
  if (since !== undefined && Date.parse(row.time) < since) return false;
  if (guest !== undefined && !row.guests.includes(guest)) return false;
  return !failed || row.outcome !== "done" || (row.task ?? "").startsWith("failed");
}
