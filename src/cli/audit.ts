import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type AuditRow, readAudit } from "../audit/read-audit.js";
import { type Command, UsageError } from "./command.js";
import { type Column, textTable } from "./text-table.js";

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** `proxmox-mcp audit FILE`: shows an audit file as a table. */
export const audit: Command = (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      since: { type: "string" },
      guest: { type: "string" },
      failed: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("audit wants one FILE");
  const { rows, unreadable } = readAudit(readText(file), {
    ...(values.since !== undefined && { since: readSince(values.since) }),
    ...(values.guest !== undefined && { guest: readGuest(values.guest) }),
    ...(values.failed === true && { failed: true }),
  });
  const text = values.json
    ? JSON.stringify(rows, null, 2)
    : rows.length === 0
      ? "no entries"
      : textTable(rows, COLUMNS);
  process.stdout.write(`${text}\n`);
  if (unreadable > 0) process.stderr.write(`${unreadable} lines are no entries\n`);
  return 0;
};

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} can't be read (${code ?? message})`);
  }
}

/** `90m`, `2h`, `7d`, or a date. */
function readSince(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * Number(UNITS[String(unit)]) * 1000;
  const date = Date.parse(text);
  if (!Number.isNaN(date)) return date;
  throw new UsageError(
    `--since must be like 90m, 2h, 7d or 2026-01-31; got ${JSON.stringify(text)}`,
  );
}

function readGuest(text: string): number {
  if (/^\d{3,9}$/.test(text)) return Number(text);
  throw new UsageError(`--guest must be a vmid; got ${JSON.stringify(text)}`);
}

const COLUMNS: readonly Column<AuditRow>[] = [
  ["time", ({ time }) => time.slice(0, 19)],
  ["cluster", ({ cluster }) => cluster ?? ""],
  ["login", ({ login }) => login ?? ""],
  ["caller", ({ caller }) => caller ?? ""],
  ["client", ({ client }) => client ?? ""],
  ["tool", ({ tool }) => tool?.replace(/^proxmox_/, "") ?? ""],
  ["request", ({ endpoint }) => endpoint],
  ["guests", ({ guests }) => guests.join(",")],
  ["asked", ({ confirmation }) => confirmation ?? ""],
  ["outcome", ({ outcome, task }) => [outcome, task].filter(Boolean).join(", task ")],
  ["ms", ({ duration }) => String(duration ?? "")],
  ["why", ({ reason }) => reason ?? ""],
];
