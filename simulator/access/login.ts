import { isAtLeast } from "../../src/schema/releases.js";
import { ApiFault, fault, permissionFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import { isActive } from "./authenticate.js";
import { requirePrivileges } from "./check-permissions.js";
import { createAccess, normalizePath, type Privileges } from "./permissions.js";
import { answerFactor, challengeOf } from "./verify-second-factor.js";

/** One answer for whatever went wrong, so that nobody learns which users exist. */
function refused(): ApiFault {
  return new ApiFault(401, "authentication failure\n");
}

function login(context: Context): unknown {
  const { state, tickets, time, optional, text } = context;
  const realm = optional("realm");
  const userid = realm === undefined ? text("username") : `${text("username")}@${realm}`;
  const password = text("password");
  if (!isActive(state, userid, time)) throw refused();
  const challenge = optional("tfa-challenge");
  if (challenge !== undefined) {
    const verified = tickets.verify(challenge, time);
    if (!verified?.partial || verified.user !== userid) throw refused();
    if (!answerFactor(context, userid, password)) throw refused();
    return session(context, userid);
  }
  if (!isPassword(context, userid, password)) throw refused();
  const path = optional("path");
  const privileges = splitList(context.values["privs"]);
  if (path !== undefined && privileges.length > 0) return verify(context, userid, path, privileges);
  const isRenewal = password.startsWith("PVE:");
  if (!isRenewal && challengeOf(context, userid)) {
    return {
      username: userid,
      ticket: tickets.issuePartial(userid, time),
      CSRFPreventionToken: tickets.issueCsrf(userid, time),
      NeedTFA: 1,
    };
  }
  return session(context, userid);
}

/** A password, or a ticket that is still good. */
function isPassword({ state, tickets, time }: Context, userid: string, password: string): boolean {
  if (password.startsWith("PVE:")) {
    const ticket = tickets.verify(password, time);
    return ticket !== undefined && !ticket.partial && ticket.user === userid;
  }
  const known = state.access.users.get(userid)?.password;
  return known !== undefined && known === password;
}

function verify(context: Context, userid: string, path: string, privileges: string[]): unknown {
  const access = createAccess(context.state, { user: userid, id: userid });
  const normal = normalizePath(path);
  const isAllowed = privileges.every((privilege) => normal && access.has(normal, privilege));
  if (!isAllowed) throw refused();
  return { username: userid, cap: capabilities(context, userid) };
}

function session(context: Context, userid: string): unknown {
  const { state, tickets, time, clock } = context;
  const pid = state.lastPid;
  const message = `successful auth for user '${userid}'`;
  state.log.push({
    time: Math.floor(clock.now() / 1000),
    node: state.local,
    user: "root@pam",
    tag: "pvedaemon",
    priority: 6,
    pid,
    message,
  });
  const access = createAccess(state, { user: userid, id: userid });
  return {
    username: userid,
    ticket: tickets.issue(userid, time),
    CSRFPreventionToken: tickets.issueCsrf(userid, time),
    cap: capabilities(context, userid),
    ...(state.cluster && access.has("/", "Sys.Audit") && { clustername: state.cluster.name }),
  };
}

/** Which privileges a web interface looks at for which part of itself. */
const CAPABILITIES: Record<string, RegExp> = {
  access: /^(?:User|Group)\.|^Permissions\.Modify$/,
  dc: /^Sys\.(?:Audit|Modify)$|^SDN\./,
  mapping: /^Mapping\.|^Permissions\.Modify$/,
  nodes: /^Sys\.|^Permissions\.Modify$/,
  sdn: /^SDN\.|^Permissions\.Modify$/,
  storage: /^Datastore\.|^Permissions\.Modify$/,
  vms: /^VM\.|^Permissions\.Modify$/,
};

const TOP_PATHS = ["/", "/nodes", "/access/groups", "/vms", "/storage", "/sdn", "/mapping"];

function capabilities({ state }: Context, userid: string): Record<string, Record<string, 1>> {
  const access = createAccess(state, { user: userid, id: userid });
  const cap: Record<string, Record<string, 1>> = {};
  for (const name of Object.keys(CAPABILITIES)) cap[name] = {};
  for (const path of new Set([...TOP_PATHS, ...state.access.acl.map((entry) => entry.path)])) {
    const top = /^\/(\w+)/.exec(path)?.[1] ?? "dc";
    const parts = top === "pool" ? ["vms", "storage"] : [top];
    for (const privilege of access.privileges(path).keys()) {
      for (const part of parts) {
        if (CAPABILITIES[part]?.test(privilege)) cap[part] = { ...cap[part], [privilege]: 1 };
      }
    }
  }
  return cap;
}

function changePassword(context: Context): void {
  const { state, identity, text, isRoot } = context;
  const userid = text("userid");
  const user = state.access.users.get(userid);
  if (!user) throw fault(`no such user ('${userid}')`);
  if (!isRoot && identity.id !== userid) {
    if (userid === "root@pam" || userid.endsWith("@pam")) throw permissionFault();
  }
  if (!isRoot && isAtLeast(state.release, "9.0")) {
    confirm(context, text("confirmation-password"));
  }
  user.password = text("password");
}

/** Changing a login asks for the caller's own password again. */
export function confirm({ state, identity }: Context, password: string): void {
  if (state.access.users.get(identity.user)?.password !== password) {
    throw new ApiFault(401, "authentication failure\n");
  }
}

function shownPrivileges(privileges: Privileges): Record<string, number> {
  return Object.fromEntries([...privileges].map(([name, propagate]) => [name, propagate ? 1 : 0]));
}

function permissions(context: Context): unknown {
  const { state, identity, optional } = context;
  const userid = optional("userid") ?? identity.id;
  const [user = "", token] = userid.split("!");
  const isOwn = userid === identity.id || (token !== undefined && user === identity.id);
  if (!isOwn) context.require("/access", "Sys.Audit");
  const subject = { user, id: userid, ...(token !== undefined && { token }) };
  const access = createAccess(state, subject);
  const path = optional("path");
  if (path !== undefined) return { [path]: shownPrivileges(access.privileges(path)) };
  const entries = knownPaths(context).map((known): [string, Record<string, number>] => [
    known,
    shownPrivileges(access.privileges(known)),
  ]);
  return Object.fromEntries(entries.filter(([, held]) => Object.keys(held).length > 0));
}

function knownPaths({ state }: Context): string[] {
  const paths = new Set(["/", "/access", "/access/groups", "/nodes", "/pool", "/sdn"]);
  paths.add("/storage").add("/vms");
  for (const { path } of state.access.acl) paths.add(path);
  for (const pool of state.pools.values()) {
    for (const vmid of pool.guests) paths.add(`/vms/${vmid}`);
    for (const storage of pool.storages) paths.add(`/storage/${storage}`);
  }
  return [...paths];
}

function verifyConsole(context: Context): void {
  const { state, text, tickets, time } = context;
  const path = normalizePath(text("path"));
  const authid = text("authid");
  const [user = "", token] = authid.split("!");
  const access = createAccess(state, { user, id: authid, ...(token !== undefined && { token }) });
  try {
    if (path === undefined) throw refused();
    if (!tickets.verifyConsole(text("vncticket"), authid, path, time)) throw refused();
    requirePrivileges(access, path, splitList(context.values["privs"]), false);
  } catch {
    throw refused();
  }
}

/** Realms that hand logins over to somebody else's web page. */
function openIdRealm({ state }: Context, realm: string): Record<string, unknown> {
  const section = state.access.realms.get(realm);
  if (!section) throw fault(`authentication domain '${realm}' does not exist`);
  if (section["type"] !== "openid") {
    throw fault(`wrong realm type (${section["type"]} != openid)`);
  }
  return section;
}

function openIdUrl(context: Context): string {
  const realm = openIdRealm(context, context.text("realm"));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: String(realm["client-id"]),
    redirect_uri: context.text("redirect-url"),
    state: JSON.stringify({ realm: context.text("realm") }),
    scope: "openid email profile",
  });
  return `${String(realm["issuer-url"])}/authorize?${query.toString()}`;
}

export const loginHandlers: Handlers = {
  "GET /access/ticket": () => null,
  "POST /access/ticket": login,
  "PUT /access/password": changePassword,
  "GET /access/permissions": permissions,
  "POST /access/vncticket": verifyConsole,
  "POST /access/openid/auth-url": openIdUrl,
  "POST /access/openid/login": () => {
    throw refused();
  },
};
