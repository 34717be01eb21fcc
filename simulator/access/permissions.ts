import type { State } from "../state/state.js";
import type { AclEntry } from "./access-state.js";

/** Who sent a request. */
export interface Identity {
  /** `admin@pve` */
  user: string;
  /** `mcp`, when an API token was used. */
  token?: string;
  /** `admin@pve` or `admin@pve!mcp`: what root-only checks and the task list go by. */
  id: string;
}

/** A privilege, and whether it also holds below the path. */
export type Privileges = Map<string, boolean>;

export interface Access {
  identity: Identity;
  /** The same privileges on every path. */
  isUniform: boolean;
  privileges(path: string): Privileges;
  has(path: string, privilege: string): boolean;
  hasAny(path: string, privileges: readonly string[]): boolean;
}

const ROOT = "root@pam";

/** Turns `//vms/100/` into `/vms/100`; undefined where Proxmox sees no path in it. */
export function normalizePath(path: string): string | undefined {
  const trimmed = path.replace(/\/+/g, "/").replace(/\/$/, "") || "/";
  const absolute = trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
  return /^[A-Za-z0-9.\-_/]+$/.test(absolute) ? absolute : undefined;
}

/** What one identity may do, worked out once a path. */
export function createAccess(state: State, identity: Identity): Access {
  const owner =
    identity.token === undefined ? undefined : { user: identity.user, id: identity.user };
  const ownerAccess = owner && createAccess(state, owner);
  const cache = new Map<string, Privileges>();
  const byRoles = new Map<string, Privileges>();
  const entries = groupByPath(state, identity.id);
  let poolRoles: Map<string, string[]> | undefined;

  function compute(path: string): Privileges {
    if (identity.id === ROOT) return everything(state);
    if (identity.token !== undefined && ownerAccess) {
      const token = state.access.users.get(identity.user)?.tokens.get(identity.token);
      if (!token) return new Map();
      const owned = ownerAccess.privileges(path);
      if (!token.privsep) return owned;
      return intersect(owned, ofRoles(path));
    }
    return ofRoles(path);
  }

  function ofRoles(path: string): Privileges {
    const roles = rolesOn(entries, path);
    poolRoles ??= rolesOfPools(state, entries);
    for (const role of poolRoles.get(path) ?? []) if (!roles.has(role)) roles.set(role, true);
    // Thousands of guests share a handful of combinations of roles.
    const key = [...roles].join(";");
    const known = byRoles.get(key) ?? privilegesOfRoles(state, roles);
    byRoles.set(key, known);
    return known;
  }

  // Whoever has only propagated roles on `/`, as administrators do, has the same on every path.
  const isUniform =
    identity.id === ROOT || ((ownerAccess?.isUniform ?? true) && isOnlyOnRoot(entries));

  function privileges(path: string): Privileges {
    const place = isUniform ? "/" : path;
    const known = cache.get(place);
    if (known) return known;
    const computed = compute(place);
    cache.set(place, computed);
    return computed;
  }

  return {
    identity,
    isUniform,
    privileges,
    has: (path, privilege) => privileges(path).has(privilege),
    hasAny: (path, names) => names.some((name) => privileges(path).has(name)),
  };
}

/** No entry lies deeper than `/`, and those there propagate. */
function isOnlyOnRoot(entries: Map<string, PathEntries>): boolean {
  const root = entries.get("/");
  if (entries.size > (root ? 1 : 0)) return false;
  return !root || [...root.own, ...root.group].every((entry) => entry.propagate);
}

function privilegesOfRoles(state: State, roles: ReadonlyMap<string, boolean>): Privileges {
  const privileges: Privileges = new Map();
  if (roles.has("NoAccess")) return privileges;
  for (const [role, propagate] of roles) {
    for (const privilege of state.access.roles.get(role)?.privileges ?? []) {
      privileges.set(privilege, privileges.get(privilege) || propagate);
    }
  }
  return privileges;
}

function everything(state: State): Privileges {
  const all = state.access.roles.get("Administrator")?.privileges ?? [];
  return new Map([...all].map((privilege) => [privilege, true]));
}

function intersect(a: Privileges, b: Privileges): Privileges {
  const both: Privileges = new Map();
  for (const [privilege, propagate] of b) {
    const other = a.get(privilege);
    if (other !== undefined) both.set(privilege, other && propagate);
  }
  return both;
}

/** What one path says about an identity: its own entries beat those of its groups. */
interface PathEntries {
  own: AclEntry[];
  group: AclEntry[];
}

function groupByPath(state: State, id: string): Map<string, PathEntries> {
  const byPath = new Map<string, PathEntries>();
  for (const entry of state.access.acl) {
    const isOwn = entry.type !== "group" && entry.subject === id;
    const isGroup =
      entry.type === "group" && state.access.groups.get(entry.subject)?.members.has(id) === true;
    if (!isOwn && !isGroup) continue;
    const at = byPath.get(entry.path) ?? { own: [], group: [] };
    (isOwn ? at.own : at.group).push(entry);
    byPath.set(entry.path, at);
  }
  return byPath;
}

/** Walks down the path; what a deeper level says replaces what came from above. */
function rolesOn(entries: Map<string, PathEntries>, path: string): Map<string, boolean> {
  let roles = new Map<string, boolean>();
  for (const step of stepsTo(path)) {
    const at = entries.get(step);
    if (!at) continue;
    const isFinal = step === path;
    const counts = (entry: AclEntry) => isFinal || entry.propagate;
    const own = at.own.filter(counts);
    const chosen = own.length > 0 ? own : at.group.filter(counts);
    if (chosen.length > 0) roles = new Map(chosen.map((entry) => [entry.role, entry.propagate]));
  }
  return roles.has("NoAccess") ? new Map([["NoAccess", true]]) : roles;
}

/** `/`, `/vms` and `/vms/100` of `/vms/100`. */
function stepsTo(path: string): string[] {
  const steps = ["/"];
  for (let slash = path.indexOf("/", 1); slash > 0; slash = path.indexOf("/", slash + 1)) {
    steps.push(path.slice(0, slash));
  }
  if (path !== "/") steps.push(path);
  return steps;
}

/** A role on a pool holds on its guests and storages. */
function rolesOfPools(state: State, entries: Map<string, PathEntries>): Map<string, string[]> {
  const byPath = new Map<string, string[]>();
  if (entries.size === 0) return byPath;
  for (const [name, pool] of state.pools) {
    const roles = [...rolesOn(entries, `/pool/${name}`).keys()];
    if (roles.length === 0) continue;
    for (const vmid of pool.guests) byPath.set(`/vms/${vmid}`, roles);
    for (const storage of pool.storages) byPath.set(`/storage/${storage}`, roles);
  }
  return byPath;
}
