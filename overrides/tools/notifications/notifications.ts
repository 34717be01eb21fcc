import { defineTool } from "../../../src/tools/define.js";

export const notification = defineTool({
  name: "proxmox_notification_target",
  formerly: "proxmox_notification",
  title: "Notification targets",
  summary: "Where notifications go: mail by SMTP or sendmail, Gotify, webhooks. test sends one.",
  toolset: "notifications",
  actions: {
    list: "GET /cluster/notifications/targets",
    get: {
      endpointArgument: "target_type",
      endpoint: {
        smtp: "GET /cluster/notifications/endpoints/smtp/{name}",
        gotify: "GET /cluster/notifications/endpoints/gotify/{name}",
        sendmail: "GET /cluster/notifications/endpoints/sendmail/{name}",
        webhook: "GET /cluster/notifications/endpoints/webhook/{name}",
      },
    },
    create: {
      endpointArgument: "target_type",
      endpoint: {
        smtp: "POST /cluster/notifications/endpoints/smtp",
        gotify: "POST /cluster/notifications/endpoints/gotify",
        sendmail: "POST /cluster/notifications/endpoints/sendmail",
        webhook: "POST /cluster/notifications/endpoints/webhook",
      },
    },
    update: {
      endpointArgument: "target_type",
      endpoint: {
        smtp: "PUT /cluster/notifications/endpoints/smtp/{name}",
        gotify: "PUT /cluster/notifications/endpoints/gotify/{name}",
        sendmail: "PUT /cluster/notifications/endpoints/sendmail/{name}",
        webhook: "PUT /cluster/notifications/endpoints/webhook/{name}",
      },
    },
    delete: {
      endpointArgument: "target_type",
      endpoint: {
        smtp: "DELETE /cluster/notifications/endpoints/smtp/{name}",
        gotify: "DELETE /cluster/notifications/endpoints/gotify/{name}",
        sendmail: "DELETE /cluster/notifications/endpoints/sendmail/{name}",
        webhook: "DELETE /cluster/notifications/endpoints/webhook/{name}",
      },
    },
    test: "POST /cluster/notifications/targets/{name}/test",
  },
  arguments: ["mailto"],
  words: {
    target_type: "Kind of target; list tells it",
    "from-address": "smtp: sender",
    server: "smtp, gotify: host or URL",
    token: "gotify: access token",
    url: "webhook: address to call",
    method: "webhook: HTTP method",
    name: "Name of the target or matcher",
  },
  aliases: { from: "from-address" },
});

export const notificationMatcher = defineTool({
  name: "proxmox_notification_matcher",
  title: "Notification matchers",
  summary: "Rules that send notifications to targets by severity, field and time.",
  toolset: "notifications",
  actions: {
    list: "GET /cluster/notifications/matchers",
    get: "GET /cluster/notifications/matchers/{name}",
    create: "POST /cluster/notifications/matchers",
    update: "PUT /cluster/notifications/matchers/{name}",
    delete: "DELETE /cluster/notifications/matchers/{name}",
    fields: "GET /cluster/notifications/matcher-fields",
    values: "GET /cluster/notifications/matcher-field-values",
  },
  arguments: ["target", "match-severity"],
  listedAs: { target: "targets" },
  words: {
    name: "Name of the matcher",
    target: "Targets that are notified",
    "match-severity": "info, notice, warning, error, unknown",
  },
});
