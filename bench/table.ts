/** One measured budget. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  /** The budget: at most this; NaN where there is none. */
  limit: number;
  note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function printRows(rows: readonly Row[]): void {
  for (const { what, value, unit, limit, note } of rows) {
    const verdict = value <= limit ? "within" : "OVER";
    const budget = Number.isNaN(limit) ? "no budget" : `${verdict} ${limit} ${unit}`;
    const measured = `${value.toFixed(2)} ${unit}`.padStart(12);
    process.stdout.write(`${what.padEnd(48)}${measured}  ${budget.padEnd(20)} ${note}\n`);
  }
}
