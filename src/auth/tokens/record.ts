import { isObject } from "../../kit/objects.js";
import { parseGuestRules } from "../../policy/scope/guest-rules.js";
import type { Scope } from "../../policy/scope/scope.js";
import { isTier, type Tier } from "../../schema/catalogue.js";
import type { Principal } from "../principal.js";
import type { KeptSecret } from "./token.js";

/** A caller's token as its file keeps it: what it may do, and nothing from which it can be made. */
export interface TokenRecord extends KeptSecret {
  name: string;
  access: Tier;
  /** As in PROXMOX_GUESTS. */
  guests?: string;
  nodes?: string[];
  storages?: string[];
  scopeRead?: boolean;
  toolsets?: string[];
  tools?: string[];
  excludeTools?: string[];
  clusters?: string[];
  /** Requests a minute. */
  rate?: number;
  /** ISO 8601, UTC. */
  created: string;
  expires?: string;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value !== "";
const isList: Check = (value) => Array.isArray(value) && value.every(isText);
const isTime: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value as string));
const isGuests: Check = (value) => isText(value) && isRules(value as string);
const isHash: Check = (value) => typeof value === "string" && /^[\w-]{43}$/.test(value);
const isCount: Check = (value) => Number.isInteger(value) && (value as number) > 0;

const REQUIRED: Readonly<Record<string, Check>> = {
  name: isText,
  id: isText,
  salt: isText,
  hash: isHash,
  access: isTier,
  created: isTime,
};

const OPTIONAL: Readonly<Record<string, Check>> = {
  guests: isGuests,
  nodes: isList,
  storages: isList,
  scopeRead: (value) => typeof value === "boolean",
  toolsets: isList,
  tools: isList,
  excludeTools: isList,
  clusters: isList,
  rate: isCount,
  expires: isTime,
};

/**
 * A field that can't be read, or isn't known, might have narrowed what the token may do.
 *
 * @returns the name of the field at fault; undefined where all is right
 */
export function recordProblem(value: unknown): string | undefined {
  if (!isObject(value)) return "it";
  const wrong = Object.entries(REQUIRED).find(([key, check]) => !check(value[key]));
  if (wrong) return wrong[0];
  return Object.keys(value).find((key) => {
    const check = REQUIRED[key] ?? (Object.hasOwn(OPTIONAL, key) ? OPTIONAL[key] : undefined);
    return !check?.(value[key]);
  });
}

export function principalOf(record: TokenRecord): Principal {
  const { name, access, toolsets, tools, excludeTools, clusters, rate } = record;
  const scope = scopeOf(record);
  return {
    name: `token:${name}`,
    access,
    ...(scope && { scope }),
    ...(toolsets && { toolsets }),
    ...(tools && { tools }),
    ...(excludeTools && { excludeTools }),
    ...(clusters && { clusters }),
    ...(rate !== undefined && { rate }),
  };
}

function scopeOf({ guests, nodes, storages, scopeRead }: TokenRecord): Scope | undefined {
  if (guests === undefined && !nodes && !storages) return undefined;
  return {
    ...(guests !== undefined && { guests: parseGuestRules(guests) }),
    ...(nodes && { nodes }),
    ...(storages && { storages }),
    ...(scopeRead && { read: true }),
  };
}

function isRules(text: string): boolean {
  try {
    parseGuestRules(text);
    return true;
  } catch {
    return false;
  }
}
