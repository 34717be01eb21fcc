import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { AclEntry, Group } from "./access-state.js";
import { requireModify } from "./check-permissions.js";
import { normalizePath } from "./permissions.js";
import { privilegesOf, type Role } from "./roles.js";

type Entry = Record<string, unknown>;

function groupOf({ state, text }: Context, failed = ""): Group {
  const group = state.access.groups.get(text("groupid"));
  if (!group) throw fault(`${failed}group '${text("groupid")}' does not exist`);
  return group;
}

function listGroups({ state, access }: Context): Entry[] {
  const wanted = ["User.Modify", "Sys.Audit", "Group.Allocate"];
  return [...state.access.groups]
    .filter(([name]) => access.hasAny(`/access/groups/${name}`, wanted))
    .map(([groupid, group]) => ({
      groupid,
      ...(group.comment !== undefined && { comment: group.comment }),
      users: [...group.members].join(","),
    }));
}

function createGroup({ state, text, optional }: Context): void {
  const name = text("groupid");
  if (state.access.groups.has(name)) {
    throw fault(`create group failed: group '${name}' already exists`);
  }
  const comment = optional("comment");
  state.access.groups.set(name, {
    members: new Set(),
    ...(comment !== undefined && { comment }),
  });
}

function updateGroup(context: Context): void {
  const group = groupOf(context, "update group failed: ");
  const comment = context.optional("comment");
  if (comment !== undefined) group.comment = comment;
}

function deleteGroup(context: Context): void {
  groupOf(context, "delete group failed: ");
  const { access } = context.state;
  const name = context.text("groupid");
  access.groups.delete(name);
  access.acl = access.acl.filter((entry) => entry.type !== "group" || entry.subject !== name);
}

function roleOf({ state, text }: Context): Role {
  const role = state.access.roles.get(text("roleid"));
  if (!role) throw fault(`role '${text("roleid")}' does not exist`);
  return role;
}

function privileges({ state, values }: Context): Set<string> {
  const known = privilegesOf(state.release);
  const given = splitList(values["privs"]);
  const unknown = given.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw parameterFault({ privs: `invalid format - invalid privilege '${unknown}'\n` });
  }
  return new Set(given);
}

function createRole(context: Context): void {
  const { state, text } = context;
  const name = text("roleid");
  if (/^PVE/i.test(name)) {
    throw parameterFault({
      roleid: "cannot use role ID starting with the (case-insensitive) 'PVE' namespace",
    });
  }
  if (state.access.roles.has(name)) {
    throw fault(`create role failed: role '${name}' already exists`);
  }
  state.access.roles.set(name, { privileges: privileges(context), special: false });
}

function updateRole(context: Context): void {
  const { text, flag } = context;
  const name = text("roleid");
  if (context.state.access.roles.get(name)?.special) {
    throw fault(`auto-generated role '${name}' cannot be modified`);
  }
  const role = roleOf(context);
  const given = privileges(context);
  role.privileges = flag("append") ? new Set([...role.privileges, ...given]) : given;
}

function deleteRole(context: Context): void {
  const name = context.text("roleid");
  if (context.state.access.roles.get(name)?.special) {
    throw fault(`auto-generated role '${name}' cannot be deleted`);
  }
  const { access } = context.state;
  if (!access.roles.delete(name)) throw fault(`delete role failed: role '${name}' does not exist`);
  access.acl = access.acl.filter((entry) => entry.role !== name);
}

/** Entries of paths whose permissions the caller may change; with Sys.Audit on /access, all. */
function listAcl({ state, access }: Context): Entry[] {
  const seesAll = access.has("/access", "Sys.Audit") || access.has("/access", "Permissions.Modify");
  return state.access.acl
    .filter(({ path }) => seesAll || mayModify(access, path))
    .map(({ path, type, subject, role, propagate }) => ({
      path,
      type,
      ugid: subject,
      roleid: role,
      propagate: propagate ? 1 : 0,
    }));
}

function mayModify(access: Context["access"], path: string): boolean {
  try {
    requireModify(access, path);
    return true;
  } catch {
    return false;
  }
}

/** What an ACL may be put on. */
const ACL_PATH =
  /^(?:\/|\/access(?:\/groups(?:\/[\w.-]+)?|\/realm(?:\/[\w.-]+)?)?|\/nodes(?:\/[\w.-]+)?|\/pool(?:\/[\w.-]+){0,3}|\/sdn(?:\/(?:controllers|dns|fabrics|ipams)(?:\/[\w-]+)?|\/zones(?:\/[\w.-]+){0,3})?|\/storage(?:\/[\w.-]+)?|\/vms(?:\/[1-9]\d{2,})?|\/mapping(?:\/[\w.-]+){0,2})$/;

function changeAcl(context: Context): void {
  const { state, values, flag } = context;
  const subjects = aclSubjects(context);
  if (subjects.length === 0) {
    const text = "either 'users', 'groups' or 'tokens' is required.";
    throw parameterFault({ users: text, groups: text, tokens: text });
  }
  const path = normalizePath(context.text("path"));
  if (path === undefined || !ACL_PATH.test(path)) {
    throw parameterFault({ path: `invalid ACL path '${context.text("path")}'` });
  }
  const propagate = flag("propagate", true);
  for (const role of splitList(values["roles"])) {
    if (!state.access.roles.has(role)) throw fault(`role '${role}' does not exist`);
    for (const { type, subject } of subjects) {
      state.access.acl = state.access.acl.filter(
        (entry) =>
          entry.path !== path ||
          entry.type !== type ||
          entry.subject !== subject ||
          entry.role !== role,
      );
      if (!flag("delete")) state.access.acl.push({ path, type, subject, role, propagate });
    }
  }
}

function aclSubjects({ state, values, flag }: Context): Pick<AclEntry, "type" | "subject">[] {
  const { users, groups } = state.access;
  const subjects: Pick<AclEntry, "type" | "subject">[] = [];
  const check = (isKnown: boolean, message: string) => {
    if (!isKnown && !flag("delete")) throw fault(message);
  };
  for (const subject of splitList(values["groups"])) {
    check(groups.has(subject), `group '${subject}' does not exist`);
    subjects.push({ type: "group", subject });
  }
  for (const subject of splitList(values["users"])) {
    check(users.has(subject), `user '${subject}' does not exist`);
    subjects.push({ type: "user", subject });
  }
  for (const subject of splitList(values["tokens"])) {
    const [user = "", token = ""] = subject.split("!");
    const isKnown = users.get(user)?.tokens.has(token) ?? false;
    check(isKnown, `no such token '${token}' for user '${user}'`);
    subjects.push({ type: "token", subject });
  }
  return subjects;
}

export const groupHandlers: Handlers = {
  "GET /access/groups": listGroups,
  "POST /access/groups": createGroup,
  "GET /access/groups/{groupid}": (context) => {
    const { members, comment } = groupOf(context);
    return { members: [...members], ...(comment !== undefined && { comment }) };
  },
  "PUT /access/groups/{groupid}": updateGroup,
  "DELETE /access/groups/{groupid}": deleteGroup,
  "GET /access/roles": ({ state }) =>
    [...state.access.roles].map(([roleid, role]) => ({
      roleid,
      privs: [...role.privileges].sort().join(","),
      special: role.special ? 1 : 0,
    })),
  "POST /access/roles": createRole,
  "GET /access/roles/{roleid}": (context) =>
    Object.fromEntries([...roleOf(context).privileges].map((name) => [name, 1])),
  "PUT /access/roles/{roleid}": updateRole,
  "DELETE /access/roles/{roleid}": deleteRole,
  "GET /access/acl": listAcl,
  "PUT /access/acl": changeAcl,
};
