/** Milliseconds for which an answer holds, however often it is asked. */
const FRESH = 10_000;

export interface Readiness {
  /** What doesn't answer; empty where all is ready. */
  missing(): Promise<readonly string[]>;
}

/**
 * Whether every cluster answers. Each is asked at most every ten seconds, and once at a time.
 *
 * @param checks by name; each rejects where the cluster doesn't answer
 */
export function createReadiness(
  checks: () => ReadonlyMap<string, () => Promise<unknown>>,
  now: () => number,
): Readiness {
  let last: { asked: number; missing: Promise<string[]> } | undefined;
  const ask = async () => {
    const found = await Promise.all(
      [...checks()].map(async ([name, check]) => {
        try {
          await check();
          return [];
        } catch {
          return [name];
        }
      }),
    );
    return found.flat();
  };
  return {
    missing() {
      if (!last || now() - last.asked >= FRESH) last = { asked: now(), missing: ask() };
      return last.missing;
    },
  };
}
