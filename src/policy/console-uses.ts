import type { CatalogueEntry } from "../schema/catalogue.js";

/** What a console is opened for: looking takes less than the console itself, which lets type. */
export const CONSOLE_USES = {
  look: { tier: "operate", reason: "what a console shows may be secret", losses: [] },
  type: {
    tier: "elevated",
    reason: "it types into a guest",
    losses: [{ what: "types {typed} into guest {vmid}" }],
  },
} as const satisfies Record<string, Pick<CatalogueEntry, "tier" | "reason" | "losses">>;

export type ConsoleUse = keyof typeof CONSOLE_USES;
