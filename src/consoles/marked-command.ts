import { quoteWords } from "../kit/quote-word.js";

/**
 * A line for a shell behind a terminal that prints the command's output between marks, its exit code
 * in the second. The marks begin with a control character, so that the echo of the line, in which it
 * is spelt out, holds none.
 */
export function markedLine(words: readonly string[], mark: string): string {
  const begin = `printf '\\036${mark}:begin\\036'`;
  const end = `printf '\\036${mark}:end:%s\\036' "$?"`;
  return ` ${begin}; (exec ${quoteWords(words)}) </dev/null; ${end}\n`;
}

/** A line that prints the second mark alone: whoever reads it is the shell again. */
export function endLine(mark: string): string {
  return ` printf '\\036${mark}:end:%s\\036' 130\n`;
}
