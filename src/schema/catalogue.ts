import type { EndpointKey, PermissionCheck } from "./model.js";

/** How far a caller is trusted; each tier includes those before it. */
export const TIERS = ["read", "operate", "elevated"] as const;

export type Tier = (typeof TIERS)[number];

export function isTier(value: unknown): value is Tier {
  return TIERS.includes(value as Tier);
}

/** The one that allows less. */
export function lowerTier(one: Tier, other: Tier): Tier {
  return reaches(one, other) ? other : one;
}

/** Whether a caller trusted up to `access` may do what needs `tier`. */
export function reaches(access: Tier, tier: Tier): boolean {
  return TIERS.indexOf(access) >= TIERS.indexOf(tier);
}

/** A parameter that asks for more trust than its endpoint. */
export interface ParameterTier {
  tier: Tier;
  /** Sent in place of the caller's below the tier. Without one, giving the parameter is refused. */
  harmlessValue?: string | number | boolean;
  reason: string;
}

/** A parameter's value: `on` and `off` as Proxmox reads flags. */
export type Condition =
  | "on"
  | "off"
  | "unless on"
  | "unless off"
  | "given"
  | "absent"
  | { /** A regular expression that its text fits. */ matches: string };

/** What a request loses, replaces, revokes, opens or hands out. */
export type Loss = {
  /** Only where these parameters have such values. */
  when?: Readonly<Record<string, Condition>>;
  /** The tier from which it can happen: below it, policy sends a harmless value. */
  tier?: Tier;
} & (
  | {
      /** Follows "it"; `{name}` stands for a parameter's value, `{*}` for the path. */
      what: string;
    }
  | {
      /** A parameter that lists names; each is of the first kind that it fits. */
      each: string;
      kinds: readonly { /** A regular expression. */ fits?: string; what: string }[];
    }
  | {
      /** Each parameter replaces the value that is there, but for these and those of the path. */
      replaces: { except: readonly string[] };
    }
);

/** What search, describe, policy and diff need to know about an endpoint. */
export interface CatalogueEntry {
  /** Our one-line description. */
  line: string;
  area: string;
  tier: Tier;
  /** A GET that does more than read. */
  acts?: true;
  /** Something is lost unless parameters prevent it. */
  destructive?: true;
  /** What is lost by which parameters. */
  losses?: readonly Loss[];
  /** Why it has its tier. */
  reason: string;
  /** Privileges in words: `VM.Audit on /vms/{vmid}`. */
  privileges: string;
  /** What Proxmox's code asks beyond the schema's own check, or shows answers by. */
  checks?: readonly PermissionCheck[];
  /** `root`: only root@pam with a ticket; `ticket`: any user, but no API token. */
  login?: "root" | "ticket";
  /** May answer with a UPID. */
  task?: true;
  /** First release that has it; absent where the oldest known one does. */
  since?: string;
  /** Last release that has it; absent where the newest does. */
  until?: string;
  parameters?: Readonly<Record<string, ParameterTier>>;
  /** Fields of the answer that hold a secret: only `elevated` sees them. */
  hidden?: readonly string[];
}

export interface Catalogue {
  /** The release for which typed code was generated. */
  release: string;
  /** All known releases, oldest first. */
  releases: string[];
  endpoints: Record<EndpointKey, CatalogueEntry>;
}
