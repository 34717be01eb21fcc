import { createHash } from "node:crypto";
import { parseGuestRules } from "../../policy/scope/guest-rules.js";
import type { Scope } from "../../policy/scope/scope.js";
import { TIERS, type Tier } from "../../schema/catalogue.js";
import type { Principal } from "../principal.js";

/** Which claim is about what; without a claim it isn't narrowed. */
export interface ClaimNames {
  guests?: string;
  nodes?: string;
  storages?: string;
  clusters?: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The scope that a client asks for to get that access. */
export const scopeOfTier = (tier: Tier) => `proxmox:${tier}`;

/** The token is good, and isn't for this. */
export type Unfit =
  | { reason: "scope" }
  /** A claim that can't be read might have narrowed what the token may do. */
  | { reason: "claim"; claim: string };

/** Who the bearer of a token is. @param claims of a token that was found to be good */
export function principalOfClaims(
  claims: Claims & { sub: string },
  names: ClaimNames,
): Principal | Unfit {
  const access = accessIn(claims["scope"] ?? claims["scp"]);
  if (!access) return { reason: "scope" };
  const read = { guests: guestsIn, nodes: listIn, storages: listIn, clusters: listIn };
  const found: Record<string, unknown> = {};
  for (const [subject, reader] of Object.entries(read)) {
    const claim = names[subject as keyof ClaimNames];
    if (claim === undefined || !Object.hasOwn(claims, claim)) continue;
    const value = reader(claims[claim]);
    if (value === undefined) return { reason: "claim", claim };
    found[subject] = value;
  }
  const { clusters, ...scope } = found as Scope & { clusters?: readonly string[] };
  return {
    name: `oauth:${printSubject(claims.sub)}`,
    access,
    ...(Object.keys(scope).length > 0 && { scope }),
    ...(clusters && { clusters }),
  };
}

/** The highest tier that is granted; scopes of others don't count. */
function accessIn(granted: unknown): Tier | undefined {
  const scopes = Array.isArray(granted) ? granted : String(granted ?? "").split(" ");
  return TIERS.findLast((tier) => scopes.includes(scopeOfTier(tier)));
}

/** A list, or a text with commas or blanks between; an empty one might mean none or all. */
function listIn(value: unknown): readonly string[] | undefined {
  const items = typeof value === "string" ? value.split(/[,\s]+/).filter(Boolean) : value;
  if (!Array.isArray(items) || items.length === 0) return undefined;
  return items.every((item) => typeof item === "string" && item.trim() !== "") ? items : undefined;
}

function guestsIn(value: unknown): Scope["guests"] {
  const items = listIn(value);
  try {
    return items && parseGuestRules(items.join(","));
  } catch {
    return undefined;
  }
}

/** A name for the log. What has to be changed for it gets a hash, so that no two become one. */
function printSubject(subject: string): string {
  if (/^[\w.@:+|/=-]{1,64}$/.test(subject)) return subject;
  const hash = createHash("sha256").update(subject).digest("base64url").slice(0, 16);
  return `${subject.replace(/[^\w.@:+|/=-]+/g, "_").slice(0, 40)}~${hash}`;
}
