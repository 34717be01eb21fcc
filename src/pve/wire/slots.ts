/** Lets a limited number of requests through at a time, the others in the order of their coming. */
export interface Slots {
  /** Waits for a slot. @returns what gives it back @throws the signal's reason when aborted first */
  take(signal: AbortSignal): Promise<() => void> | (() => void);
}

export function createSlots(limit: number): Slots {
  let free = limit;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const once = () => {
    let given = false;
    return () => {
      if (!given) giveBack();
      given = true;
    };
  };
  return {
    take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      return new Promise((resolve, reject) => {
        const start = () => {
          signal.removeEventListener("abort", stop);
          resolve(once());
        };
        const stop = () => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(signal.reason);
        };
        waiting.push(start);
        signal.addEventListener("abort", stop, { once: true });
      });
    },
  };
}
