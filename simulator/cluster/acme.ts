import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, isTrue, splitList } from "../http/context.js";
import { sectionHandlers } from "../support/sections.js";

const DIRECTORIES = [
  {
    name: "Let's Encrypt V2",
    url: "https://acme-v02.api.letsencrypt.org/directory",
  },
  {
    name: "Let's Encrypt V2 Staging",
    url: "https://acme-staging-v02.api.letsencrypt.org/directory",
  },
];

const TERMS = "https://letsencrypt.org/documents/LE-SA-v1.5-February-24-2025.pdf";

/** A few of the many providers, with the fields that their plugin asks for. */
const CHALLENGES: [id: string, name: string, fields: string[]][] = [
  ["acmedns", "acmedns", ["ACMEDNS_BASE_URL", "ACMEDNS_SUBDOMAIN"]],
  ["aws", "Amazon Route53 (AWS)", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]],
  ["azure", "Azure DNS", ["AZUREDNS_SUBSCRIPTIONID", "AZUREDNS_TENANTID"]],
  ["cf", "Cloudflare Managed DNS", ["CF_Account_ID", "CF_Token"]],
  ["ovh", "OVH", ["OVH_AK", "OVH_AS", "OVH_CK", "OVH_END_POINT"]],
  ["powerdns", "PowerDNS server", ["PDNS_Url", "PDNS_ServerId", "PDNS_Token"]],
];

function challengeSchema(): unknown[] {
  return CHALLENGES.map(([id, name, fields]) => ({
    id,
    name,
    type: "dns",
    schema: {
      fields: Object.fromEntries(fields.map((field) => [field, { type: "string" }])),
    },
  }));
}

const accountName = ({ optional }: Context) => optional("name") ?? "default";

function missingAccount(name: string) {
  return parameterFault({ name: `ACME account config file '${name}' does not exist.` });
}

function register(context: Context): string {
  const { accounts } = context.state.acme;
  const name = accountName(context);
  if (accounts.has(name)) {
    throw parameterFault({ name: `ACME account config file '${name}' already exists.` });
  }
  const directory = context.optional("directory") ?? DIRECTORIES[0]?.url;
  const contact = splitList(context.values["contact"]).map((address) => `mailto:${address}`);
  const tos = context.optional("tos_url");
  return context.task("acmeregister", "", function* (task) {
    task.log("Fetching ACME account endpoints..");
    yield 600;
    task.log("Registering ACME account..");
    yield 900;
    accounts.set(name, {
      account: { contact, status: "valid", createdAt: new Date(context.clock.now()).toISOString() },
      directory,
      location: `${directory?.replace(/\/directory$/, "")}/acme/acct/${accounts.size + 1}`,
      ...(tos !== undefined && { tos }),
    });
    task.log(`Registration successful, account URL: '${accounts.get(name)?.["location"]}'`);
  });
}

function changeAccount(context: Context, type: string, change: (name: string) => void): string {
  const name = accountName(context);
  if (!context.state.acme.accounts.has(name)) throw missingAccount(name);
  return context.task(type, "", function* (task) {
    yield 800;
    change(name);
    task.log(`${type === "acmedeactivate" ? "Deactivated" : "Updated"} account '${name}'`);
  });
}

function orderCertificate(context: Context, type: string, done: string): string {
  const { state, node, flag } = context;
  const found = state.nodes.get(node);
  const domains = Object.keys(found?.config ?? {}).filter((key) => key.startsWith("acme"));
  if (domains.length === 0) throw fault(`no domains configured, cannot order a certificate`);
  const mayReplace = type !== "acmenewcert" || flag("force") || !found?.certificates.custom;
  if (!mayReplace) {
    throw fault("Custom certificate exists but 'force' is not set.");
  }
  return context.task(type, "", function* (task) {
    task.log("Loading ACME account details");
    task.log("Placing ACME order");
    yield 2000;
    task.log("All domains validated!");
    task.log(done);
    if (found) found.certificates.acme = type !== "acmerevoke";
    yield 500;
    task.log("Restarting pveproxy");
  });
}

export const acmeHandlers: Handlers = {
  "GET /cluster/acme/account": ({ state }) =>
    [...state.acme.accounts.keys()].map((name) => ({ name })),
  "POST /cluster/acme/account": register,
  "GET /cluster/acme/account/{name}": (context) => {
    const account = context.state.acme.accounts.get(accountName(context));
    if (!account) throw missingAccount(accountName(context));
    return account;
  },
  "PUT /cluster/acme/account/{name}": (context) =>
    changeAccount(context, "acmeupdate", (name) => {
      const account = context.state.acme.accounts.get(name);
      const contact = splitList(context.values["contact"]).map((address) => `mailto:${address}`);
      if (account) account["account"] = { ...(account["account"] as object), contact };
    }),
  "DELETE /cluster/acme/account/{name}": (context) =>
    changeAccount(context, "acmedeactivate", (name) => context.state.acme.accounts.delete(name)),
  "GET /cluster/acme/directories": () => DIRECTORIES,
  "GET /cluster/acme/tos": () => TERMS,
  "GET /cluster/acme/meta": () => ({
    termsOfService: TERMS,
    website: "https://letsencrypt.org",
    caaIdentities: ["letsencrypt.org"],
    externalAccountRequired: 0,
  }),
  "GET /cluster/acme/challenge-schema": challengeSchema,
  ...sectionHandlers({
    collection: "/cluster/acme/plugins",
    id: "id",
    item: "/cluster/acme/plugins/{id}",
    sections: ({ state }) => state.acme.plugins,
    missing: (id) => fault(`ACME plugin '${id}' not defined`),
    exists: (id) => fault(`ACME plugin ID '${id}' already exists`),
    show: (section, id) => ({ plugin: id, ...section }),
  }),
  "POST /nodes/{node}/certificates/acme/certificate": (context) =>
    orderCertificate(context, "acmenewcert", "Setting pveproxy certificate and key"),
  "PUT /nodes/{node}/certificates/acme/certificate": (context) => {
    const has = isTrue(context.state.nodes.get(context.node)?.certificates.acme);
    if (!has) throw fault("No current (custom) certificate found, please order a new certificate!");
    return orderCertificate(context, "acmerenew", "Renewed certificate");
  },
  "DELETE /nodes/{node}/certificates/acme/certificate": (context) =>
    orderCertificate(context, "acmerevoke", "Revoked old certificate"),
};
