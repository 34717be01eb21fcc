/** A series in a few numbers. */
export interface Figures {
  min: number;
  mean: number;
  max: number;
  /** 95 of 100 values are at most this. */
  p95: number;
  last: number;
  /** Where a straight line through the values leads, against their mean. */
  trend: "rising" | "falling" | "steady";
}

/** A line that changes by less than this share of the mean over the whole time is steady. */
const STEADY = 0.1;

/** @param values in order; gaps are undefined @returns undefined where there is no value at all */
export function figuresOf(values: readonly (number | undefined)[]): Figures | undefined {
  const points = values.flatMap((value, index) => (value === undefined ? [] : [{ index, value }]));
  const known = points.map(({ value }) => value);
  const [first] = known;
  if (first === undefined) return undefined;
  const sorted = known.toSorted((a, b) => a - b);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const change = slopeOf(points, mean) * (values.length - 1);
  const isSteady = Math.abs(change) <= Math.abs(mean) * STEADY;
  return {
    min: sorted[0] ?? first,
    mean,
    max: sorted.at(-1) ?? first,
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? first,
    last: known.at(-1) ?? first,
    trend: isSteady ? "steady" : change > 0 ? "rising" : "falling",
  };
}

/** Of the straight line with the least squares. */
function slopeOf(points: readonly { index: number; value: number }[], mean: number): number {
  const middle = points.reduce((sum, { index }) => sum + index, 0) / points.length;
  let above = 0;
  let below = 0;
  for (const { index, value } of points) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return below === 0 ? 0 : above / below;
}
