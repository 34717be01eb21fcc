import type { Guest } from "./guest-state.js";

/** Makes what waited for the next start part of the configuration. */
export function applyPending(guest: Guest): void {
  for (const [key, value] of guest.pending) {
    if (value === null) delete guest.config[key];
    else guest.config[key] = value;
  }
  guest.pending.clear();
}
