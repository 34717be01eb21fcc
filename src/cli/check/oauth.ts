import { createFetchJson, type FetchJson, Unavailable } from "../../auth/oauth/fetch-json.js";
import { introspect } from "../../auth/oauth/introspect.js";
import { descriptionsOf } from "../../auth/oauth/issuer-keys.js";
import { scopeOfTier } from "../../auth/oauth/principal-of-claims.js";
import { isObject } from "../../kit/objects.js";
import { escapeControls } from "../../kit/visible.js";
import { TIERS } from "../../schema/catalogue.js";
import type { OAuthSettings } from "../../settings/public.js";
import type { Variable } from "../../settings/table.js";
import { type Finding, failed, ok, warning } from "./finding.js";

/** What the settings say of tokens, and whether their issuer answers as it has to. */
export async function checkOAuth(
  settings: OAuthSettings,
  isSet: (variable: Variable) => boolean,
): Promise<Finding[]> {
  const { issuer, introspection } = settings;
  const fetchJson = createFetchJson(issuer);
  return [
    describe(settings),
    ...(settings.publicUrl.endsWith("/mcp") ? [DOUBLE] : []),
    ...(!introspection && isSet("PROXMOX_OAUTH_CLIENT_ID") ? [IDLE_LOGIN] : []),
    ...(await checkIssuer(issuer, fetchJson)),
    ...(introspection ? [await checkIntrospection(introspection, fetchJson)] : []),
  ];
}

function describe({ audience, claims }: OAuthSettings): Finding {
  const scopes = TIERS.map(scopeOfTier).join(", ");
  const names = Object.entries(claims).map(([subject, claim]) => `${subject} by ${claim}`);
  const narrowed = names.length > 0 ? `narrowed: ${names.join(", ")}` : "no claim narrows them";
  return ok("oauth", `tokens for ${audience} with a scope of ${scopes}; ${narrowed}`);
}

const DOUBLE = warning(
  "oauth",
  "PROXMOX_PUBLIC_URL ends with /mcp, and clients find the server at /mcp below it",
  "Leave /mcp out, unless a proxy puts it before all paths.",
);

const IDLE_LOGIN = warning(
  "oauth",
  "PROXMOX_OAUTH_CLIENT_ID is not used: PROXMOX_OAUTH_INTROSPECTION is not set",
);

/** The first description that fits is the one that the server uses. */
async function checkIssuer(issuer: string, fetchJson: FetchJson): Promise<Finding[]> {
  const silent: string[] = [];
  const wrong: Finding[] = [];
  for (const address of descriptionsOf(issuer)) {
    const said = await tried(() => fetchJson(address));
    if (typeof said === "string") silent.push(said);
    else if (said["issuer"] !== issuer) {
      wrong.push(failed("issuer", `${address} names ${show(said["issuer"])} as the issuer`, SAME));
    } else if (typeof said["jwks_uri"] !== "string") {
      wrong.push(failed("issuer", `${address} names no keys (jwks_uri)`, PUBLISH));
    } else {
      const text = `${address} names ${issuer} as the issuer`;
      return [ok("issuer", text), await checkKeys(said["jwks_uri"], fetchJson)];
    }
  }
  // an issuer has one or the other, so silence counts where there is neither
  return wrong.length > 0 ? wrong : [failed("issuer", silent.join("; "), REACH)];
}

async function checkKeys(address: string, fetchJson: FetchJson): Promise<Finding> {
  const said = await tried(() => fetchJson(address));
  if (typeof said === "string") return failed("issuer", said, REACH);
  const keys = [said["keys"]].flat().filter((key) => isObject(key) && signs(key));
  const text = `keys for signatures at ${show(address)}: ${keys.length}`;
  return keys.length > 0 ? ok("issuer", text) : failed("issuer", text, PUBLISH);
}

const KINDS: readonly unknown[] = ["RSA", "EC", "OKP"];

function signs({ kty, use = "sig" }: Record<string, unknown>): boolean {
  return KINDS.includes(kty) && use === "sig";
}

/** Asks about a token that there isn't. */
async function checkIntrospection(
  introspection: NonNullable<OAuthSettings["introspection"]>,
  fetchJson: FetchJson,
): Promise<Finding> {
  const said = await tried(async () => ({
    found: await introspect("proxmox-mcp-check", introspection, fetchJson),
  }));
  if (typeof said === "string") return failed("issuer", said, LOGIN);
  const text = `${introspection.url} answers to PROXMOX_OAUTH_CLIENT_ID`;
  return said.found
    ? failed("issuer", `${text}, and takes every token for a good one`)
    : ok("issuer", text);
}

async function tried<T>(attempt: () => Promise<T>): Promise<T | string> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}

/** What another server has written. */
function show(value: unknown): string {
  return escapeControls(JSON.stringify(value) ?? "nothing").slice(0, 200);
}

const REACH =
  "Is PROXMOX_OAUTH_ISSUER what the server calls itself, and does this machine reach it? NODE_EXTRA_CA_CERTS names a CA of your own.";
const SAME = "PROXMOX_OAUTH_ISSUER has to be the same, letter for letter, as in its tokens.";
const PUBLISH = "It has to publish the keys with which it signs tokens: RS, PS, ES or EdDSA.";
const LOGIN =
  "Do PROXMOX_OAUTH_INTROSPECTION, PROXMOX_OAUTH_CLIENT_ID and PROXMOX_OAUTH_CLIENT_SECRET fit?";
