import type { Endpoint, Json, PermissionCheck } from "./model.js";

/** What the schema doesn't say of an endpoint. */
export interface KnownChecks {
  /** In place of "anybody may call". */
  inCode?: PermissionCheck | undefined;
  /** Beyond the schema's check, where the request is about such things. */
  also?: PermissionCheck | undefined;
}

/**
 * A permissions expression in words: `VM.Clone on /vms/{vmid} and (VM.Allocate on /vms/{newid} or …)`.
 *
 * An endpoint without one may be called by root@pam only.
 */
export function describePermissions(
  { method, permissions }: Pick<Endpoint, "method" | "permissions">,
  { inCode, also }: KnownChecks = {},
): string {
  if (!permissions) return "root@pam only";
  const beyond = also ? `; for what it uses also ${describeCheck(also)}` : "";
  if (permissions.check) return `${describeCheck(permissions.check)}${beyond}`;
  if (permissions.user === "world") return "none, not even a login";
  if (inCode) return describeCheck(inCode);
  if (permissions.user !== "all") return "decided while it runs";
  return method === "GET"
    ? "any user; the answer shows what they may see"
    : "any user by its schema; Proxmox decides while it runs";
}

const DESCRIBE: Record<string, (rest: Json[]) => string> = {
  and: (rest) => join(rest, "and"),
  or: (rest) => join(rest, "or"),
  perm: ([path, privileges, ...options]) => `${privilegesOf(privileges, options)} on ${path}`,
  "perm-modify": ([path]) => `Permissions.Modify or its like on ${path}`,
  "userid-param": ([what]) => (what === "self" ? "the user itself" : `${what} on the user's realm`),
  "userid-group": ([privileges]) => `${privilegesOf(privileges, [])} on a group of the user`,
};

function describeCheck(check: PermissionCheck): string {
  const [kind, ...rest] = check;
  return DESCRIBE[kind]?.(rest) ?? JSON.stringify(check);
}

function join(checks: Json[], word: "and" | "or"): string {
  return checks
    .map((check) => {
      const inner = describeCheck(check as PermissionCheck);
      return / (and|or) /.test(inner) && checks.length > 1 ? `(${inner})` : inner;
    })
    .join(` ${word} `);
}

/** `["perm", path, ["A", "B"], "any", 1]` needs one of them, without `any` all. */
function privilegesOf(privileges: Json | undefined, options: Json[]): string {
  const names = Array.isArray(privileges) ? [...new Set(privileges.map(String))] : [];
  return names.join(options.includes("any") ? "|" : "+");
}
