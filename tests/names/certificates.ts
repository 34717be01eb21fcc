import type { NamedTool } from "./types.js";

const NODE = { node: "pve1" };
/** Of pve1.example.test, for a hundred years; nobody has its key. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIBkDCCATWgAwIBAgIUK4v8VSFwb7FiZP0JxLlMfzKx72gwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcHZlMS5leGFtcGxlLnRlc3QwIBcNMjYxMTIzMDY1ODI3WhgP
MjEyNjEwMzAwNjU4MjdaMBwxGjAYBgNVBAMMEXB2ZTEuZXhhbXBsZS50ZXN0MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHlxwjsYVg9rwONz8RSxzRgEhAp8l/QfP
h9rR4AeOtXOQ/uqpmFmnpJqO5wFJ6mQv4XPALlvU4LlTKgbuWNvG26NTMFEwHQYD
VR0OBBYEFFCiv+phtnU0iuiYID8G7iU3hPn5MB8GA1UdIwQYMBaAFFCiv+phtnU0
iuiYID8G7iU3hPn5MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIh
AO0Uy985O0Nw1n7XLBr5ueR4tmZxY0B6U+jtFOScsdtnAiEA9PG/ef+mzrpllEmG
ntIEemMVWIrs9wa4br3E3d6xkbs=
-----END CERTIFICATE-----
`;
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
    login: "password",
    cases: [
      {
        setup: [
          [
            "proxmox_acme_account",
            { action: "create", name: "default", contact: "a@example.test" },
          ],
          [
            "proxmox_node_config",
            { action: "set", ...NODE, acme: "account=default,domains=pve1.example.test" },
          ],
        ],
        args: { action: "config", ...NODE },
        sends: ["GET /nodes/pve1/config"],
        answers: { acme: "account=default,domains=pve1.example.test" },
      },
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
