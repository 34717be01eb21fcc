import type { Endpoint, Json } from "./model.js";

/** Ways to be allowed, each all that is needed together: `/vms/{vmid} VM.Audit`. */
export type Needs = ReadonlySet<string>[];

/** What a caller needs for an endpoint; any one of the sets will do. */
export function permissionNeeds({ permissions }: Endpoint): Needs {
  if (!permissions) return [new Set(["root@pam"])];
  if (permissions.check) return needsOf(permissions.check);
  // neither a check nor a user: the endpoint's own code decides
  return [new Set(permissions.user === undefined ? ["decided in code"] : [])];
}

/** Whether a caller who was allowed may be refused now. */
export function needsMore(before: Needs, after: Needs): boolean {
  return before.some((had) => !after.some((needed) => [...needed].every((one) => had.has(one))));
}

function needsOf(check: Json): Needs {
  if (!Array.isArray(check)) return [new Set([JSON.stringify(check)])];
  const [kind, ...rest] = check;
  if (kind === "or") return rest.flatMap(needsOf);
  if (kind === "and") return rest.map(needsOf).reduce(together, [new Set<string>()]);
  const [path, privileges, ...options] = rest;
  if (kind !== "perm" || !Array.isArray(privileges)) return [new Set([JSON.stringify(check)])];
  const each = privileges.map((privilege) => `${String(path)} ${String(privilege)}`);
  const isAny = options[options.indexOf("any") + 1] && options.includes("any");
  return isAny ? each.map((one) => new Set([one])) : [new Set(each)];
}

function together(one: Needs, other: Needs): Needs {
  return one.flatMap((a) => other.map((b) => new Set([...a, ...b])));
}
