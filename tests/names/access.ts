import type { NamedTool } from "./types.js";

export const access: NamedTool[] = [
  {
    tool: "proxmox_user",
    cases: [
      {
        args: {
          action: "create",
          userid: "ann@pve",
          password: "correct-horse",
          email: "ann@example.test",
          firstname: "Ann",
          lastname: "Example",
          groups: "operators",
          comment: "new",
          enable: true,
          expire: 0,
        },
        after: [{ path: "/access/users", shows: { userid: "ann@pve", firstname: "Ann" } }],
      },
      { args: { action: "list" }, answers: [{ userid: "ann@pve" }] },
      { args: { action: "get", userid: "ann@pve" }, answers: { lastname: "Example" } },
      {
        args: {
          action: "update",
          userid: "ann@pve",
          groups: "operators",
          append: true,
          enable: false,
        },
        after: [{ path: "/access/users", shows: { userid: "ann@pve", enable: 0 } }],
      },
      {
        args: { action: "update", userid: "ann@pve", delete: "comment" },
        refusal: { code: "arguments", says: "empty value" },
      },
      {
        args: { action: "update", userid: "ann@pve", digest: "ab" },
        refusal: { code: "arguments", says: "digest" },
      },
      {
        args: { action: "update", userid: "ann@pve", password: "new-horse" },
        refusal: { code: "arguments", says: "action password" },
      },
      {
        args: { action: "delete", userid: "ann@pve" },
        after: [{ path: "/access/users", lacks: { userid: "ann@pve" } }],
      },
    ],
  },
  {
    tool: "proxmox_group",
    cases: [
      {
        args: { action: "create", groupid: "web", comment: "web team" },
        after: [{ path: "/access/groups", shows: { groupid: "web", comment: "web team" } }],
      },
      { args: { action: "list" }, answers: [{ groupid: "web" }] },
      {
        args: { action: "update", groupid: "web", comment: "front end" },
        after: [{ path: "/access/groups", shows: { groupid: "web", comment: "front end" } }],
      },
      ...["users", "append", "delete", "digest"].map((name) => ({
        args: { action: "update", groupid: "web", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      {
        args: { action: "delete", groupid: "web" },
        after: [{ path: "/access/groups", lacks: { groupid: "web" } }],
      },
    ],
  },
  {
    tool: "proxmox_role",
    cases: [
      {
        args: { action: "create", roleid: "Watcher", privs: "VM.Audit" },
        after: [{ path: "/access/roles", shows: { roleid: "Watcher" } }],
      },
      { args: { action: "list" }, answers: [{ roleid: "Watcher" }] },
      {
        args: { action: "update", roleid: "Watcher", privs: "VM.PowerMgmt", append: true },
        after: [
          {
            path: "/access/roles/{roleid}",
            parameters: { roleid: "Watcher" },
            shows: { "VM.Audit": 1, "VM.PowerMgmt": 1 },
          },
        ],
      },
      ...["comment", "delete", "digest"].map((name) => ({
        args: { action: "update", roleid: "Watcher", [name]: "1" },
        refusal: { code: "arguments", says: name },
      })),
      {
        args: { action: "delete", roleid: "Watcher" },
        after: [{ path: "/access/roles", lacks: { roleid: "Watcher" } }],
      },
    ],
  },
  {
    tool: "proxmox_acl",
    cases: [
      { args: { action: "get" }, answers: [{ ugid: "admin@pve" }] },
      {
        args: {
          action: "update",
          path: "/vms/100",
          roleid: "PVEVMUser",
          userid: "operator@pve",
          propagate: false,
        },
        after: [{ path: "/access/acl", shows: { path: "/vms/100", ugid: "operator@pve" } }],
      },
      {
        args: { action: "update", path: "/vms/101", roles: "PVEVMUser", users: "operator@pve" },
        after: [{ path: "/access/acl", shows: { path: "/vms/101", ugid: "operator@pve" } }],
      },
      {
        args: { action: "update", path: "/vms/102", roles: "PVEVMUser", groups: "operators" },
        after: [{ path: "/access/acl", shows: { path: "/vms/102", ugid: "operators" } }],
      },
      {
        args: {
          action: "update",
          path: "/vms/102",
          roles: "PVEVMUser",
          groupid: "operators",
          delete: true,
        },
        after: [{ path: "/access/acl", lacks: { path: "/vms/102" } }],
      },
      {
        args: { action: "update", path: "/", roles: "PVEVMUser", users: "a@pve", digest: "ab" },
        refusal: { code: "arguments", says: "digest" },
      },
      {
        args: { action: "update", path: "/", roles: "PVEVMUser", users: "a@pve", userid: "b@pve" },
        refusal: { code: "arguments", says: "given too" },
      },
    ],
  },
  {
    tool: "proxmox_domain",
    cases: [
      {
        args: {
          action: "create",
          realm: "corp",
          type: "ldap",
          server1: "ldap1.example.test",
          server2: "ldap2.example.test",
          port: 636,
          secure: true,
          sslversion: "tlsv1_3",
          base_dn: "ou=people,dc=example,dc=test",
          bind_dn: "cn=reader,dc=example,dc=test",
          bind_password: "secret",
          user_attr: "uid",
          group_filter: "(objectClass=groupOfNames)",
          capath: "/etc/ssl/certs",
          comment: "directory",
          default: false,
        },
        with: { password: "secret", server2: "ldap2.example.test" },
        sends: ["POST /access/domains"],
        after: [{ path: "/access/domains", shows: { realm: "corp", type: "ldap" } }],
      },
      { args: { action: "list" }, answers: [{ realm: "corp" }] },
      { args: { action: "get", realm: "corp" }, answers: { type: "ldap" } },
      {
        args: { action: "update", realm: "corp", delete: "comment" },
        sends: ["PUT /access/domains/corp"],
        with: { delete: "comment" },
      },
      {
        args: { action: "update", realm: "corp", port: 389, digest: "0".repeat(40) },
        sends: ["PUT /access/domains/corp"],
        refusal: { code: "conflict", says: "" },
      },
      {
        args: { action: "delete", realm: "corp" },
        after: [{ path: "/access/domains", lacks: { realm: "corp" } }],
      },
    ],
  },
  {
    tool: "proxmox_user_token",
    cases: [
      {
        args: {
          action: "create",
          userid: "operator@pve",
          tokenid: "ci",
          privsep: true,
          expire: 0,
          comment: "pipeline",
        },
        answers: { "full-tokenid": "operator@pve!ci" },
        after: [
          {
            path: "/access/users/{userid}/token",
            parameters: { userid: "operator@pve" },
            shows: { tokenid: "ci", comment: "pipeline" },
          },
        ],
      },
      { args: { action: "list", userid: "operator@pve" }, answers: [{ tokenid: "ci" }] },
      {
        args: { action: "get", userid: "operator@pve", tokenid: "ci" },
        answers: { comment: "pipeline" },
      },
      {
        args: { action: "update", userid: "operator@pve", tokenid: "ci", comment: "builds" },
        after: [
          {
            path: "/access/users/{userid}/token",
            parameters: { userid: "operator@pve" },
            shows: { tokenid: "ci", comment: "builds" },
          },
        ],
      },
      {
        args: { action: "delete", userid: "operator@pve", tokenid: "ci" },
        after: [
          {
            path: "/access/users/{userid}/token",
            parameters: { userid: "operator@pve" },
            lacks: { tokenid: "ci" },
          },
        ],
      },
    ],
  },
  {
    tool: "proxmox_pool",
    cases: [
      {
        args: { action: "create", poolid: "test", comment: "try" },
        after: [{ path: "/pools", shows: { poolid: "test" } }],
      },
      { args: { action: "list" }, answers: [{ poolid: "production" }] },
      { args: { action: "get", poolid: "test" }, answers: { comment: "try" } },
      {
        args: { action: "update", poolid: "test", vms: "130" },
        after: [
          {
            path: "/cluster/resources",
            parameters: { type: "vm" },
            shows: { vmid: 130, pool: "test" },
          },
        ],
      },
      {
        args: { action: "update", poolid: "test", vms: "130", delete: true },
        after: [{ path: "/cluster/resources", lacks: { vmid: 130, pool: "test" } }],
      },
      {
        args: { action: "update", poolid: "test", digest: "ab" },
        refusal: { code: "arguments", says: "digest" },
      },
      {
        args: { action: "create", poolid: "test/web" },
        after: [{ path: "/pools", shows: { poolid: "test/web" } }],
      },
      {
        args: { action: "delete", poolid: "test/web" },
        sends: ["DELETE /pools"],
        after: [{ path: "/pools", lacks: { poolid: "test/web" } }],
      },
      {
        args: { action: "delete", poolid: "test" },
        after: [{ path: "/pools", lacks: { poolid: "test" } }],
      },
    ],
  },
  {
    tool: "proxmox_pool",
    pve: "7.4",
    cases: [
      { args: { action: "get", poolid: "production" }, sends: ["GET /pools/production"] },
      {
        args: { action: "update", poolid: "production", comment: "live" },
        sends: ["PUT /pools/production"],
        after: [{ path: "/pools", shows: { poolid: "production", comment: "live" } }],
      },
    ],
  },
];
