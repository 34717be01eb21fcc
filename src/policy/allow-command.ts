/**
 * Whether a command begins with the words of one of these patterns. `*` in a word is any text:
 * `zpool status` allows `zpool status -v`, `apt-*` allows `apt-get` with whatever follows.
 */
export function allowsCommand(patterns: readonly string[], words: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const wanted = pattern.split(/\s+/).filter((word) => word !== "");
    return wanted.length > 0 && wanted.every((word, index) => fits(word, words[index]));
  });
}

/** Goes through the parts between the stars from left to right: no pattern makes it slow. */
function fits(pattern: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return word === first;
  if (!word.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = word.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return word.length - last.length >= from && word.endsWith(last);
}
