/** Failures that cost nothing: a client may be tried out with an old token. */
const FREE = 5;

const FIRST_PAUSE = 1_000;

const LONGEST_PAUSE = 60_000;

/** After so long without another, failures are forgotten. */
const FORGOTTEN = 10 * 60_000;

/** Addresses that are remembered; of more, the one that failed longest ago is forgotten. */
const MOST_ADDRESSES = 10_000;

export interface Attempts {
  /** Milliseconds until the address may try again; 0: at once. */
  pause(address: string): number;
  failed(address: string): void;
  succeeded(address: string): void;
}

/**
 * Slows down whoever tries credentials: after five failures an address waits a second, and with each
 * further one twice as long, a minute at most.
 *
 * @param now milliseconds
 */
export function createAttempts(now: () => number): Attempts {
  const failures = new Map<string, { count: number; last: number }>();
  const of = (address: string) => {
    const known = failures.get(address);
    if (known && now() - known.last >= FORGOTTEN) failures.delete(address);
    return failures.get(address);
  };
  return {
    pause: (address) => {
      const known = of(address);
      if (!known || known.count <= FREE) return 0;
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (known.count - FREE - 1));
      return Math.max(0, known.last + pause - now());
    },
    failed: (address) => {
      const count = (of(address)?.count ?? 0) + 1;
      failures.delete(address);
      failures.set(address, { count, last: now() });
      const [oldest] = failures.keys();
      if (failures.size > MOST_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (address) => void failures.delete(address),
  };
}
