import type { EndpointKey, Json, PermissionCheck } from "../schema/model.js";

/** An endpoint that a role is to be enough for. */
export interface NeededEndpoint {
  key: EndpointKey;
  /** The schema's own check, what the code asks beyond it, and what its answer shows only with. */
  checks: readonly PermissionCheck[];
  /** Only root@pam with its password may call it, whatever the role. */
  rootOnly?: true;
}

export interface Role {
  /** Sorted. */
  privileges: string[];
  /** Which endpoints need each of them. */
  reasons: ReadonlyMap<string, readonly EndpointKey[]>;
  /** What no role is enough for. */
  rootOnly: EndpointKey[];
}

/**
 * The privileges that are enough for endpoints, given on one path that is above all they are about. Of
 * alternatives the one is taken that adds least to what others need anyway.
 */
export function roleFor(endpoints: readonly NeededEndpoint[]): Role {
  const reasons = new Map<string, EndpointKey[]>();
  const add = (privilege: string, key: EndpointKey) => {
    const keys = reasons.get(privilege) ?? [];
    if (!keys.includes(key)) reasons.set(privilege, [...keys, key]);
  };
  const open: { key: EndpointKey; ways: string[][] }[] = [];
  for (const { key, checks } of endpoints) {
    for (const check of checks) {
      const ways = waysOf(check);
      if (ways.length === 1) for (const privilege of ways[0] ?? []) add(privilege, key);
      else open.push({ key, ways });
    }
  }
  // what leaves least to choose first, so that the rest may fit into what is there
  open.sort((a, b) => a.ways.length - b.ways.length);
  for (const { key, ways } of open) {
    const missing = (way: string[]) => way.filter((privilege) => !reasons.has(privilege)).length;
    const [first, ...others] = ways;
    const best = others.reduce((a, b) => (missing(b) < missing(a) ? b : a), first ?? []);
    for (const privilege of best) add(privilege, key);
  }
  return {
    privileges: [...reasons.keys()].sort(),
    reasons,
    rootOnly: endpoints.filter(({ rootOnly }) => rootOnly).map(({ key }) => key),
  };
}

/** Each set of privileges that is enough; one empty set where none is needed. */
export function waysOf(check: Json): string[][] {
  if (!Array.isArray(check)) return [[]];
  const [kind, ...rest] = check;
  if (kind === "or") return unique(rest.flatMap(waysOf));
  if (kind === "and") {
    return unique(
      rest
        .map(waysOf)
        .reduce(
          (all, ways) => all.flatMap((a) => ways.map((b) => [...new Set([...a, ...b])])),
          [[]],
        ),
    );
  }
  if (kind === "perm") {
    const [, privileges, ...options] = rest;
    const names = [privileges].flat().map(String);
    return options.includes("any") ? names.map((name) => [name]) : [[...new Set(names)]];
  }
  if (kind === "perm-modify") return [["Permissions.Modify"]];
  if (kind === "userid-param") return rest[0] === "self" ? [[]] : [[String(rest[0])]];
  if (kind === "userid-group") return [[rest[0]].flat().map(String)];
  return [[]];
}

function unique(ways: string[][]): string[][] {
  const seen = new Map(ways.map((way) => [[...way].sort().join(), way]));
  return [...seen.values()];
}
