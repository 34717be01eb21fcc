import type { Endpoint, Json, PermissionCheck } from "../schema/model.js";

type Parameters = Readonly<Record<string, unknown>>;

/** Whether a login may send a request; undefined: Proxmox's own code decides. */
export interface Standing {
  allowed: boolean | undefined;
  /** What it lacks, of one way at least: `VM.Allocate on /vms/100`. */
  missing: string[];
}

/** The privileges of a login by ACL path; of a path that isn't there, nothing is known. */
export type Granted = ReadonlyMap<string, ReadonlySet<string>>;

const ALLOWED: Standing = { allowed: true, missing: [] };
const UNKNOWN: Standing = { allowed: undefined, missing: [] };

/** The ACL paths that decide on a request. */
export function decidingPaths({ permissions }: Endpoint, parameters: Parameters): string[] {
  return [...new Set(pathsIn(permissions?.check ?? [], parameters))];
}

function pathsIn(check: Json, parameters: Parameters): string[] {
  if (!Array.isArray(check)) return [];
  const [kind, ...rest] = check;
  if (kind === "perm" || kind === "perm-modify") return [fill(String(rest[0]), parameters)];
  return kind === "and" || kind === "or" ? rest.flatMap((one) => pathsIn(one, parameters)) : [];
}

/** Whether a login may send this request, by the endpoint's permissions alone. */
export function judgePermissions(
  { permissions }: Endpoint,
  parameters: Parameters,
  identity: string,
  granted: Granted,
): Standing {
  if (identity === "root@pam") return ALLOWED;
  if (!permissions) return { allowed: false, missing: ["root@pam with its password"] };
  if (permissions.user === "world") return ALLOWED;
  if (!permissions.check) return UNKNOWN;
  return judge(permissions.check, { parameters, identity, granted });
}

interface Context {
  parameters: Parameters;
  identity: string;
  granted: Granted;
}

function judge(check: PermissionCheck, context: Context): Standing {
  const [kind, ...rest] = check;
  const each = () => rest.map((one) => judge(one as PermissionCheck, context));
  if (kind === "and") return all(each());
  if (kind === "or") return any(each());
  if (kind === "perm") return hasPrivileges(rest, context);
  if (kind === "perm-modify") {
    const path = fill(String(rest[0]), context.parameters);
    return hasPrivileges([path, modifiersOf(path), "any", 1], context);
  }
  if (kind === "userid-param" && rest[0] === "self") {
    return context.parameters["userid"] === context.identity ? ALLOWED : UNKNOWN;
  }
  return UNKNOWN;
}

function all(standings: readonly Standing[]): Standing {
  const missing = standings.flatMap((one) => one.missing);
  if (standings.some(({ allowed }) => allowed === false)) return { allowed: false, missing };
  return standings.every(({ allowed }) => allowed) ? ALLOWED : UNKNOWN;
}

function any(standings: readonly Standing[]): Standing {
  if (standings.some(({ allowed }) => allowed)) return ALLOWED;
  if (standings.some(({ allowed }) => allowed === undefined)) return UNKNOWN;
  return { allowed: false, missing: standings.flatMap((one) => one.missing) };
}

/** What lets change the ACLs of a path. */
function modifiersOf(path: string): string[] {
  const others: readonly (readonly [string, string])[] = [
    ["/storage/", "Datastore.Allocate"],
    ["/vms/", "VM.Allocate"],
    ["/pool/", "Pool.Allocate"],
  ];
  const own = others.filter(([below]) => path.startsWith(below)).map(([, privilege]) => privilege);
  return ["Permissions.Modify", ...own];
}

function hasPrivileges([template, privileges, ...options]: Json[], context: Context): Standing {
  const { parameters, granted } = context;
  const needed = options[options.indexOf("require_param") + 1];
  if (options.includes("require_param") && parameters[String(needed)] === undefined) {
    return { allowed: false, missing: [`the parameter ${needed}`] };
  }
  const path = fill(String(template), parameters);
  const had = granted.get(path);
  if (!had) return UNKNOWN;
  const names = [privileges].flat().map(String);
  const missing = names.filter((name) => !had.has(name));
  const isAny = options.includes("any");
  if (missing.length === 0 || (isAny && missing.length < names.length)) return ALLOWED;
  const text = isAny ? missing.join(" or ") : missing.join(", ");
  return { allowed: false, missing: [`${text} on ${path}`] };
}

function fill(template: string, parameters: Parameters): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => String(parameters[name] ?? ""));
}
