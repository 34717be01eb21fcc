import { isObject } from "../../kit/objects.js";

/** Bytes of a value as JSON. */
export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

/** What was cut, each as a path such as `config.description` or `[3].notes`. */
export type Cuts = string[];

/**
 * A copy that takes at most so many bytes as JSON: texts are cut, lists end early, and where a
 * few fields are large they share the room that the small ones leave.
 *
 * @param cuts gets the path of each part that is no longer whole
 */
export function shrink(value: unknown, room: number, cuts: Cuts, path = ""): unknown {
  if (sizeOf(value) <= room) return value;
  if (typeof value === "string") {
    cuts.push(path || "data");
    return cutBytes(value, room - 2);
  }
  if (Array.isArray(value)) return shrinkList(value, room, cuts, path);
  if (isObject(value)) return shrinkFields(value, room, cuts, path);
  return value;
}

/** How many entries fit from the start. */
export function countWithin(entries: readonly unknown[], room: number): number {
  let used = 2;
  for (const [index, entry] of entries.entries()) {
    used += sizeOf(entry) + 1;
    if (used > room) return index;
  }
  return entries.length;
}

function shrinkList(entries: unknown[], room: number, cuts: Cuts, path: string): unknown[] {
  cuts.push(path || "data");
  const count = countWithin(entries, room);
  if (count > 0) return entries.slice(0, count);
  return room < LEAST ? [] : [shrink(entries[0], room - 3, cuts, `${path}[0]`)];
}

/** Less room than this isn't worth a part of a value. */
const LEAST = 32;

function shrinkFields(
  value: Record<string, unknown>,
  room: number,
  cuts: Cuts,
  path: string,
): Record<string, unknown> {
  const sizes = Object.entries(value).map(
    ([key, entry]) => [key, sizeOf(key) + 2, sizeOf(entry)] as const,
  );
  const kept = new Map<string, unknown>();
  let left = room - 2;
  const bySize = [...sizes].sort((a, b) => a[1] + a[2] - (b[1] + b[2]));
  for (const [index, [key, name, size]] of bySize.entries()) {
    const share = Math.floor(left / (bySize.length - index)) - name;
    if (share < Math.min(size, LEAST)) continue;
    const entry = size <= share ? value[key] : shrink(value[key], share, cuts, join(path, key));
    kept.set(key, entry);
    left -= name + Math.min(size, sizeOf(entry));
  }
  if (kept.size < sizes.length) cuts.push(path || "data");
  return Object.fromEntries(
    sizes.filter(([key]) => kept.has(key)).map(([key]) => [key, kept.get(key)]),
  );
}

function join(path: string, key: string): string {
  const name = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return path === "" ? name : `${path}.${name}`;
}

/** A text, or what fits of its start, in so many bytes as JSON writes it. */
export function cutBytes(text: string, room: number): string {
  if (text.length <= room && sizeOf(text) - 2 <= room) return text;
  let cut = text.slice(0, Math.max(0, room));
  for (;;) {
    const over = sizeOf(`${cut}…`) - 2 - room;
    if (over <= 0 || cut === "") return room < 3 ? "" : `${cut}…`;
    // one character takes 12 bytes at most, where it is written as an escape
    cut = cut.slice(0, Math.min(cut.length - 1, cut.length - Math.ceil(over / 12)));
  }
}
