import type { EndpointKey } from "./model.js";

/** Where words for a parameter of this endpoint may stand, most specific first. */
export function scopesOf(key: EndpointKey): string[] {
  const segments = key.slice(key.indexOf("/") + 1).split("/");
  const prefixes = segments.map((_, index) => `/${segments.slice(0, index + 1).join("/")}`);
  return [key, ...prefixes.reverse(), "*"];
}
