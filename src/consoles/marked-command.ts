import { quoteWords } from "../kit/quote-word.js";

/**
 * A line for a shell behind a terminal that prints the command's output between marks, its exit code
 * in the second. The marks begin with a control character, so that the echo of the line, in which it
 * is spelt out, holds none.
 */
export function markedLine(words: readonly string[], mark: string): string {
  const print = (text: string, rest: string) => `printf '\\036${mark}:${text}\\036'${rest}`;
  return ` ${print("begin", "")}; (exec ${quoteWords(words)}) </dev/null; ${print("end:%s", ' "$?"')}\n`;
}

export interface MarkedOutput {
  /** The first mark was seen: the shell runs the command. */
  hasBegun: boolean;
  /** So far, line ends as the program wrote them. */
  output: Buffer;
  /** Once the command has ended. */
  exitCode?: number;
}

const SEPARATOR = "\x1e";

/** Longer than an end mark. */
const MARK_LENGTH = 80;

/** Finds the marks in a terminal's output, in whatever pieces it comes. */
export function createMarkedReader(mark: string): {
  add(chunk: Buffer): void;
  result(): MarkedOutput;
} {
  const begin = Buffer.from(`${SEPARATOR}${mark}:begin${SEPARATOR}`);
  const end = Buffer.from(`${SEPARATOR}${mark}:end:`);
  let before = Buffer.alloc(0);
  let hasBegun = false;
  const pieces: Buffer[] = [];
  return {
    add(chunk) {
      if (hasBegun) {
        pieces.push(chunk);
        return;
      }
      before = Buffer.concat([before, chunk]);
      const at = before.indexOf(begin);
      if (at >= 0) {
        hasBegun = true;
        pieces.push(before.subarray(at + begin.length));
      } else {
        before = before.subarray(-MARK_LENGTH);
      }
    },
    result() {
      if (!hasBegun) return { hasBegun, output: Buffer.alloc(0) };
      const all = Buffer.concat(pieces);
      pieces.splice(0, pieces.length, all);
      const at = all.indexOf(end);
      const digits = at < 0 ? -1 : all.indexOf(SEPARATOR, at + end.length);
      if (digits < 0) return { hasBegun, output: unixLines(all) };
      const exitCode = Number(all.toString("latin1", at + end.length, digits));
      return { hasBegun, output: unixLines(all.subarray(0, at)), exitCode };
    },
  };
}

/** A terminal writes CR LF where the program wrote LF. */
function unixLines(output: Buffer): Buffer {
  return Buffer.from(output.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
