import { allowsGuest, type GuestFacts, type GuestRules, tagsOf } from "./guest-rules.js";
import { type Named, namedIn } from "./named.js";
import type { Subject } from "./subject.js";
import { changesNoGuest, howToName, mayTouchOthers, readsItsGuest } from "./touches.js";

/** What may be changed. */
export interface Scope {
  guests?: GuestRules;
  nodes?: readonly string[];
  storages?: readonly string[];
  /** Others can't be read either. */
  read?: boolean;
}

/** What the cluster says of guests and of the disks of one. */
export interface ScopeFacts {
  /** Undefined: there is no such guest. */
  guest(vmid: number): (GuestFacts & { node?: string }) | undefined;
  /** The storages of a guest's disks, where the request may write to them. */
  disks: readonly string[];
}

/** Whether a request is to be judged at all. */
export function isScoped(scope: Scope | undefined, { changes }: Subject): scope is Scope {
  return scope !== undefined && (changes || scope.read === true);
}

/** Why a request is out of scope; undefined where it isn't. */
export function outOfScope(scope: Scope, subject: Subject, facts: ScopeFacts): string | undefined {
  const named = namedIn(subject.parameters);
  const guests = guestsOf(subject, named);
  return (
    guestReason(scope, subject, guests, facts) ??
    nodeReason(scope, subject, named, guests, facts) ??
    storageReason(scope, subject, named, facts)
  );
}

/** A clone reads its guest and makes another. */
function guestsOf({ endpoint, parameters, changes }: Subject, { guests }: Named): number[] {
  if (!changes || !readsItsGuest(endpoint)) return [...guests];
  const { vmid: _, ...others } = parameters;
  return [...namedIn(others).guests];
}

function guestReason(
  { guests: rules }: Scope,
  subject: Subject,
  guests: readonly number[],
  facts: ScopeFacts,
): string | undefined {
  if (!rules) return undefined;
  const others = guests.filter((vmid) => !allowsGuest(rules, factsOf(vmid, subject, facts)));
  const scope = `only guests ${rules.text} are in scope`;
  if (others.length > 0) {
    const verb = others.length === 1 ? "guest" : "guests";
    return `${verb} ${others.slice(0, 10).join(", ")}: ${scope}`;
  }
  if (!subject.changes) return undefined;
  const all = howToName(subject);
  if (all !== undefined) return `it would touch guests out of scope (${scope}): ${all}`;
  if (mayTouchOthers(subject.endpoint)) return `it may be about other guests too, and ${scope}`;
  if (guests.length > 0 || changesNoGuest(subject)) return undefined;
  return `it isn't about a guest, and ${scope}`;
}

/** A guest that doesn't exist yet has the tags and the pool that the request gives it. */
function factsOf(vmid: number, { parameters }: Subject, facts: ScopeFacts): GuestFacts {
  const known = facts.guest(vmid);
  if (known) return known;
  const { pool, tags } = parameters;
  return { vmid, tags: tagsOf(tags), ...(typeof pool === "string" && { pool }) };
}

function nodeReason(
  { nodes: allowed }: Scope,
  { changes }: Subject,
  named: Named,
  guests: readonly number[],
  facts: ScopeFacts,
): string | undefined {
  if (!allowed) return undefined;
  const ofGuests = guests.flatMap((vmid) => facts.guest(vmid)?.node ?? []);
  const nodes = new Set([...named.nodes, ...ofGuests]);
  const others = [...nodes].filter((node) => !allowed.includes(node));
  const scope = `only ${allowed.join(", ")} ${allowed.length === 1 ? "is" : "are"} in scope`;
  if (others.length > 0) return `node ${others.join(", ")}: ${scope}`;
  return changes && nodes.size === 0 ? `it concerns the whole cluster, and ${scope}` : undefined;
}

function storageReason(
  { storages: allowed }: Scope,
  { endpoint, changes }: Subject,
  named: Named,
  { disks }: ScopeFacts,
): string | undefined {
  if (!allowed) return undefined;
  const others = [...named.storages, ...disks].filter((name) => !allowed.includes(name));
  const scope = `only ${allowed.join(", ")} ${allowed.length === 1 ? "is" : "are"} in scope`;
  if (others.length > 0) return `storage ${[...new Set(others)].join(", ")}: ${scope}`;
  const below = /^\S+ \/nodes\/\{node\}\/(?:disks|ceph)\b/.test(endpoint);
  return changes && below ? `it changes what storages are made of, and ${scope}` : undefined;
}
