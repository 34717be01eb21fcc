import { defineTool } from "../../../src/tools/define.js";
import { readAcmeConfig } from "./support/acme-config.js";

export const certificate = defineTool({
  name: "proxmox_certificate",
  title: "Certificates of a node",
  summary: "Show a node's TLS certificates, put one of your own in place, or go back to Proxmox's.",
  toolset: "nodes",
  actions: {
    list: "GET /nodes/{node}/certificates/info",
    upload: "POST /nodes/{node}/certificates/custom",
    delete: "DELETE /nodes/{node}/certificates/custom",
  },
  arguments: ["key", "restart"],
  words: { restart: "Restart the web interface; without it nothing changes yet" },
});

export const acmeCert = defineTool({
  name: "proxmox_acme_cert",
  title: "ACME certificate of a node",
  summary:
    "Order, renew or revoke a node's certificate by ACME (Let's Encrypt); config shows account and domains.",
  toolset: "nodes",
  actions: {
    config: { endpoint: "GET /nodes/{node}/config", required: ["node"], run: readAcmeConfig },
    order: "POST /nodes/{node}/certificates/acme/certificate",
    renew: "PUT /nodes/{node}/certificates/acme/certificate",
    revoke: "DELETE /nodes/{node}/certificates/acme/certificate",
  },
});

export const acmeAccount = defineTool({
  name: "proxmox_acme_account",
  title: "ACME accounts",
  summary: "ACME accounts of the cluster. All but list need a login as root@pam with password.",
  toolset: "nodes",
  actions: {
    list: "GET /cluster/acme/account",
    get: "GET /cluster/acme/account/{name}",
    create: "POST /cluster/acme/account",
    update: "PUT /cluster/acme/account/{name}",
    delete: "DELETE /cluster/acme/account/{name}",
  },
});

export const acmeInfo = defineTool({
  name: "proxmox_acme_info",
  title: "ACME providers and plugins",
  summary: "ACME providers, their terms of service, and the DNS plugins that prove domains.",
  toolset: "nodes",
  actions: {
    directories: "GET /cluster/acme/directories",
    tos: "GET /cluster/acme/tos",
    meta: "GET /cluster/acme/meta",
    challenge_schema: "GET /cluster/acme/challenge-schema",
    list_plugins: "GET /cluster/acme/plugins",
    get_plugin: "GET /cluster/acme/plugins/{id}",
    create_plugin: "POST /cluster/acme/plugins",
    update_plugin: "PUT /cluster/acme/plugins/{id}",
    delete_plugin: "DELETE /cluster/acme/plugins/{id}",
  },
  words: { type: "create_plugin: dns needs api and data", id: "Id of the plugin" },
});
