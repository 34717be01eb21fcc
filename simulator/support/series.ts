import type { Context } from "../http/context.js";

/** One row a step, oldest first; `time` in seconds since 1970. */
export type Series = Record<string, number>[];

/** Seconds between two rows; 70 rows each, as Proxmox keeps them. */
const STEPS: Record<string, number> = {
  hour: 60,
  day: 1800,
  week: 10_800,
  month: 43_200,
  year: 604_800,
  decade: 604_800 * 4,
};

const ROWS = 70;

/** What `rrddata` answers: `figures` at each step up to now; rows before the start have only a time. */
export function loadSeries(
  { clock, optional }: Context,
  figures: (milliseconds: number) => Record<string, number> | undefined,
): Series {
  const step = STEPS[optional("timeframe") ?? "hour"] ?? 60;
  const end = Math.floor(clock.now() / 1000 / step) * step;
  return Array.from({ length: ROWS }, (_, index) => {
    const time = end - (ROWS - 1 - index) * step;
    return { time, ...figures(time * 1000) };
  });
}
