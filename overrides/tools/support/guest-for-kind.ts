import type { EndpointRef, Guest, KeysOf, ToolContext } from "../../../src/tools/define.js";

/** Of a pair of guest endpoints, the one for this guest. */
export function forKind<R extends Extract<EndpointRef, `${string}{kind}${string}`>>(
  ref: R,
  { kind }: Guest,
): KeysOf<R> {
  return ref.replace("{kind}", kind) as KeysOf<R>;
}

/** What names a guest in a path. */
export function pathOf({ node, vmid }: Guest): { node: string; vmid: number } {
  return { node, vmid };
}

/** The guest of a tool whose endpoints are all about one. */
export function requireGuest({ guest, refuse }: ToolContext): Guest {
  if (!guest) throw refuse("vmid: missing");
  return guest;
}
