import type { East } from "./east.js";

export const west: Exclude<"east" | "west", East> = "west";
