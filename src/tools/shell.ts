/**
 * A command as one would type it behind another's `--`: a list is a program and its arguments, a
 * text of several words is a line for the shell itself.
 */
export function shellCommand(command: unknown): string {
  const words = Array.isArray(command) ? command.map(String) : [String(command)];
  const [only = ""] = words;
  if (words.length === 1 && /\s/.test(only)) return `sh -c ${shellWord(only)}`;
  return words.map(shellWord).join(" ");
}

/** One word, quoted where the shell would read it otherwise. */
export function shellWord(word: unknown): string {
  const text = String(word);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
