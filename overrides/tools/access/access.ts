import { defineTool } from "../../../src/tools/define.js";
import { readPermissions } from "./support/permissions.js";

const NO_CHECK = "the API has no such check here";

export const user = defineTool({
  name: "proxmox_user",
  title: "Users",
  summary: "Users; password sets the password of one.",
  toolset: "access",
  actions: {
    list: "GET /access/users",
    get: "GET /access/users/{userid}",
    create: {
      endpoint: "POST /access/users",
      refused: { append: "a new user has no groups to add to: give groups alone" },
    },
    update: {
      endpoint: "PUT /access/users/{userid}",
      refused: { password: "an update can't: use the action password" },
    },
    delete: "DELETE /access/users/{userid}",
    password: "PUT /access/password",
    unlock_tfa: "PUT /access/users/{userid}/unlock-tfa",
  },
  arguments: ["groups", "append", "enable"],
  words: {
    groups: "Groups, separated by commas",
    append: "update: add to the groups",
    enable: "false locks the account",
  },
  refused: {
    delete: "give an empty value to clear a field",
    digest: NO_CHECK,
  },
  emptyClears: ["groups"],
});

export const group = defineTool({
  name: "proxmox_user_group",
  formerly: "proxmox_group",
  title: "Groups of users",
  summary: "Groups; members are set on the user (proxmox_user).",
  toolset: "access",
  actions: {
    list: "GET /access/groups",
    get: "GET /access/groups/{groupid}",
    create: "POST /access/groups",
    update: "PUT /access/groups/{groupid}",
    delete: "DELETE /access/groups/{groupid}",
  },
  refused: {
    users:
      "members are set on the user: proxmox_user update with groups, and append to keep others",
    append: "it belongs to the user: proxmox_user update with groups and append",
    delete: "a group has a comment only: give an empty one to clear it",
    digest: NO_CHECK,
  },
});

export const role = defineTool({
  name: "proxmox_role",
  title: "Roles",
  summary: "Sets of privileges. update replaces them, or adds to them with append.",
  toolset: "access",
  actions: {
    list: "GET /access/roles",
    get: "GET /access/roles/{roleid}",
    create: {
      endpoint: "POST /access/roles",
      refused: { append: "a new role has nothing to add to: give privs alone" },
    },
    update: "PUT /access/roles/{roleid}",
    delete: "DELETE /access/roles/{roleid}",
  },
  arguments: ["privs", "append"],
  words: { privs: "VM.Audit,VM.PowerMgmt", append: "update: add to the privileges" },
  refused: {
    comment: "a role has no comment",
    delete: "give the privileges to keep as privs",
    digest: NO_CHECK,
  },
});

export const acl = defineTool({
  name: "proxmox_acl",
  title: "Access rights",
  summary:
    "Who has which role where. update grants roles at a path, or with revoke=true takes them.",
  toolset: "access",
  actions: { get: "GET /access/acl", update: "PUT /access/acl" },
  arguments: ["users", "groups", "tokens", "propagate", "delete"],
  words: {
    path: "/, /vms/100, /nodes/pve1, /storage/local, /pool/prod …",
    users: "user@realm, separated by commas",
    groups: "Groups that get the roles, separated by commas",
    tokens: "user@realm!name",
    roles: "Roles, separated by commas",
    propagate: "true (default) also grants below the path",
    delete: "Take the roles away",
  },
  listedAs: { delete: "revoke" },
  aliases: { userid: "users", groupid: "groups", roleid: "roles" },
  refused: { digest: NO_CHECK },
});

export const permissions = defineTool({
  name: "proxmox_permissions",
  title: "Own permissions",
  summary: "What this server's login may do, by path; or another user or token.",
  toolset: "access",
  call: { endpoint: "GET /access/permissions", run: readPermissions },
  arguments: ["path", "userid"],
  words: { path: "Only here: /vms/100", userid: "User or user@realm!token" },
});

export const userToken = defineTool({
  name: "proxmox_user_token",
  title: "API tokens",
  summary:
    "Tokens of a user. create shows the secret once; with privsep it has no rights until proxmox_acl grants some.",
  toolset: "access",
  actions: {
    list: "GET /access/users/{userid}/token",
    get: "GET /access/users/{userid}/token/{tokenid}",
    create: "POST /access/users/{userid}/token/{tokenid}",
    update: "PUT /access/users/{userid}/token/{tokenid}",
    delete: "DELETE /access/users/{userid}/token/{tokenid}",
  },
  arguments: ["privsep"],
  words: { privsep: "true (default): only rights that it and its user both have" },
});

export const tfa = defineTool({
  name: "proxmox_tfa",
  title: "Second factors",
  summary: "Second factors of users; changes need a login with password.",
  toolset: "access",
  actions: {
    list: "GET /access/tfa",
    user: "GET /access/tfa/{userid}",
    get: "GET /access/tfa/{userid}/{id}",
    add: "POST /access/tfa/{userid}",
    update: "PUT /access/tfa/{userid}/{id}",
    delete: "DELETE /access/tfa/{userid}/{id}",
  },
  words: { id: "Id of the factor, as user lists it", type: "add: kind of factor" },
});
