/** Bytes that arrive in pieces, kept in one buffer: a piece of one byte costs one byte. */
export interface Collector {
  /** @returns false when the limit is passed; what is over it isn't kept */
  add(chunk: Uint8Array): boolean;
  text(): string;
}

const FIRST = 16 * 1024;

/** @param limit bytes */
export function createCollector(limit: number): Collector {
  let buffer = Buffer.allocUnsafe(0);
  let size = 0;
  return {
    add(chunk) {
      const wanted = size + chunk.length;
      if (wanted > limit) return false;
      if (wanted > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(wanted, buffer.length * 2, FIRST));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      buffer.set(chunk, size);
      size = wanted;
      return true;
    },
    text: () => buffer.toString("utf8", 0, size),
  };
}
