import type { Facts } from "./facts.js";
import type { Description } from "./sources.js";

/** One fact that differs: where, what, and its value on each side. */
export interface Difference {
  endpoint: string;
  /** `parameters net[n].tag`, `returns `, `endpoint`; empty for the endpoint as a whole. */
  place: string;
  keyword: string;
  before: string | undefined;
  after: string | undefined;
}

/** Every fact that two descriptions don't share. */
export function differences(before: Description, after: Description): Difference[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((endpoint) => {
    const [old, now] = [before.get(endpoint), after.get(endpoint)];
    if (old && now) return ofEndpoint(endpoint, old, now);
    const whole = { endpoint, place: "", keyword: now ? "added" : "removed" };
    return [{ ...whole, before: old && "there", after: now && "there" }];
  });
}

function ofEndpoint(endpoint: string, before: Facts, after: Facts): Difference[] {
  const places = new Set([...before.keys(), ...after.keys()]);
  return [...places].flatMap((place): Difference[] => {
    const [old, now] = [before.get(place), after.get(place)];
    if (!old || !now) {
      const keyword = now ? "added" : "removed";
      return [{ endpoint, place, keyword, before: old && "there", after: now && "there" }];
    }
    const keywords = new Set([...old.keys(), ...now.keys()]);
    return [...keywords]
      .filter((keyword) => old.get(keyword) !== now.get(keyword))
      .map((keyword) => ({
        endpoint,
        place,
        keyword,
        before: old.get(keyword),
        after: now.get(keyword),
      }));
  });
}

export function show({ endpoint, place, keyword, before, after }: Difference): string {
  return `${endpoint}  ${place}  ${keyword}: ${before ?? "nothing"} → ${after ?? "nothing"}`;
}
