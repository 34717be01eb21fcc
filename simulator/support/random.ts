import { createHash } from "node:crypto";
import type { State } from "../state/state.js";

/** The next made-up number of a cluster, 0 to below 1 (mulberry32). */
export function random(state: Pick<State, "seed">): number {
  state.seed = (state.seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function hexDigits(state: Pick<State, "seed">, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random(state) * 16).toString(16)).join("");
}

/** Under Proxmox's own prefix. */
export function randomMac(state: State): string {
  const prefix = String(state.options["mac_prefix"] ?? "BC:24:11");
  const rest = Array.from({ length: 6 - prefix.split(":").length }, () => hexDigits(state, 2));
  return [prefix, ...rest].join(":").toUpperCase();
}

export function randomUuid(state: Pick<State, "seed">): string {
  const variant = "89ab"[Math.floor(random(state) * 4)];
  const groups = [
    hexDigits(state, 8),
    hexDigits(state, 4),
    `4${hexDigits(state, 3)}`,
    `${variant}${hexDigits(state, 3)}`,
    hexDigits(state, 12),
  ];
  return groups.join("-");
}

/** SHA-1 of anything that JSON can hold: what Proxmox hands out to detect concurrent changes. */
export function digestOf(value: unknown): string {
  return createHash("sha1").update(JSON.stringify(value)).digest("hex");
}
