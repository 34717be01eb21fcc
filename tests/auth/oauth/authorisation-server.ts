import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { type Configuration, type JWK, Provider } from "oidc-provider";

/** A real authorisation server in this process, where everyone may log in as anyone. */
export interface AuthorisationServer {
  issuer: string;
  introspection: { url: string; clientId: string; clientSecret: string };
  /** What a user does in a browser. @returns what the client is called back with */
  logIn(authorisation: URL, user: string): Promise<URLSearchParams>;
  /** Other keys sign from now on; the old ones are gone. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

export interface AuthorisationOptions {
  format: "jwt" | "opaque";
  /** Claims of a user's tokens. */
  claimsOf(user: string): Record<string, unknown>;
  /** What a user may be granted of what a client asks for. */
  scopesOf(user: string): string;
}

export const ALL_SCOPES = "proxmox:read proxmox:operate proxmox:elevated";

const INSPECTOR = { client_id: "inspector", client_secret: "a-secret-of-the-inspector" };

export async function startAuthorisationServer(
  options: AuthorisationOptions,
): Promise<AuthorisationServer> {
  let user = "";
  let provider: Provider;
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return provider.callback()(request, response);
    const login = { login: { accountId: user }, consent: {} };
    await provider.interactionFinished(request, response, login, {
      mergeWithLastSubmission: false,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = async () => new Provider(issuer, await configuration(options));
  provider = await open();
  return {
    issuer,
    introspection: {
      url: `${issuer}/token/introspection`,
      clientId: INSPECTOR.client_id,
      clientSecret: INSPECTOR.client_secret,
    },
    logIn: async (authorisation, name) => {
      user = name;
      return follow(authorisation, issuer);
    },
    rotate: async () => {
      provider = await open();
    },
    close: () => closed(server),
  };
}

async function configuration(options: AuthorisationOptions): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" };
  return {
    jwks: { keys: [key as JWK] },
    clients: [
      { ...INSPECTOR, redirect_uris: [], response_types: [], grant_types: ["client_credentials"] },
    ],
    scopes: ["openid", "offline_access", ...ALL_SCOPES.split(" ")],
    cookies: { keys: ["cookie-key"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    extraTokenClaims: (_, token) =>
      "accountId" in token ? options.claimsOf(String(token.accountId)) : undefined,
    // everyone agrees to everything that they may be granted
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, params } = oidc;
      const grant = new oidc.provider.Grant({
        clientId: client?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      const resource = String(params?.["resource"]);
      const granted = options.scopesOf(session?.accountId ?? "");
      const rest = ALL_SCOPES.split(" ").filter((scope) => !granted.split(" ").includes(scope));
      grant.addOIDCScope(`openid offline_access ${ALL_SCOPES}`);
      if (granted !== "") grant.addResourceScope(resource, granted);
      if (rest.length > 0) grant.rejectResourceScope(resource, rest.join(" "));
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          scope: ALL_SCOPES,
          audience: resource,
          accessTokenFormat: options.format,
        }),
      },
    },
  };
}

/** A browser without pages: it keeps cookies and goes where it is sent, until that is the client. */
async function follow(start: URL, issuer: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 10; hops += 1) {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`${url} ends with ${await response.text()}`);
    url = new URL(location, url);
    if (url.origin !== issuer) return url.searchParams;
  }
  throw new Error("sent around in circles");
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
