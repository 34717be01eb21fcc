import { styleText } from "node:util";

export interface Printer {
  heading(title: string): void;
  line(text: string): void;
  table(rows: readonly object[], columns: readonly string[]): void;
  passed(what?: string): void;
  failed(message: string): void;
  summary(passed: number, failed: number): void;
}

const MAX_WIDTH = 48;

interface Output {
  write(text: string): unknown;
}

export function createPrinter(output: Output, hasColours: boolean): Printer {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    hasColours ? styleText(format, text, { validateStream: false }) : text;
  const line = (text: string) => output.write(`${text}\n`);
  return {
    line,
    heading: (title) => line(`\n${style(["bold", "cyan"], title)}`),
    table: (rows, columns) => {
      const cells = rows.map((row) =>
        columns.map((column) => cellOf((row as Record<string, unknown>)[column])),
      );
      const widths = columns.map((column, index) =>
        Math.max(column.length, ...cells.map((row) => (row[index] ?? "").length)),
      );
      const join = (row: readonly string[]) =>
        row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join("  ")
          .trimEnd();
      line(style("dim", join(columns)));
      for (const row of cells) line(join(row));
    },
    passed: (what = "ok") => line(style("green", what)),
    failed: (message) => line(style("red", `not ok: ${message}`)),
    summary: (passed, failed) => line(`\n${passed} steps went well, ${failed} didn't`),
  };
}

function cellOf(value: unknown): string {
  const text =
    value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : `${value}`;
  return text.length > MAX_WIDTH ? `${text.slice(0, MAX_WIDTH - 1)}…` : text;
}
