const MINUTE = 60_000;

/** Principals that are counted; of more, the one counted longest is forgotten. */
const MOST_PRINCIPALS = 10_000;

export interface Rate {
  /** Counts a call. @returns milliseconds until it is allowed; 0: it is */
  take(name: string, perMinute: number): number;
}

/**
 * A bucket for each principal: a minute's calls may come at once, and then as many as flow in.
 *
 * @param now milliseconds
 */
export function createRate(now: () => number): Rate {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (name, perMinute) => {
      const known = buckets.get(name) ?? { left: perMinute, at: now() };
      const gained = ((now() - known.at) / MINUTE) * perMinute;
      const left = Math.min(perMinute, known.left + gained);
      const isAllowed = left >= 1;
      buckets.delete(name);
      buckets.set(name, { left: isAllowed ? left - 1 : left, at: now() });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_PRINCIPALS && oldest !== undefined) buckets.delete(oldest);
      return isAllowed ? 0 : Math.ceil(((1 - left) / perMinute) * MINUTE);
    },
  };
}
