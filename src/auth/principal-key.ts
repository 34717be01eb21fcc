import { createHash } from "node:crypto";
import type { Principal } from "./principal.js";

/** Two with the same key are the same caller with the same rights. A login stands in it unreadably. */
export function principalKey(principal: Principal): string {
  return createHash("sha256").update(JSON.stringify(principal)).digest("base64url");
}
