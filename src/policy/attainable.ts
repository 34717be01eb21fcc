import type { Endpoint, Json } from "../schema/model.js";

/** Privileges by ACL path, as `GET /access/permissions` has them. */
export type PermissionTree = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Privileges without which a login can't send any request to an endpoint, whatever the guest, storage
 * or node: of alternatives those of the one that lacks least. Empty: some request may pass.
 */
export function missingAnywhere(
  { permissions }: Pick<Endpoint, "permissions">,
  identity: string,
  tree: PermissionTree,
): string[] {
  if (identity === "root@pam") return [];
  if (!permissions) return ["root@pam with its password"];
  return permissions.check ? missing(permissions.check, tree) : [];
}

function missing(check: Json, tree: PermissionTree): string[] {
  if (!Array.isArray(check)) return [];
  const [kind, ...rest] = check;
  if (kind === "and") return [...new Set(rest.flatMap((one) => missing(one, tree)))];
  if (kind === "or") {
    const ways = rest.map((one) => missing(one, tree));
    return ways.reduce((least, way) => (way.length < least.length ? way : least), ways[0] ?? []);
  }
  if (kind !== "perm") return [];
  const [path, privileges, ...options] = rest;
  const names = [privileges].flat().map(String);
  const lacking = names.filter((name) => !isHeld(String(path), name, tree));
  const isAny = options.includes("any");
  return isAny && lacking.length < names.length ? [] : isAny ? [lacking.join("|")] : lacking;
}

/** On the path, above it, or where it has a placeholder on anything that fits. */
function isHeld(template: string, privilege: string, tree: PermissionTree): boolean {
  const parts = template.split("/").filter((part) => part !== "");
  return Object.entries(tree).some(([path, privileges]) => {
    if (!Object.hasOwn(privileges, privilege)) return false;
    const own = path.split("/").filter((part) => part !== "");
    return own.every((part, index) => {
      const wanted = parts[index];
      return wanted !== undefined && (wanted.includes("{") || wanted === part);
    });
  });
}
