import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { sectionHandlers } from "../support/sections.js";

const SECRET_KEYS = ["password", "client-key"];

const BUILT_IN = ["pam", "pve"];

function list({ state }: Context): unknown[] {
  return [...state.access.realms].map(([realm, section]) => {
    const { type, comment, default: isDefault } = section;
    return {
      realm,
      type,
      ...(comment !== undefined && { comment }),
      ...(isDefault === 1 && { default: 1 }),
    };
  });
}

function requireRealm({ state, text }: Context): Record<string, unknown> {
  const section = state.access.realms.get(text("realm"));
  if (!section) throw parameterFault({ realm: "Realm does not exist." });
  return section;
}

function sync(context: Context): string {
  const realm = context.text("realm");
  const { type } = requireRealm(context);
  if (type !== "ldap" && type !== "ad") {
    throw fault(`Cannot sync realm type '${type}'! Only LDAP/AD realms can be synced.`);
  }
  const isDry = context.flag("dry-run");
  const name = isDry ? "auth-realm-sync-test" : "auth-realm-sync";
  return context.task(name, realm, function* (task) {
    task.log(`${isDry ? "(dry test run) " : ""}starting sync for realm ${realm}`);
    yield 1500;
    task.log("got data from server, updating users and groups");
    if (isDry) task.log("NOTE: Dry test run, changes were NOT written to the configuration.");
    else task.log("successfully updated users and groups configuration");
  });
}

export const realmHandlers: Handlers = {
  ...sectionHandlers({
    collection: "/access/domains",
    id: "realm",
    sections: ({ state }) => state.access.realms,
    missing: (realm) => fault(`domain '${realm}' does not exist`),
    exists: (realm) => fault(`add auth server failed: domain '${realm}' already exists`),
    readsId: false,
    skip: ["check-connection"],
    show: (section) =>
      Object.fromEntries(Object.entries(section).filter(([key]) => !SECRET_KEYS.includes(key))),
    check(_context, realm, section, mode) {
      if (mode === "create" && BUILT_IN.includes(String(section["type"]))) {
        throw fault(`add auth server failed: unable to create builtin type '${section["type"]}'`);
      }
      if (mode === "create" && BUILT_IN.includes(realm)) {
        throw fault(`add auth server failed: unable to use reserved name '${realm}'`);
      }
    },
    checkDelete(_context, realm) {
      if (BUILT_IN.includes(realm)) {
        throw fault(`delete auth server failed: can't remove builtin domain '${realm}'`);
      }
    },
  }),
  "GET /access/domains": list,
  "POST /access/domains/{realm}/sync": sync,
};
