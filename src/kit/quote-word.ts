/**
 * One word for a POSIX shell, whatever it holds.
 *
 * @throws Error for a NUL, which no word can hold
 */
export function quoteWord(word: string): string {
  if (word.includes("\0")) throw new Error("a word of a command can't hold a NUL character");
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}
