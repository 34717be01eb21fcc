import type { Words } from "./types.js";

const endpoints = {
  "GET /access": "List the sections of access control",
  "GET /access/acl": "List ACL entries: path, user, group or token, role, propagation",
  "PUT /access/acl": "Grant or revoke roles on a path for users, groups and tokens",

  "GET /access/domains": "List realms with type and comment; works without a login",
  "POST /access/domains": "Create a realm: AD, LDAP or OpenID Connect",
  "GET /access/domains/{realm}": "Get a realm's settings, server and bind account included",
  "PUT /access/domains/{realm}": "Change a realm's settings",
  "DELETE /access/domains/{realm}":
    "Delete a realm; its users stay listed but can no longer log in",
  "POST /access/domains/{realm}/sync":
    "Import users and groups from LDAP or AD into the realm; returns a task. Try dry-run first",

  "GET /access/groups": "List groups with their members",
  "POST /access/groups": "Create an empty group",
  "GET /access/groups/{groupid}": "Get a group's comment and members",
  "PUT /access/groups/{groupid}": "Change a group's comment; members are set on the users",
  "DELETE /access/groups/{groupid}": "Delete a group and its ACL entries; its users stay",

  "GET /access/openid": "List the steps of an OpenID login",
  "POST /access/openid/auth-url": "Start an OpenID login: returns the URL that the user must open",
  "POST /access/openid/login": "Finish an OpenID login: trades the code for a ticket",

  "PUT /access/password":
    "Change a user's password in realm pam or pve; API tokens are refused, needs a ticket",
  "GET /access/permissions":
    "Get effective privileges per path, by default one's own; the way to see what a token may do",

  "GET /access/roles": "List roles with their privileges; special=1 marks built-in ones",
  "POST /access/roles": "Create a role from a list of privileges",
  "GET /access/roles/{roleid}": "Get the privileges of a role, each with value 1",
  "PUT /access/roles/{roleid}":
    "Replace or extend a role's privileges; built-in roles are read-only",
  "DELETE /access/roles/{roleid}":
    "Delete a role; who had it loses those privileges. Built-in roles are refused",

  "GET /access/tfa": "List second factors of all visible users: type, id, description, locks",
  "POST /access/tfa": "Answer a pending u2f challenge to complete a login",
  "GET /access/tfa/{userid}": "List a user's second factors, without their secrets",
  "POST /access/tfa/{userid}":
    "Add a second factor; recovery keys are returned only this once. Needs a ticket",
  "GET /access/tfa/{userid}/{id}": "Get type, description and state of one second factor",
  "PUT /access/tfa/{userid}/{id}": "Describe, enable or disable a second factor; needs a ticket",
  "DELETE /access/tfa/{userid}/{id}": "Remove a second factor for good; needs a ticket",

  "GET /access/ticket": "Do nothing; answers null, for formatters that show a login page",
  "POST /access/ticket":
    "Log in: returns a ticket (valid 2 hours) and a CSRF token, or asks for a second factor",

  "GET /access/users": "List users with their state, expiry and names",
  "POST /access/users": "Create a user; realm pam needs an existing system account",
  "GET /access/users/{userid}": "Get a user's names, groups, tokens, state and expiry",
  "PUT /access/users/{userid}": "Change a user's data, groups, expiry or disable the account",
  "DELETE /access/users/{userid}": "Delete a user with its tokens, second factors and ACL entries",
  "GET /access/users/{userid}/tfa": "Tell which kinds of second factor a user and its realm have",
  "PUT /access/users/{userid}/unlock-tfa":
    "Lift the lock that too many wrong second factors caused; answers if there was one",

  "GET /access/users/{userid}/token": "List a user's API tokens, without their secrets",
  "GET /access/users/{userid}/token/{tokenid}":
    "Get a token's comment, expiry and privilege separation; never its secret",
  "POST /access/users/{userid}/token/{tokenid}":
    "Create an API token; its secret is returned only this once",
  "PUT /access/users/{userid}/token/{tokenid}":
    "Change a token's comment, expiry or privilege separation; the secret stays the same",
  "DELETE /access/users/{userid}/token/{tokenid}":
    "Delete an API token and its ACL entries; clients that use it fail at once",

  "POST /access/vncticket": "Check that a console ticket is valid for a user, path and port",
};

const users = {
  append: "1 adds to the present groups, 0 (default) replaces them; only with groups",
  email: "Mail address for notifications",
  enable: "0 locks the account: no login, and its tokens stop working; default 1",
  enabled: "1 lists only enabled users, 0 only disabled ones; absent lists all",
  firstname: "First name",
  full: "1 adds groups and tokens of each user; default 0",
  groups: "Groups of the user, comma-separated; replaces the list unless append is set",
  keys: "Yubico key ids for a second factor that the realm demands",
  lastname: "Last name",
  multiple: "1 returns the user's kinds as an array; default 0 gives a single value",
};

const domains = {
  "acr-values": "OpenID: requested authentication context classes, space-separated",
  audiences: "OpenID: audiences in tokens that are accepted beside client-id, space-separated",
  autocreate: "OpenID: create users at their first login; default 0",
  base_dn: "LDAP: entry under which users are searched, such as ou=people,dc=example,dc=com",
  bind_dn: "LDAP: account for searching; absent binds anonymously",
  capath: "CA certificate file or folder to verify the server; default /etc/ssl/certs",
  "case-sensitive": "Tell user names apart by case; default 1, switch off only for AD",
  cert: "Path on the node of a client certificate for LDAPS",
  certkey: "Path on the node of the client certificate's key",
  "check-connection": "1 tries to bind before saving and refuses what fails; default 0",
  "client-id": "OpenID: client id at the provider",
  "client-key": "OpenID: client secret at the provider; stored on the cluster",
  default: "1 preselects this realm at login; unsets it on all others",
  domain: "AD: domain name, such as example.com",
  filter: "LDAP filter for users to sync, such as (memberOf=cn=admins,dc=example,dc=com)",
  group_classes:
    "LDAP object classes that count as groups; default groupOfNames, group, univentionGroup, ipausergroup",
  group_dn: "LDAP entry under which groups are searched; default is base_dn",
  group_filter: "LDAP filter for groups to sync",
  group_name_attr: "LDAP attribute with a group's name; default the first part of its DN",
  "groups-autocreate": "OpenID: create missing groups that the claim names; default 0",
  "groups-claim": "OpenID claim that lists the user's groups",
  "groups-overwrite": "OpenID: at login replace the user's groups by the claim's; default 0 adds",
  "issuer-url": "OpenID provider's issuer URL; its discovery document must be below it",
  mode: "LDAP transport: ldap (default, unencrypted), ldap+starttls or ldaps",
  password: "LDAP: password of bind_dn; stored on the cluster, never returned",
  port: "LDAP server's port; default 389, with ldaps 636",
  prompt: "OpenID: force a step at the provider: none, login, consent, select_account",
  "query-userinfo": "OpenID: also ask the userinfo endpoint for claims; default 1",
  scopes: "OpenID scopes to request, space-separated; default email profile",
  secure: "Deprecated, use mode: 1 means ldaps",
  server1: "Address of the LDAP or AD server",
  server2: "Address of a second server, asked when the first fails",
  sslversion: "Lowest TLS version with ldaps; leave unset unless the server is old",
  "sync-defaults-options":
    "Defaults of a sync, such as scope=both,remove-vanished=entry;acl,enable-new=1",
  sync_attributes: "Which LDAP attribute fills which field, such as email=mail,firstname=givenName",
  tfa: "Second factor demanded of all users: type=oath,... or type=yubico,...",
  type: "Realm kind: ad, ldap, openid; pam (system) and pve (built-in) exist already",
  user_attr: "LDAP attribute with the login name, such as uid or sAMAccountName",
  user_classes:
    "LDAP object classes that count as users; default inetorgperson, posixaccount, person, user",
  "username-claim": "OpenID claim that becomes the user name: subject (default), username or email",
  verify: "1 verifies the server's TLS certificate; default 0",
};

const sync = {
  "dry-run": "1 only logs what would change; default 0",
  "enable-new": "Let newly imported users log in at once; default 1",
  full: "Deprecated, use remove-vanished: 1 deletes what the directory no longer has",
  purge: "Deprecated, use remove-vanished: 1 drops ACL entries of removed users and groups",
  "remove-vanished":
    "What to delete when gone from the directory: entry;properties;acl in any mix, or none (default)",
  scope: "What to import: users, groups or both; required unless the realm has a default",
};

const acl = {
  delete: "1 revokes the listed roles, 0 (default) grants them",
  groups: "Groups that get or lose the roles, comma-separated",
  path: "Object path, such as /, /vms/100, /pool/prod, /storage/local, /nodes/pve1",
  propagate: "1 (default) lets the grant hold for everything below the path",
  roles: "Roles to grant or revoke, comma-separated, such as PVEVMAdmin",
  tokens: "API tokens that get or lose the roles, as user@realm!name, comma-separated",
  users: "Users that get or lose the roles, as user@realm, comma-separated",
};

const tfa = {
  challenge: "Original challenge that value answers; u2f and webauthn only",
  description: "Label that tells a user's second factors apart, up to 255 characters",
  enable: "0 keeps the entry but refuses it at login",
  id: "Id of the second factor, as listed by GET /access/tfa/{userid}",
  password: "Present password of the user who makes the change; root@pam may leave it out",
  totp: "otpauth:// URI with the TOTP secret",
  type: "totp (app), webauthn or u2f (security key), recovery (one-time codes), yubico (OTP)",
  value: "Proof: present TOTP code, or the security key's answer to the challenge",
};

const login = {
  "new-format": "Ignored, always on",
  otp: "One-time code of a second factor, for old clients; others use tfa-challenge",
  password: "Password, a still valid ticket (renews it), or the code when tfa-challenge is set",
  path: "Only check the ticket for privs on this object path; creates no new one",
  privs: "Privileges that must hold on path, comma-separated",
  realm: "Realm of the user; not needed when username is user@realm",
  "tfa-challenge": "Ticket of the first step that asked for a second factor",
  username: "User to log in, as user@realm",
};

export default {
  endpoints,
  parameters: {
    "/access": {
      expire: "UNIX time in seconds after which it stops working; 0 never; default the user's own",
      groupid: "Group name",
      privsep:
        "1 (default): only rights that its own ACL entries and its user both have; 0: all rights of its user",
      roleid: "Role name, such as PVEAuditor",
      tokenid: "Token name: the part after ! in user@realm!name",
      userid: "User id, as user@realm",
    },
    "/access/domains": domains,
    "/access/domains/{realm}/sync": sync,
    "/access/tfa": tfa,
    "/access/users": users,
    "PUT /access/acl": acl,
    "PUT /access/users/{userid}/token/{tokenid}": {
      regenerate:
        "1 makes a new secret, returned only this once; the old one fails at once; default 0",
    },
    "POST /access/ticket": login,
    "GET /access/permissions": {
      path: "Only this object path, such as /vms/100; absent returns the whole tree",
      userid: "User or token (user@realm!name) to look at; others than oneself need Sys.Audit",
    },
    "PUT /access/password": {
      "confirmation-password": "Present password of the user who makes the change",
      password: "New password, 8 to 64 characters",
    },
    "POST /access/users": {
      password: "First password, 8 to 64 characters; only for realms that store passwords",
    },
    "POST /access/roles": {
      privs: "Privileges of the role, comma-separated, such as VM.Audit,VM.PowerMgmt",
    },
    "PUT /access/roles/{roleid}": {
      append: "1 adds to the role's privileges, 0 (default) replaces them; only with privs",
      privs: "Privileges, comma-separated; without append the whole new list",
    },
    "POST /access/tfa": {
      response: "Signed answer of the u2f device",
    },
    "/access/openid": {
      code: "Authorization code that the provider appended to the redirect",
      "redirect-url": "Address the provider sends the browser back to; the web interface's URL",
      state: "State value that the provider appended to the redirect",
    },
    "POST /access/vncticket": {
      authid: "User or token that the ticket was issued to",
      path: "Object path that the console belongs to, such as /vms/100",
      port: "Port that the ticket must be valid for",
      privs: "Privileges that the user must hold on path",
      vncticket: "Console ticket to check",
    },
  },
} satisfies Words;
