import { escapeControls } from "../kit/visible.js";

/** A column: its heading, and what a row has in it. */
export type Column<T> = readonly [string, (row: T) => string];

/** Rows under their headings. Columns that no row fills are left out. */
export function textTable<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = columns.map(([name, read]) => [name, ...rows.map((row) => plain(read(row)))]);
  const used = cells.filter(([, ...values]) => values.some((value) => value !== ""));
  const widths = used.map((column) => Math.max(...column.map((value) => value.length)));
  return [...Array(rows.length + 1).keys()]
    .map((line) =>
      used
        .map((column, index) => (column[line] ?? "").padEnd(Number(widths[index])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What others have said may stand in it. */
function plain(text: string): string {
  return escapeControls(text).replace(/[\t\n]/g, " ");
}
