import type { EndpointKey, ParameterNames } from "../../generated/surface/refs.js";
import type { Loss, ParameterTier, Tier } from "../../src/schema/catalogue.js";
import type { Method } from "../../src/schema/model.js";

/**
 * What Proxmox itself asks of a caller:
 * - `anyone`: any user, without a word on what they get to see;
 * - `filtered`: any user, and the code decides what they get to see;
 * - `audit`: privileges for looking are enough (`VM.Audit`, `Sys.Syslog` …);
 * - `more`: it takes a privilege for doing something;
 * - `root`: only root@pam.
 */
export type Clearance = "anyone" | "filtered" | "audit" | "more" | "root";

/** Which endpoints a rule is about: those that fit all that is given. */
export interface Match {
  methods?: readonly Method[];
  /** `*` is any text inside one segment; a segment `**` is any number of them, none included. */
  paths?: readonly string[];
  /** As `areaOf` names them; `nodes-qemu` has nothing of `nodes-qemu-agent`. */
  areas?: readonly string[];
  clearances?: readonly Clearance[];
}

export interface TierRule extends Match {
  tier: Tier;
  /** Why, in words that complete "it needs tier X because it …". */
  reason: string;
}

/** What is lost by the endpoints that it fits. */
export type LossRule = Match &
  Loss & { /** Paths that it isn't about. */ except?: readonly string[] };

/** By endpoint of the newest release, so that one which went becomes a compile error. */
export type ByEndpoint<T> = { readonly [K in EndpointKey]?: T };

export type TierExceptions = ByEndpoint<{ tier: Tier; reason: string }>;

export type ParameterRules = {
  readonly [K in EndpointKey]?: { readonly [N in ParameterNames[K]]?: ParameterTier };
};

/**
 * Fields of an answer that hold a secret although the rest is harmless; `{secret}` is every field that is
 * named like one.
 */
export type HiddenFields = ByEndpoint<{ fields: readonly string[]; reason: string }>;

/** A field of these endpoints' answers that sounds like a secret and is none. */
export type HarmlessField = Match & { field: string /** What it is. */; reason: string };
