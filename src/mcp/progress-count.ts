/** What a progress notification counts. */
export interface ProgressCount {
  progress: number;
  total?: number;
}

/** What progress rises by where nothing says how far it is. */
const STEP = 0.01;

/**
 * Counts notifications, and turns to percents once those are known. The protocol wants each
 * notification to be further than the one before.
 */
export function createProgressCount(): (percent?: number) => ProgressCount {
  let reached = 0;
  let isPercent = false;
  return (percent) => {
    isPercent ||= percent !== undefined && reached < 100;
    if (!isPercent) {
      reached += 1;
      return { progress: reached };
    }
    reached = Math.max(reached + STEP, percent ?? 0);
    return { progress: reached, total: Math.max(100, Math.ceil(reached)) };
  };
}
