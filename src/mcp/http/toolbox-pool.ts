import type { Principal } from "../../auth/principal.js";
import { principalKey } from "../../auth/principal-key.js";

/** Callers whose tools are kept ready at the same time. */
const MOST_TOOLBOXES = 200;

/** Milliseconds after which an unused one is closed. */
const LONGEST_IDLE = 10 * 60_000;

/** A caller's own tools: what is learnt, cached or open there is seen by nobody else. */
export interface Lease<T> {
  readonly value: T;
  release(): void;
}

export interface Pool<T> {
  /** @returns undefined where too many others are in use */
  lease(principal: Principal): Promise<Lease<T>> | undefined;
  /** Closes what was idle for long; to be called now and then. */
  sweep(): void;
  /** All that are open. */
  values(): Promise<T[]>;
  close(): Promise<void>;
}

export interface PoolOptions<T> {
  open(principal: Principal): Promise<T>;
  close(value: T): Promise<void>;
  /** Milliseconds. */
  now(): number;
  most?: number;
}

interface Entry<T> {
  opening: Promise<T>;
  users: number;
  lastUsed: number;
}

/** One for each caller and what they may; those who may something else get others. */
export function createPool<T>(options: PoolOptions<T>): Pool<T> {
  const { open, now, most = MOST_TOOLBOXES } = options;
  const entries = new Map<string, Entry<T>>();

  function drop(key: string, entry: Entry<T>): void {
    if (entries.get(key) === entry) entries.delete(key);
    // one that couldn't be opened has nothing to close
    void entry.opening.then((value) => options.close(value)).catch(() => undefined);
  }

  function makeRoom(): boolean {
    if (entries.size < most) return true;
    const idle = [...entries].find(([, { users }]) => users === 0);
    if (!idle) return false;
    drop(...idle);
    return true;
  }

  function use(key: string, principal: Principal): Entry<T> | undefined {
    const known = entries.get(key);
    if (known) {
      // the order of the map is the order of use
      entries.delete(key);
      entries.set(key, known);
      return known;
    }
    if (!makeRoom()) return undefined;
    const entry: Entry<T> = { opening: open(principal), users: 0, lastUsed: now() };
    entries.set(key, entry);
    entry.opening.catch(() => drop(key, entry));
    return entry;
  }

  return {
    lease(principal) {
      const key = principalKey(principal);
      const entry = use(key, principal);
      if (!entry) return undefined;
      entry.users += 1;
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        entry.users -= 1;
        entry.lastUsed = now();
      };
      return entry.opening.then(
        (value) => ({ value, release }),
        (error: unknown) => {
          release();
          throw error;
        },
      );
    },
    sweep() {
      for (const [key, entry] of [...entries]) {
        if (entry.users === 0 && now() - entry.lastUsed >= LONGEST_IDLE) drop(key, entry);
      }
    },
    async values() {
      const settled = await Promise.allSettled([...entries.values()].map(({ opening }) => opening));
      return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    },
    async close() {
      const all = [...entries.values()].map(({ opening }) => opening);
      entries.clear();
      await Promise.allSettled(all.map(async (opening) => options.close(await opening)));
    },
  };
}
