import type { Case, NamedTool } from "./types.js";

const TARGETS = "/cluster/notifications/targets";

const KINDS = {
  smtp: {
    server: "mail.example.test",
    port: 465,
    mode: "tls",
    from: "pve@example.test",
    mailto: ["root@example.test"],
    author: "pve",
    username: "pve",
    password: "secret",
  },
  gotify: { server: "https://gotify.example.test", token: "secret", disable: false },
  sendmail: { "mailto-user": ["root@pam"], comment: "by mail" },
};

export const notifications: NamedTool[] = [
  {
    tool: "proxmox_notification",
    cases: [
      { args: { action: "list" }, answers: [{ name: "mail-to-root" }] },
      ...Object.entries(KINDS).flatMap(([target_type, settings]): Case[] => [
        {
          args: { action: "create", target_type, name: `by-${target_type}`, ...settings },
          sends: [`POST /cluster/notifications/endpoints/${target_type}`],
          after: [{ path: TARGETS, shows: { name: `by-${target_type}`, type: target_type } }],
        },
        {
          args: { action: "get", target_type, name: `by-${target_type}` },
          answers: { name: `by-${target_type}` },
        },
        {
          args: { action: "test", name: `by-${target_type}` },
          sends: [`POST ${TARGETS}/by-${target_type}/test`],
        },
        {
          args: { action: "delete", target_type, name: `by-${target_type}` },
          after: [{ path: TARGETS, lacks: { name: `by-${target_type}` } }],
        },
      ]),
      {
        args: { action: "get", name: "mail-to-root" },
        refusal: { code: "arguments", says: "target_type" },
      },
    ],
  },
];
