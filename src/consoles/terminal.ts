import type { Duplex } from "node:stream";
import { createByteReader } from "./byte-reader.js";
import { ConsoleError } from "./console-error.js";
import { inputMessages, loginLine, PING, resizeMessage } from "./terminal-messages.js";

/** A program behind a terminal. */
export interface Terminal {
  /** Types it. */
  send(data: string | Uint8Array): void;
  /** Gets the output from now on, in whatever pieces it comes. @returns takes it away again */
  onOutput(listener: (output: Buffer) => void): () => void;
  /** What ended it, once something has. */
  readonly failure: Error | undefined;
  close(): void;
}

export interface TerminalOptions {
  user: string;
  ticket: string;
  columns: number;
  rows: number;
}

/** Milliseconds after which the server drops a terminal that says nothing is twice this. */
const PING_EVERY = 30_000;

/** @throws ConsoleError when the ticket is refused */
export async function openTerminal(stream: Duplex, options: TerminalOptions): Promise<Terminal> {
  const reader = createByteReader(stream);
  stream.write(loginLine(options.user, options.ticket));
  await readAgreement(() => reader.read(2));
  const listeners = new Set<(output: Buffer) => void>();
  let failure: Error | undefined;
  const end = (error: Error) => {
    failure ??= error;
    clearInterval(ping);
  };
  const ping = setInterval(() => stream.write(PING), PING_EVERY);
  ping.unref();
  stream.removeAllListeners("readable");
  stream.on("data", (output: Buffer) => {
    for (const listener of listeners) listener(output);
  });
  stream.on("error", end);
  stream.on("end", () =>
    end(new ConsoleError("closed", "the program behind the terminal has ended")),
  );
  stream.on("close", () => end(new ConsoleError("closed", "the terminal was closed")));
  stream.write(resizeMessage(options.columns, options.rows));
  return {
    send(data) {
      for (const message of inputMessages(Buffer.from(data))) stream.write(message);
    },
    onOutput(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get failure() {
      return failure;
    },
    close() {
      clearInterval(ping);
      stream.destroy();
    },
  };
}

/** What is refused is told by closing the connection, and nothing else. */
async function readAgreement(read: () => Promise<Buffer>): Promise<void> {
  let answer: string;
  try {
    answer = (await read()).toString("latin1");
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    throw new ConsoleError("login", "the terminal refused the ticket, or nothing runs behind it");
  }
  if (answer !== "OK") {
    throw new ConsoleError(
      "protocol",
      `no terminal answered: it began with ${JSON.stringify(answer)}`,
    );
  }
}
