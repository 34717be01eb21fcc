import type { NamedTool } from "./types.js";

export const cluster: NamedTool[] = [
  {
    tool: "proxmox_cluster",
    cases: [
      {
        args: { action: "status" },
        sends: ["GET /cluster/status"],
        answers: { cluster: { quorate: true } },
      },
      { args: { action: "options" }, sends: ["GET /cluster/options"] },
      {
        args: {
          action: "update_options",
          options: { keyboard: "de", email_from: "pve@example.test" },
        },
        sends: ["PUT /cluster/options"],
        after: [{ path: "/cluster/options", shows: { keyboard: "de" } }],
      },
    ],
  },
  {
    tool: "proxmox_cluster_config",
    cases: [
      { args: { action: "get" }, sends: ["GET /cluster/config/nodes"] },
      {
        args: { action: "list_nodes" },
        sends: ["GET /cluster/config/nodes"],
        answers: [{ node: "pve1" }],
      },
      { args: { action: "get_node", node: "pve1" }, answers: { node: "pve1" } },
      {
        args: { action: "get_node", node: "nowhere" },
        refusal: { code: "refused", says: "pve1" },
      },
      { args: { action: "totem" }, sends: ["GET /cluster/config/totem"] },
      {
        args: {
          action: "join",
          hostname: "192.0.2.11",
          fingerprint: Array(32).fill("AB").join(":"),
          password: "secret",
          force: true,
        },
        refusal: { code: "login", says: "pvecm add" },
      },
    ],
  },
  {
    tool: "proxmox_cluster_config",
    login: "password",
    cases: [
      {
        args: {
          action: "join",
          hostname: "192.0.2.11",
          fingerprint: Array(32).fill("AB").join(":"),
          password: "secret",
          force: true,
        },
        refusal: { code: "conflict", says: "already exists" },
        sends: ["POST /cluster/config/join"],
        with: { hostname: "192.0.2.11", force: true },
      },
    ],
  },
];
