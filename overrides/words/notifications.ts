import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/notifications": "List the sections of the notification system",
    "GET /cluster/notifications/endpoints": "List the kinds of notification endpoints",

    "GET /cluster/notifications/endpoints/gotify": "List Gotify endpoints",
    "POST /cluster/notifications/endpoints/gotify":
      "Create a Gotify endpoint; a matcher must name it to be used",
    "GET /cluster/notifications/endpoints/gotify/{name}":
      "Get a Gotify endpoint, without its token",
    "PUT /cluster/notifications/endpoints/gotify/{name}": "Change a Gotify endpoint",
    "DELETE /cluster/notifications/endpoints/gotify/{name}":
      "Delete a Gotify endpoint; refused while a matcher names it",

    "GET /cluster/notifications/endpoints/sendmail": "List sendmail endpoints",
    "POST /cluster/notifications/endpoints/sendmail":
      "Create an endpoint that mails through the node's own mail server",
    "GET /cluster/notifications/endpoints/sendmail/{name}": "Get a sendmail endpoint",
    "PUT /cluster/notifications/endpoints/sendmail/{name}": "Change a sendmail endpoint",
    "DELETE /cluster/notifications/endpoints/sendmail/{name}":
      "Delete a sendmail endpoint; refused while a matcher names it",

    "GET /cluster/notifications/endpoints/smtp": "List SMTP endpoints",
    "POST /cluster/notifications/endpoints/smtp":
      "Create an endpoint that mails through an SMTP server",
    "GET /cluster/notifications/endpoints/smtp/{name}":
      "Get an SMTP endpoint, without its password",
    "PUT /cluster/notifications/endpoints/smtp/{name}": "Change an SMTP endpoint",
    "DELETE /cluster/notifications/endpoints/smtp/{name}":
      "Delete an SMTP endpoint; refused while a matcher names it",

    "GET /cluster/notifications/endpoints/webhook": "List webhook endpoints with URLs and headers",
    "POST /cluster/notifications/endpoints/webhook":
      "Create an endpoint that sends an HTTP request of any shape",
    "GET /cluster/notifications/endpoints/webhook/{name}":
      "Get a webhook endpoint with URL and headers; secrets by name only",
    "PUT /cluster/notifications/endpoints/webhook/{name}": "Change a webhook endpoint",
    "DELETE /cluster/notifications/endpoints/webhook/{name}":
      "Delete a webhook endpoint; refused while a matcher names it",

    "GET /cluster/notifications/matcher-fields": "List metadata fields that matchers can test",
    "GET /cluster/notifications/matcher-field-values":
      "List known values of the metadata fields, such as job ids and node names",
    "GET /cluster/notifications/matchers": "List matchers (which event goes to which targets)",
    "POST /cluster/notifications/matchers":
      "Create a matcher; without conditions it matches every event",
    "GET /cluster/notifications/matchers/{name}": "Get a matcher",
    "PUT /cluster/notifications/matchers/{name}": "Change a matcher; lists are replaced as a whole",
    "DELETE /cluster/notifications/matchers/{name}":
      "Delete a matcher; events that only it caught reach nobody",

    "GET /cluster/notifications/targets": "List all notification targets, of every kind",
    "POST /cluster/notifications/targets/{name}/test":
      "Send a test message to a target; fails with the target's error",
  },
  parameters: {
    "/cluster/notifications": {
      author: "Sender name of mails; default Proxmox VE",
      body: "Request body in base64; {{ title }}, {{ message }}, {{ secrets.x }} are filled in",
      disable: "1 keeps the entry but sends nothing through it; default 0",
      "from-address": "Sender address of mails",
      header: "HTTP headers, each name=X,value=<base64>; {{ secrets.x }} is filled in",
      "invert-match": "1 matches exactly the events that the conditions exclude",
      mailto: "Mail addresses of recipients",
      "mailto-user": "Users (user@realm) whose mail address receives the message",
      "match-calendar": "Times at which it matches, such as mon..fri 8-17",
      "match-field": "Conditions as exact:type=vzdump or regex:hostname=^pve; see matcher-fields",
      "match-severity": "Severities to match: info, notice, warning, error, unknown",
      method: "HTTP method of the request: post, put or get",
      mode: "SMTP security: tls (default), starttls or insecure (unencrypted)",
      name: "Name of the endpoint, matcher or target",
      password: "SMTP password; stored on the cluster, never returned",
      port: "SMTP port; default 465 for tls, 587 for starttls, 25 for insecure",
      secret: "Secret values, each name=x,value=<base64>, for {{ secrets.x }}; never returned",
      server: "Address of the server; for Gotify its URL",
      target: "Names of targets that receive matching events",
      token: "Gotify application token; stored on the cluster, never returned",
      url: "URL of the webhook; {{ secrets.x }} is filled in",
      username: "SMTP user; absent sends without login",
    },
    "/cluster/notifications/matchers": {
      mode: "all (default): every kind of condition must hold; any: one is enough",
    },
  },
} satisfies Words;
