import type { Endpoint, Json, PermissionCheck } from "../../src/schema/model.js";
import { fault, permissionFault } from "../http/api-error.js";
import type { State } from "../state/state.js";
import { type Access, normalizePath } from "./permissions.js";

type Parameters = Readonly<Record<string, unknown>>;

/** What a check needs to know: who, what is there, and the request's parameters, not yet validated. */
export interface CheckContext {
  state: State;
  access: Access;
  parameters: Parameters;
}

/**
 * Refuses a request that its endpoint's permissions don't allow.
 *
 * @param access undefined: nobody logged in
 * @throws ApiFault 403 with the text that Proxmox gives
 */
export function checkPermissions(
  endpoint: Endpoint,
  access: Access | undefined,
  state: State,
  parameters: Parameters,
): void {
  const { permissions } = endpoint;
  if (!access) {
    if (permissions?.user === "world") return;
    throw permissionFault("user != null");
  }
  if (access.identity.id === "root@pam") return;
  if (!permissions) throw permissionFault("user != root@pam");
  if (permissions.user === "all" || permissions.user === "world") return;
  if (!permissions.check) throw permissionFault();
  run(permissions.check, { state, access, parameters });
}

/** Runs one check and throws its refusal. */
export function run(check: PermissionCheck, context: CheckContext): void {
  const [kind, ...rest] = check;
  const runner = CHECKS[kind];
  if (!runner) throw fault("unknown permission test");
  runner(rest, context);
}

function passes(check: PermissionCheck, context: CheckContext): boolean {
  try {
    run(check, context);
    return true;
  } catch {
    return false;
  }
}

const CHECKS: Record<string, (rest: Json[], context: CheckContext) => void> = {
  and: (rest, context) => {
    for (const check of rest) run(check as PermissionCheck, context);
  },
  or: (rest, context) => {
    if (!rest.some((check) => passes(check as PermissionCheck, context))) throw permissionFault();
  },
  perm: ([template, privileges, ...options], context) => {
    const required = option(options, "require_param");
    if (required !== undefined && context.parameters[String(required)] === undefined) {
      throw permissionFault();
    }
    const path = fillIn(String(template), context.parameters);
    const names = Array.isArray(privileges) ? privileges.map(String) : [String(privileges)];
    requirePrivileges(context.access, path, names, Boolean(option(options, "any")));
  },
  "perm-modify": ([template], context) => {
    requireModify(context.access, fillIn(String(template), context.parameters));
  },
  "userid-param": ([what], context) => {
    const userid = String(context.parameters["userid"] ?? "");
    if (what === "self") {
      requireUser(context, userid);
      if (context.access.identity.id !== userid) throw permissionFault();
      return;
    }
    const realm = userid.slice(userid.lastIndexOf("@") + 1);
    requirePrivileges(context.access, `/access/realm/${realm}`, [String(what)], false);
  },
  "userid-group": ([privileges, ...options], context) => {
    checkGroups(privileges as string[], option(options, "groups_param"), context);
  },
};

/** Privileges on one path: all of them, or one where `any`. */
export function requirePrivileges(
  access: Access,
  path: string,
  privileges: readonly string[],
  any: boolean,
): void {
  if (any) {
    if (access.hasAny(path, privileges)) return;
    throw permissionFault(`${path}, ${privileges.join("|")}`);
  }
  const missing = privileges.find((privilege) => !access.has(path, privilege));
  if (missing !== undefined) throw permissionFault(`${path}, ${missing}`);
}

const ALSO_MODIFIES: [RegExp, string][] = [
  [/^\/storage\/.+/, "Datastore.Allocate"],
  [/^\/vms\/.+/, "VM.Allocate"],
  [/^\/pool\/.+/, "Pool.Allocate"],
];

/** May this identity change the ACLs of a path? */
export function requireModify(access: Access, path: string): void {
  const others = ALSO_MODIFIES.filter(([pattern]) => pattern.test(path)).map(([, name]) => name);
  requirePrivileges(access, path, ["Permissions.Modify", ...others], true);
}

/** Options stand as alternating names and values behind the privileges. */
function option(options: Json[], name: string): Json | undefined {
  const index = options.indexOf(name);
  return index < 0 ? undefined : options[index + 1];
}

function fillIn(template: string, parameters: Parameters): string {
  const path = template.replace(/\{([^}]+)\}/g, (_whole, name: string) =>
    String(parameters[name] ?? ""),
  );
  return normalizePath(path) ?? path;
}

function requireUser({ state }: CheckContext, userid: string): void {
  if (!state.access.users.has(userid)) throw fault(`no such user ('${userid}')`);
}

/** Privileges on `/access/groups`, or on groups that the user is or will be in. */
function checkGroups(privileges: string[], mode: Json | undefined, context: CheckContext): void {
  const { access, state, parameters } = context;
  const userid = String(parameters["userid"] ?? "");
  const exists = mode !== "create";
  if (exists) requireUser(context, userid);
  if (access.hasAny("/access/groups", privileges)) return;
  const own = [...state.access.groups].filter(([name]) =>
    access.hasAny(`/access/groups/${name}`, privileges),
  );
  if (mode !== undefined) {
    const wanted = String(parameters["groups"] ?? "")
      .split(/[\s,;]+/)
      .filter((name) => name !== "");
    if (wanted.length === 0) throw permissionFault(`/access/groups, ${privileges.join("|")}`);
    for (const name of wanted) {
      if (own.some(([known]) => known === name)) continue;
      throw permissionFault(`/access/groups/${name}, ${privileges.join("|")}`);
    }
  }
  if (exists && !own.some(([, group]) => group.members.has(userid))) throw permissionFault();
}
