import { defineTool } from "../../../src/tools/define.js";

export const domain = defineTool({
  name: "proxmox_realm",
  formerly: "proxmox_domain",
  title: "Realms",
  summary:
    "Where users log in: PAM, Proxmox itself, LDAP, AD, OpenID; sync reads users and groups.",
  toolset: "access",
  actions: {
    list: "GET /access/domains",
    get: "GET /access/domains/{realm}",
    create: "POST /access/domains",
    update: "PUT /access/domains/{realm}",
    delete: "DELETE /access/domains/{realm}",
    sync: "POST /access/domains/{realm}/sync",
  },
  arguments: ["server1", "base_dn"],
  words: {
    server1: "LDAP, AD: name or address of the server",
    base_dn: "LDAP: ou=people,dc=example,dc=com",
    type: "create: kind of realm",
  },
  aliases: { bind_password: "password" },
});

export const realmSync = defineTool({
  name: "proxmox_realm_sync_job",
  title: "Realm sync jobs",
  summary: "Jobs that read the users and groups of a realm at intervals.",
  toolset: "access",
  actions: {
    list: "GET /cluster/jobs/realm-sync",
    get: "GET /cluster/jobs/realm-sync/{id}",
    create: "POST /cluster/jobs/realm-sync/{id}",
    update: "PUT /cluster/jobs/realm-sync/{id}",
    delete: "DELETE /cluster/jobs/realm-sync/{id}",
  },
  words: { schedule: "Calendar event, such as daily or mon 03:00" },
});
