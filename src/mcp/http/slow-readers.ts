/** Milliseconds in which a reader must take something of what waits for it. */
const PATIENCE = 30_000;

/** What is asked of a socket. */
export interface Reader {
  /** Bytes that wait to be sent. */
  readonly writableLength: number;
  readonly bytesWritten: number;
  destroy(): unknown;
}

export interface SlowReaders {
  add(reader: Reader): void;
  remove(reader: Reader): void;
  /** Cuts off those that take nothing; to be called now and then. */
  sweep(): void;
}

/**
 * Cuts off clients that ask and don't read: what waits for them fills the memory.
 *
 * @param now milliseconds
 */
export function createSlowReaders(now: () => number): SlowReaders {
  const readers = new Map<Reader, { taken: number; since: number }>();
  return {
    add: (reader) => void readers.set(reader, { taken: 0, since: now() }),
    remove: (reader) => void readers.delete(reader),
    sweep: () => {
      for (const [reader, seen] of readers) {
        // what the socket was given, without what it still holds
        const taken = reader.bytesWritten - reader.writableLength;
        if (reader.writableLength === 0 || taken !== seen.taken) {
          readers.set(reader, { taken, since: now() });
        } else if (now() - seen.since >= PATIENCE) {
          readers.delete(reader);
          reader.destroy();
        }
      }
    },
  };
}
