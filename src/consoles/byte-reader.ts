import type { Duplex } from "node:stream";
import { ConsoleError } from "./console-error.js";

/** Reads exactly as many bytes as a protocol's next field has. */
export interface ByteReader {
  /** @throws ConsoleError when the stream ends first, and whatever it fails with */
  read(length: number): Promise<Buffer>;
  /** Reads and forgets. */
  skip(length: number): Promise<void>;
}

/** Bytes that are skipped at a time. */
const SKIPPED = 64 * 1024;

/** Takes the stream's reading over: nothing else may read from it. */
export function createByteReader(stream: Duplex): ByteReader {
  let failure: Error | undefined;
  let wake = () => {};
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  stream.on("readable", () => wake());
  stream.on("error", fail);
  stream.on("end", () => fail(new ConsoleError("closed", "the other side closed the console")));
  stream.on("close", () => fail(new ConsoleError("closed", "the console's connection was closed")));

  async function read(length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const chunk = stream.read(length) as Buffer | null;
      if (chunk?.length === length) return chunk;
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    read,
    async skip(length) {
      for (let left = length; left > 0; left -= SKIPPED) await read(Math.min(left, SKIPPED));
    },
  };
}
