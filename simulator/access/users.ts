import { randomUUID } from "node:crypto";
import { type ApiFault, fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { Token, User } from "./access-state.js";

type Entry = Record<string, unknown>;

export function requireUser({ state }: Context, userid: string): User {
  const user = state.access.users.get(userid);
  if (!user) throw fault(`no such user ('${userid}')`);
  return user;
}

function groupsOf({ state }: Context, userid: string): string[] {
  const groups = [...state.access.groups].filter(([, group]) => group.members.has(userid));
  return groups.map(([name]) => name);
}

const TEXTS = ["comment", "email", "firstname", "keys", "lastname"] as const;

function facts(user: User): Entry {
  const texts = TEXTS.filter((key) => user[key] !== undefined).map((key) => [key, user[key]]);
  return { enable: user.enable ? 1 : 0, expire: user.expire, ...Object.fromEntries(texts) };
}

function tokenFacts({ comment, expire, privsep }: Token): Entry {
  return { expire, privsep: privsep ? 1 : 0, ...(comment !== undefined && { comment }) };
}

function isVisible({ access, identity }: Context, userid: string, groups: string[]): boolean {
  if (userid === identity.id) return true;
  const wanted = ["User.Modify", "Sys.Audit"];
  return (
    access.hasAny("/access/groups", wanted) ||
    groups.some((group) => access.hasAny(`/access/groups/${group}`, wanted))
  );
}

function list(context: Context): Entry[] {
  const { state, flag, has } = context;
  const entries: Entry[] = [];
  for (const [userid, user] of state.access.users) {
    const groups = groupsOf(context, userid);
    if (!isVisible(context, userid, groups)) continue;
    if (has("enabled") && flag("enabled") !== user.enable) continue;
    const realm = userid.slice(userid.lastIndexOf("@") + 1);
    const tokens = [...user.tokens].map(([tokenid, token]) => ({ tokenid, ...tokenFacts(token) }));
    entries.push({
      userid,
      ...facts(user),
      "realm-type": state.access.realms.get(realm)?.["type"] ?? "pve",
      ...(flag("full") && { groups: groups.join(","), tokens }),
      ...(user.totpLocked && { "totp-locked": 1 }),
      ...(user.tfaLockedUntil !== undefined && { "tfa-locked-until": user.tfaLockedUntil }),
    });
  }
  return entries;
}

function read(context: Context): Entry {
  const userid = context.text("userid");
  const user = requireUser(context, userid);
  const tokens = [...user.tokens].map(([name, token]) => [name, tokenFacts(token)]);
  return {
    ...facts(user),
    groups: groupsOf(context, userid),
    tokens: tokens.length > 0 ? Object.fromEntries(tokens) : null,
  };
}

function change(context: Context, user: User): void {
  const { optional, number, has, flag } = context;
  for (const key of TEXTS) {
    const value = optional(key);
    if (value !== undefined) user[key] = value;
  }
  if (has("enable")) user.enable = flag("enable");
  user.expire = number("expire") ?? user.expire;
}

function joinGroups(context: Context, userid: string, failed: string): void {
  if (!context.has("groups")) return;
  const { groups } = context.state.access;
  if (!context.flag("append")) for (const group of groups.values()) group.members.delete(userid);
  for (const name of splitList(context.values["groups"])) {
    const group = groups.get(name);
    if (!group) throw fault(`${failed}: no such group '${name}'`);
    group.members.add(userid);
  }
}

function create(context: Context): void {
  const userid = context.text("userid");
  const { users, realms } = context.state.access;
  if (users.has(userid)) throw fault(`create user failed: user '${userid}' already exists`);
  const realm = userid.slice(userid.lastIndexOf("@") + 1);
  if (!realms.has(realm)) throw fault(`create user failed: domain '${realm}' does not exist`);
  const password = context.optional("password");
  const user: User = {
    enable: true,
    expire: 0,
    email: "",
    tokens: new Map(),
    factors: new Map(),
    ...(password !== undefined && { password }),
  };
  change(context, user);
  users.set(userid, user);
  joinGroups(context, userid, "create user failed");
}

function update(context: Context): void {
  const userid = context.text("userid");
  const user = requireUser(context, userid);
  change(context, user);
  joinGroups(context, userid, "update user failed");
}

/** With the user go memberships, ACLs and tokens. */
function remove(context: Context): void {
  const userid = context.text("userid");
  requireUser(context, userid);
  const { access } = context.state;
  access.users.delete(userid);
  for (const group of access.groups.values()) group.members.delete(userid);
  access.acl = access.acl.filter(
    ({ subject }) => subject !== userid && !subject.startsWith(`${userid}!`),
  );
}

function tokenFault(name: string, userid: string): ApiFault {
  return fault(`no such token '${name}' for user '${userid}'`);
}

function tokenOf(context: Context): Token {
  const userid = context.text("userid");
  const name = context.text("tokenid");
  const token = requireUser(context, userid).tokens.get(name);
  if (!token) throw tokenFault(name, userid);
  return token;
}

function createToken(context: Context): Entry {
  const userid = context.text("userid");
  const name = context.text("tokenid");
  const user = requireUser(context, userid);
  if (user.tokens.has(name)) throw parameterFault({ tokenid: "Token already exists." });
  const comment = context.optional("comment");
  const token: Token = {
    secret: randomUUID(),
    privsep: context.flag("privsep", true),
    expire: context.number("expire") ?? 0,
    ...(comment !== undefined && { comment }),
  };
  user.tokens.set(name, token);
  // As given: what was a string on the wire comes back as one.
  const info = {
    privsep: token.privsep ? "1" : "0",
    ...(context.has("expire") && { expire: String(token.expire) }),
    ...(comment !== undefined && { comment }),
  };
  return { "full-tokenid": `${userid}!${name}`, info, value: token.secret };
}

function updateToken(context: Context): Entry {
  const token = tokenOf(context);
  const { has, flag, number, optional } = context;
  for (const key of splitList(context.values["delete"])) {
    if (key === "comment") delete token.comment;
    else if (key === "expire") token.expire = 0;
    else throw parameterFault({ delete: `unknown option '${key}'` });
  }
  if (has("privsep")) token.privsep = flag("privsep");
  token.expire = number("expire") ?? token.expire;
  const comment = optional("comment");
  if (comment !== undefined) token.comment = comment;
  if (!flag("regenerate")) return tokenFacts(token);
  token.secret = randomUUID();
  return { ...tokenFacts(token), value: token.secret };
}

function deleteToken(context: Context): void {
  tokenOf(context);
  const userid = context.text("userid");
  const name = context.text("tokenid");
  const { access } = context.state;
  access.users.get(userid)?.tokens.delete(name);
  access.acl = access.acl.filter(({ subject }) => subject !== `${userid}!${name}`);
}

export const userHandlers: Handlers = {
  "GET /access/users": list,
  "POST /access/users": create,
  "GET /access/users/{userid}": read,
  "PUT /access/users/{userid}": update,
  "DELETE /access/users/{userid}": remove,
  "GET /access/users/{userid}/token": (context) =>
    [...requireUser(context, context.text("userid")).tokens].map(([tokenid, token]) => ({
      tokenid,
      ...tokenFacts(token),
    })),
  "GET /access/users/{userid}/token/{tokenid}": (context) => tokenFacts(tokenOf(context)),
  "POST /access/users/{userid}/token/{tokenid}": createToken,
  "PUT /access/users/{userid}/token/{tokenid}": updateToken,
  "DELETE /access/users/{userid}/token/{tokenid}": deleteToken,
};
