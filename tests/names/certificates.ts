import type { NamedTool } from "./types.js";

const NODE = { node: "pve1" };
const PEM = "-----BEGIN CERTIFICATE-----\nZXhhbXBsZQ==\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nZXhhbXBsZQ==\n-----END PRIVATE KEY-----\n";

export const certificates: NamedTool[] = [
  {
    tool: "proxmox_certificate",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/certificates/info"] },
      {
        args: {
          action: "upload",
          ...NODE,
          certificates: PEM,
          key: KEY,
          force: true,
          restart: false,
        },
        sends: ["POST /nodes/pve1/certificates/custom"],
        with: { certificates: PEM, key: KEY, force: true, restart: false },
      },
      {
        args: { action: "delete", ...NODE, restart: true },
        sends: ["DELETE /nodes/pve1/certificates/custom"],
        with: { restart: true },
      },
    ],
  },
  {
    tool: "proxmox_acme_cert",
    cases: [
      { args: { action: "config", ...NODE }, sends: ["GET /nodes/pve1/config"] },
      {
        args: { action: "order", ...NODE, force: true },
        sends: ["POST /nodes/pve1/certificates/acme/certificate"],
      },
      {
        args: { action: "renew", ...NODE, force: true },
        sends: ["PUT /nodes/pve1/certificates/acme/certificate"],
        with: { force: true },
      },
      {
        args: { action: "revoke", ...NODE },
        sends: ["DELETE /nodes/pve1/certificates/acme/certificate"],
      },
    ],
  },
  {
    tool: "proxmox_acme_account",
    cases: [
      { args: { action: "list" }, sends: ["GET /cluster/acme/account"] },
      ...(["get", "update", "delete"] as const).map((action) => ({
        args: { action, name: "default" },
        refusal: { code: "login", says: "pvenode acme account" },
      })),
      {
        args: { action: "create", name: "default", contact: "root@example.test" },
        refusal: { code: "login", says: "pvenode acme account register" },
      },
    ],
  },
  {
    tool: "proxmox_acme_account",
    login: "password",
    cases: [
      {
        args: {
          action: "create",
          name: "default",
          contact: "root@example.test",
          directory: "https://acme-staging-v02.api.letsencrypt.org/directory",
          tos_url: "https://letsencrypt.org/terms",
        },
        sends: ["POST /cluster/acme/account"],
        after: [{ path: "/cluster/acme/account", shows: { name: "default" } }],
      },
      { args: { action: "get", name: "default" }, sends: ["GET /cluster/acme/account/default"] },
      {
        args: { action: "update", name: "default", contact: "ops@example.test" },
        sends: ["PUT /cluster/acme/account/default"],
        with: { contact: "ops@example.test" },
      },
      {
        args: { action: "delete", name: "default" },
        sends: ["DELETE /cluster/acme/account/default"],
        after: [{ path: "/cluster/acme/account", lacks: { name: "default" } }],
      },
    ],
  },
  {
    tool: "proxmox_acme_info",
    cases: [
      {
        setup: [
          ["proxmox_acme_info", { action: "create_plugin", id: "dns1", type: "dns", api: "cf" }],
        ],
        args: { action: "list_plugins" },
        sends: ["GET /cluster/acme/plugins"],
        answers: [{ plugin: "dns1" }],
      },
      { args: { action: "get_plugin", id: "dns1" }, sends: ["GET /cluster/acme/plugins/dns1"] },
      { args: { action: "directories" }, sends: ["GET /cluster/acme/directories"] },
    ],
  },
];
