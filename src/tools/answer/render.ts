import { isObject } from "../../kit/objects.js";

/**
 * A short text that says the same as the structured content, for hosts that show a model only that:
 * lists of objects as a table, objects as lines.
 */
export function renderText(content: Readonly<Record<string, unknown>>): string {
  const { data, error, notes, ...rest } = content;
  const parts = [
    error === undefined ? renderValue(data) : renderError(error),
    Object.entries(rest)
      .map(([name, value]) => `${name}: ${cell(value)}`)
      .join(", "),
    ...(Array.isArray(notes) ? notes.map((note) => `Note: ${note}`) : []),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function renderError(error: unknown): string {
  if (!isObject(error)) return cell(error);
  const { code, message, hint, see, ...details } = error;
  const lines = [
    `Error (${code}): ${message}`,
    ...(hint === undefined ? [] : [String(hint)]),
    ...(see === undefined ? [] : [`See ${see}`]),
  ];
  const rest = renderValue(details);
  return rest === "" ? lines.join("\n") : `${lines.join("\n")}\n${rest}`;
}

function renderValue(value: unknown): string {
  if (Array.isArray(value)) return renderList(value);
  return isObject(value) ? renderObject(value) : cell(value);
}

function renderList(entries: readonly unknown[]): string {
  if (entries.length === 0) return "none";
  return entries.every(isObject) ? renderTable(entries) : entries.map(cell).join("\n");
}

/** Columns by tabs, once named: half of what JSON takes. */
function renderTable(rows: readonly Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (row: Record<string, unknown>) =>
    columns.map((column) => (column in row ? cell(row[column]) : "")).join("\t");
  // a table of rows that have little in common is mostly empty
  const filled = rows.reduce((count, row) => count + Object.keys(row).length, 0);
  if (columns.length > 1 && filled * 2 < columns.length * rows.length)
    return rows.map((row) => pairs(row)).join("\n");
  return [columns.map(plain).join("\t"), ...rows.map(line)].join("\n");
}

function renderObject(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([key, entry]) => `${plain(key)}: ${isTable(entry) ? indented(entry) : cell(entry)}`)
    .join("\n");
}

function isTable(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 1 && value.every(isObject);
}

function indented(rows: readonly Record<string, unknown>[]): string {
  return `\n${renderTable(rows)}`.replaceAll("\n", "\n  ");
}

function pairs(row: Record<string, unknown>): string {
  return Object.entries(row)
    .map(([key, value]) => `${plain(key)}=${cell(value)}`)
    .join(" ");
}

function cell(value: unknown): string {
  if (typeof value === "string") return plain(value);
  if (Array.isArray(value) && value.length > 0 && value.every((entry) => !isObject(entry)))
    return value.map(cell).join(", ");
  return value === undefined ? "" : (JSON.stringify(value) ?? "");
}

/** On one line, so that a text can't pass for a row, a field or a note of ours. */
function plain(text: string): string {
  return /[\t\n]/.test(text) ? JSON.stringify(text) : text;
}
