/** Bytes that arrive in pieces, kept in one buffer: a piece of one byte costs one byte. */
export interface Collector {
  /** @returns why no more is taken; undefined while it is. What is over the limit isn't kept. */
  add(chunk: Uint8Array): string | undefined;
  text(): string;
}

const FIRST = 16 * 1024;

/**
 * Pieces that may be small; a record of TLS holds 16 KB. Each costs as much time as reading a hundred
 * times its bytes.
 */
const MOST_PIECES = 2_000;
const SMALL_PIECE = 256;

/** @param limit bytes */
export function createCollector(limit: number): Collector {
  let buffer = Buffer.allocUnsafe(0);
  let size = 0;
  let pieces = 0;
  return {
    add(chunk) {
      const wanted = size + chunk.length;
      if (wanted > limit) return `the answer is larger than ${limit} bytes`;
      pieces += 1;
      if (pieces > MOST_PIECES && wanted < pieces * SMALL_PIECE) {
        return `the answer comes in more than ${MOST_PIECES} small pieces`;
      }
      if (wanted > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(wanted, buffer.length * 2, FIRST));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      buffer.set(chunk, size);
      size = wanted;
      return undefined;
    },
    text: () => buffer.toString("utf8", 0, size),
  };
}
