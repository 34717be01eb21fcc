import { byPattern, byWords, type Formats } from "./format.js";

const USER = "[^\\s:/]+";
const REALM = "[A-Za-z][A-Za-z0-9.\\-_]+";
const USERID = new RegExp(`^${USER}@${REALM}$`, "u");

/** Privileges of all releases from 7.4 on; 9.0 took VM.Monitor away and added VM.GuestAgent.*. */
const PRIVILEGES = [
  "Datastore.Allocate",
  "Datastore.AllocateSpace",
  "Datastore.AllocateTemplate",
  "Datastore.Audit",
  "Group.Allocate",
  "Mapping.Audit",
  "Mapping.Modify",
  "Mapping.Use",
  "Permissions.Modify",
  "Pool.Allocate",
  "Pool.Audit",
  "Realm.Allocate",
  "Realm.AllocateUser",
  "SDN.Allocate",
  "SDN.Audit",
  "SDN.Use",
  "Sys.AccessNetwork",
  "Sys.Audit",
  "Sys.Console",
  "Sys.Incoming",
  "Sys.Modify",
  "Sys.PowerMgmt",
  "Sys.Syslog",
  "User.Modify",
  "VM.Allocate",
  "VM.Audit",
  "VM.Backup",
  "VM.Clone",
  "VM.Config.CDROM",
  "VM.Config.CPU",
  "VM.Config.Cloudinit",
  "VM.Config.Disk",
  "VM.Config.HWType",
  "VM.Config.Memory",
  "VM.Config.Network",
  "VM.Config.Options",
  "VM.Console",
  "VM.GuestAgent.Audit",
  "VM.GuestAgent.FileRead",
  "VM.GuestAgent.FileSystemMgmt",
  "VM.GuestAgent.FileWrite",
  "VM.GuestAgent.Unrestricted",
  "VM.Migrate",
  "VM.Monitor",
  "VM.PowerMgmt",
  "VM.Replicate",
  "VM.Snapshot",
  "VM.Snapshot.Rollback",
];

const MAIL_USER = "[\\w+\\-~]+(?:\\.[\\w+\\-~]+)*";
const MAIL = `${MAIL_USER}@[a-zA-Z0-9\\-]+(?:\\.[a-zA-Z0-9\\-]+)*`;

const NAME = "letters, digits, dots, hyphens and underscores";

/** Users, realms, groups, roles, pools, privileges, mail addresses. */
export const ACCESS: Formats = {
  "pve-realm": byPattern(
    REALM,
    "value does not look like a valid realm",
    `a letter, then ${NAME}`,
    "pve",
  ),
  "pve-userid": {
    check: checkUser,
    allowed: "user@realm, of 3 to 64 characters",
    example: "alice@pve",
  },
  "pve-tokenid": byPattern(
    `${USER}@${REALM}!${REALM}`,
    (value) => `value '${value}' does not look like a valid token ID`,
    "user@realm!token",
    "alice@pve!backup",
  ),
  "pve-groupid": byPattern(
    "[A-Za-z0-9.\\-_]+",
    (value) => `group name '${value}' contains invalid characters`,
    NAME,
    "operators",
  ),
  "pve-roleid": byPattern(
    "[A-Za-z0-9.\\-_]+",
    (value) => `role name '${value}' contains invalid characters`,
    NAME,
    "PVEVMUser",
  ),
  "pve-poolid": {
    ...byPattern(
      "[A-Za-z0-9.\\-_]+(?:/[A-Za-z0-9.\\-_]+){0,2}",
      (value) =>
        value.split("/").length > 3
          ? `pool name '${value}' nested too deeply (max levels = 3)`
          : `pool name '${value}' contains invalid characters`,
      `${NAME}, in up to three levels joined by /`,
      "production",
    ),
  },
  "pve-priv": byWords(PRIVILEGES, (value) => `invalid privilege '${value}'`, "VM.Audit"),
  email: byPattern(
    MAIL,
    "value does not look like a valid email address",
    "a mail address",
    "alice@example.com",
  ),
  "email-or-username": byPattern(
    `${MAIL}|${MAIL_USER}`,
    "value does not look like a valid email address or user name",
    "a mail address or a local user",
    "alice@example.com",
  ),
  "ldap-simple-attr": byPattern(
    "[a-zA-Z0-9]+",
    (value) => `value '${value}' does not look like a simple ldap attribute name`,
    "letters and digits",
    "cn",
  ),
};

function checkUser(value: string): string | undefined {
  const length = [...value].length;
  if (length < 3) return `user name '${value}' is too short`;
  if (length > 64) return `user name '${value}' is too long (${length} > 64)`;
  return USERID.test(value) ? undefined : `value '${value}' does not look like a valid user name`;
}
