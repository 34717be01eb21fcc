import type { Api } from "./model.js";
import { toJavaScriptPattern } from "./pattern.js";
import { patternCost } from "./pattern-cost.js";

/** Ways that a matcher may try on a value: some milliseconds. */
const MOST_WAYS = 10_000_000;

/** No value with a pattern is longer, but for keys and certificates, whose patterns ship. */
const LENGTH = 1_000;

/**
 * A description without the patterns that could hold up the process: it comes from a node, which may be
 * hostile. What stands in `known` is Proxmox's own, and stays. Without its pattern a value is checked by
 * Proxmox alone.
 */
export function withBoundedPatterns(api: Api, known: ReadonlySet<string>): Api {
  return JSON.parse(
    JSON.stringify(api, (key, value: unknown) =>
      key === "pattern" && typeof value === "string" && !known.has(value) && !isBounded(value)
        ? undefined
        : value,
    ),
  ) as Api;
}

/** All patterns of a description. */
export function patternsOf(api: Api): Set<string> {
  const patterns = new Set<string>();
  JSON.stringify(api, (key, value: unknown) => {
    if (key === "pattern" && typeof value === "string") patterns.add(value);
    return value;
  });
  return patterns;
}

function isBounded(pattern: string): boolean {
  try {
    return patternCost(toJavaScriptPattern(pattern).source, LENGTH) <= MOST_WAYS;
  } catch {
    return false;
  }
}
