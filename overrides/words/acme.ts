import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/acme": "List the sections of ACME (Let's Encrypt) setup",
    "GET /cluster/acme/account": "List the names of ACME accounts",
    "POST /cluster/acme/account":
      "Register an ACME account at a CA; returns a task. Setting tos_url accepts the CA's terms",
    "GET /cluster/acme/account/{name}": "Get an ACME account's contact, CA and state",
    "PUT /cluster/acme/account/{name}":
      "Change an ACME account's contact, or refresh it from the CA; returns a task",
    "DELETE /cluster/acme/account/{name}":
      "Deactivate an ACME account at the CA for good and remove it; returns a task",
    "GET /cluster/acme/challenge-schema": "List supported DNS providers with their fields",
    "GET /cluster/acme/directories": "List well-known ACME CAs with their directory URLs",
    "GET /cluster/acme/meta": "Fetch a CA's metadata, such as terms and whether it needs EAB",
    "GET /cluster/acme/plugins": "List ACME challenge plugins, DNS credentials included",
    "POST /cluster/acme/plugins": "Add an ACME challenge plugin",
    "GET /cluster/acme/plugins/{id}": "Get an ACME challenge plugin, DNS credentials included",
    "PUT /cluster/acme/plugins/{id}": "Change an ACME challenge plugin",
    "DELETE /cluster/acme/plugins/{id}":
      "Remove an ACME challenge plugin; renewals that rely on it fail",
    "GET /cluster/acme/tos": "Fetch the URL of a CA's terms; use GET /cluster/acme/meta instead",
  },
  parameters: {
    "/cluster/acme": {
      api: "DNS provider, as listed by GET /cluster/acme/challenge-schema",
      contact: "Mail addresses for the CA's notices, comma-separated",
      data: "DNS credentials: KEY=value lines, base64-encoded; see challenge-schema for keys",
      directory: "Directory URL of the CA; default Let's Encrypt production",
      disable: "1 keeps the plugin but doesn't use it",
      "eab-hmac-key": "Key of an external account binding, where the CA demands one",
      "eab-kid": "Key id of an external account binding, where the CA demands one",
      id: "Plugin id",
      name: "Account name; default is default",
      nodes: "Nodes that may use the plugin, comma-separated; absent means all",
      tos_url: "URL of the CA's terms; giving it accepts them",
      type: "Challenge kind: dns (TXT record) or standalone (own web server on port 80)",
      "validation-delay": "Seconds to wait for DNS to spread before validation; default 30",
    },
    "GET /cluster/acme/plugins": {
      type: "Only plugins of this kind: dns or standalone",
    },
  },
} satisfies Words;
