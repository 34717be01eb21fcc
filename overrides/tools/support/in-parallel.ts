/** Runs something for each entry, at most `width` at a time; the results in the entries' order. */
export async function inParallel<T, R>(
  entries: readonly T[],
  width: number,
  run: (entry: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const waiting = entries.entries();
  const work = async () => {
    for (const [index, entry] of waiting) results.set(index, await run(entry));
  };
  await Promise.all(Array.from({ length: Math.min(width, entries.length) }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
