import type { Chart, Panel } from "./chart.js";
import { type Figures, figuresOf } from "./figures.js";
import type { Unit } from "./units.js";

/** A row of `rrddata`: a time and what was measured then. */
export type Row = Readonly<Record<string, unknown>>;

interface PanelPlan {
  title: string;
  unit: Unit;
  /** Field of a row → how it's called. */
  series: Readonly<Record<string, string>>;
  /** What a field is multiplied with. */
  factor?: number;
}

const GUEST: readonly PanelPlan[] = [
  { title: "CPU", unit: "percent", series: { cpu: "used" }, factor: 100 },
  { title: "Memory", unit: "bytes", series: { mem: "used", maxmem: "assigned" } },
  { title: "Network", unit: "bytes/s", series: { netin: "in", netout: "out" } },
  { title: "Disk", unit: "bytes/s", series: { diskread: "read", diskwrite: "write" } },
];

const NODE: readonly PanelPlan[] = [
  {
    title: "CPU",
    unit: "percent",
    series: { cpu: "used", iowait: "waits for disks" },
    factor: 100,
  },
  { title: "Load", unit: "number", series: { loadavg: "load" } },
  { title: "Memory", unit: "bytes", series: { memused: "used", memtotal: "installed" } },
  { title: "Network", unit: "bytes/s", series: { netin: "in", netout: "out" } },
  { title: "Root file system", unit: "bytes", series: { rootused: "used", roottotal: "size" } },
];

const STORAGE: readonly PanelPlan[] = [
  { title: "Space", unit: "bytes", series: { used: "used", total: "size" } },
];

const PLANS = { guest: GUEST, node: NODE, storage: STORAGE } as const;

export interface UsageChart {
  chart: Chart;
  /** By field; CPU in percent, all else as Proxmox measures it. One number for what never changed. */
  figures: Record<string, Figures | number>;
}

/** What the rows of one `rrddata` answer show. Fields that no row has are left out. */
export function usageChart(
  kind: keyof typeof PLANS,
  title: string,
  rows: readonly Row[],
): UsageChart {
  const times = rows.map(({ time }) => Number(time));
  const figures: Record<string, Figures | number> = {};
  const panels = PLANS[kind].flatMap(({ title: name, unit, series, factor = 1 }): Panel[] => {
    const known = Object.entries(series).flatMap(([field, words]) => {
      const values = rows.map((row) => numberIn(row, field, factor));
      const summary = figuresOf(values);
      if (!summary) return [];
      figures[field] = rounded(summary);
      return [{ name: words, values }];
    });
    return known.length === 0 ? [] : [{ title: name, unit, series: known }];
  });
  return { chart: { title, times, panels }, figures };
}

function numberIn(row: Row, field: string, factor: number): number | undefined {
  const value = row[field];
  return typeof value === "number" && Number.isFinite(value) ? value * factor : undefined;
}

/** Three digits are what a reader keeps. */
function rounded(figures: Figures): Figures | number {
  const round = (value: number) => Number(value.toPrecision(3));
  const { min, mean, max, p95, last, trend } = figures;
  if (min === max) return round(min);
  return {
    min: round(min),
    mean: round(mean),
    max: round(max),
    p95: round(p95),
    last: round(last),
    trend,
  };
}
