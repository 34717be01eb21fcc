import type { Tier } from "../schema/catalogue.js";

/** What a console is opened for: looking takes less than the console itself, which lets type. */
export const CONSOLE_USES = {
  look: { tier: "operate", reason: "what a console shows may be secret" },
  type: { tier: "elevated", reason: "it types into a guest" },
} as const satisfies Record<string, { tier: Tier; reason: string }>;

export type ConsoleUse = keyof typeof CONSOLE_USES;
