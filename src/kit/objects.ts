/** Anything with keys: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy with its keys in code-point order, at every depth: what makes generated files stable. */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)])) as T;
}

/** Code-point order, the same on every machine and in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `Object.fromEntries(Object.entries(…).map(…))` for the values alone. */
export function mapValues<V, W>(
  record: Record<string, V>,
  change: (value: V, key: string) => W,
): Record<string, W> {
  const changed: Record<string, W> = {};
  for (const [key, value] of Object.entries(record)) {
    // assigning to this one would set the prototype
    if (key === "__proto__") return Object.fromEntries(changedEntries(record, change));
    changed[key] = change(value, key);
  }
  return changed;
}

function changedEntries<V, W>(
  record: Record<string, V>,
  change: (value: V, key: string) => W,
): [string, W][] {
  return Object.entries(record).map(([key, value]) => [key, change(value, key)]);
}

/** What an object itself holds under a name: `constructor` and `__proto__` are nobody's. */
export function ownValue<T>(
  record: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
