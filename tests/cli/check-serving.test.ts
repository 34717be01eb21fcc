import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { makeToken } from "../../src/auth/tokens/token.js";
import { main } from "../../src/cli/main.js";
import {
  type AuthorisationServer,
  startAuthorisationServer,
} from "../auth/oauth/authorisation-server.js";

const SECRET = "a-secret-that-nobody-may-see";
const PUBLIC = "https://mcp.example";

let simulator: Simulator;
let login: AuthorisationServer;
let home: string;
let odd: Server;
let oddUrl: string;
let nobody: string;

/** What an authorisation server that isn't set up well says, by path. */
const ODD: Readonly<Record<string, () => unknown>> = {
  "/slash/.well-known/openid-configuration": () => ({ issuer: `${oddUrl}/slash/` }),
  "/keyless/.well-known/openid-configuration": () => ({ issuer: `${oddUrl}/keyless` }),
  "/secret/.well-known/openid-configuration": () => ({
    issuer: `${oddUrl}/secret`,
    jwks_uri: `${oddUrl}/secret/keys`,
  }),
  "/secret/keys": () => ({ keys: [{ kty: "oct" }, { kty: "RSA", use: "enc" }] }),
};

beforeAll(async () => {
  vi.spyOn(console, "info").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  [simulator, login] = await Promise.all([
    startSimulator({ unauthorizedDelay: 0 }),
    startAuthorisationServer({ format: "jwt", claimsOf: () => ({}), scopesOf: () => "" }),
  ]);
  home = mkdtempSync(join(tmpdir(), "check-serving-"));
  odd = createServer((request, response) => {
    const said = ODD[request.url ?? ""]?.();
    response.statusCode = said ? 200 : 404;
    response.end(JSON.stringify(said ?? {}));
  });
  oddUrl = await listening(odd);
  const gone = createServer();
  nobody = await listening(gone);
  gone.close();
});

afterAll(async () => {
  odd.close();
  odd.closeAllConnections();
  await Promise.all([simulator.close(), login.close()]);
  rmSync(home, { recursive: true });
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Settings = Readonly<Record<string, string>>;

const withLogin = (): Settings => ({
  PROXMOX_TOKEN_VALUE: simulator.token,
  PROXMOX_SSL_CA_CERT: simulator.certificate,
});

/** The exit code, and what is said of anything but the cluster; where something is wrong, only that. */
async function check(settings: Settings): Promise<string[]> {
  let out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const code = await main(["check"], {
    HOME: home,
    XDG_STATE_HOME: home,
    PROXMOX_HOST: `${simulator.host}:${simulator.port}`,
    ...settings,
  });
  expect(out).not.toContain(SECRET);
  expect(out).not.toContain(login.introspection.clientSecret);
  const steady = out
    .replaceAll(home, "HOME")
    .replaceAll(login.issuer, "ISSUER")
    .replaceAll(oddUrl, "ODD")
    .replaceAll(nobody, "NOBODY");
  const about = /^\w+ +(serving|tokens|oauth|issuer) |caller brings|^failed +settings |^ {22}/;
  const lines = steady.split("\n").filter((line) => about.test(line));
  const trouble = lines.filter((line) => !line.startsWith("ok"));
  return [`exit ${code}`, ...(trouble.length > 0 ? trouble : lines)];
}

function tokens(mode: number, ...expires: (string | undefined)[]): Settings {
  const file = join(home, `tokens-${mode}-${expires.length}.json`);
  const records = expires.map((end, index) => ({
    name: `t${index}`,
    ...makeToken().kept,
    access: "read",
    created: "2026-01-01T00:00:00Z",
    ...(end !== undefined && { expires: end }),
  }));
  writeFileSync(file, JSON.stringify({ tokens: records }));
  chmodSync(file, mode);
  return { ...withLogin(), PROXMOX_AUTH: "token", PROXMOX_TOKENS: file };
}

const oauth = (issuer: string): Settings => ({
  ...withLogin(),
  PROXMOX_AUTH: "oauth",
  PROXMOX_PUBLIC_URL: PUBLIC,
  PROXMOX_OAUTH_ISSUER: issuer,
});

const lookedUp = (clientSecret: string): Settings => ({
  ...oauth(login.issuer),
  PROXMOX_OAUTH_INTROSPECTION: login.introspection.url,
  PROXMOX_OAUTH_CLIENT_ID: login.introspection.clientId,
  PROXMOX_OAUTH_CLIENT_SECRET: clientSecret,
});

const OVER = "2026-01-02T00:00:00Z";

const SET_UPS: Readonly<Record<string, () => Settings>> = {
  "nothing about serving": withLogin,
  "nobody is asked": () => ({ ...withLogin(), PROXMOX_ALLOWED_HOSTS: "mcp.example" }),
  "a way that there isn't": () => ({ ...withLogin(), PROXMOX_AUTH: "password" }),
  "callers bring their logins": () => ({
    PROXMOX_AUTH: "proxmox",
    PROXMOX_SSL_CA_CERT: simulator.certificate,
  }),
  "no tokens yet": () => ({ ...withLogin(), PROXMOX_AUTH: "token" }),
  "two tokens, one over": () => tokens(0o600, undefined, OVER),
  "only a token that is over": () => tokens(0o600, OVER),
  "tokens that others may read": () => tokens(0o644, undefined),
  "a file that is something else": () => ({
    ...withLogin(),
    PROXMOX_AUTH: "token",
    PROXMOX_TOKENS: "package.json",
  }),
  "a file that can't be there": () => ({
    ...withLogin(),
    PROXMOX_AUTH: "token",
    PROXMOX_TOKENS: "package.json/tokens.json",
  }),
  "tokens of an issuer": () => oauth(login.issuer),
  "other claims and audience, and tokens too": () => ({
    ...oauth(login.issuer),
    ...tokens(0o600, undefined),
    PROXMOX_AUTH: "token, oauth",
    PROXMOX_OAUTH_AUDIENCE: "proxmox",
    PROXMOX_OAUTH_CLAIMS: "guests=vms",
  }),
  "tokens that are looked up": () => lookedUp(login.introspection.clientSecret),
  "a wrong secret to look them up": () => lookedUp(SECRET),
  "a secret without a place to look them up": () => ({
    ...oauth(login.issuer),
    PROXMOX_OAUTH_CLIENT_ID: "mcp",
    PROXMOX_OAUTH_CLIENT_SECRET: SECRET,
  }),
  "half of what is needed to look them up": () => ({
    ...oauth(login.issuer),
    PROXMOX_OAUTH_INTROSPECTION: login.introspection.url,
    PROXMOX_OAUTH_CLIENT_SECRET: SECRET,
  }),
  "no issuer": () => ({ ...withLogin(), PROXMOX_AUTH: "oauth", PROXMOX_PUBLIC_URL: PUBLIC }),
  "an issuer that isn't used": () => ({
    ...oauth(login.issuer),
    ...tokens(0o600, undefined),
    PROXMOX_PUBLIC_URL: "",
  }),
  "a public URL with /mcp": () => ({
    ...oauth(login.issuer),
    PROXMOX_PUBLIC_URL: `${PUBLIC}/mcp`,
  }),
  "an issuer that nobody is": () => oauth(nobody),
  "an issuer that calls itself something else": () => oauth(`${oddUrl}/slash`),
  "an issuer that names no keys": () => oauth(`${oddUrl}/keyless`),
  "an issuer whose keys aren't for signatures": () => oauth(`${oddUrl}/secret`),
};

it("reads what is about serving where it is set, and shows no secret", async () => {
  const said: Record<string, string[]> = {};
  for (const [name, settings] of Object.entries(SET_UPS)) said[name] = await check(settings());
  expect(said).toMatchInlineSnapshot(`
    {
      "a file that can't be there": [
        "exit 1",
        "failed   tokens       package.json/tokens.json can't be read (ENOTDIR)",
        "                      It has to be readable for the account that runs the server.",
      ],
      "a file that is something else": [
        "exit 1",
        "failed   tokens       package.json should hold a list named tokens",
      ],
      "a public URL with /mcp": [
        "exit 0",
        "warning  oauth        PROXMOX_PUBLIC_URL ends with /mcp, and clients find the server at /mcp below it",
        "                      Leave /mcp out, unless a proxy puts it before all paths.",
      ],
      "a secret without a place to look them up": [
        "exit 0",
        "warning  oauth        PROXMOX_OAUTH_CLIENT_ID is not used: PROXMOX_OAUTH_INTROSPECTION is not set",
      ],
      "a way that there isn't": [
        "exit 78",
        "failed   settings     PROXMOX_AUTH is "password", but should be one of none, token, oauth, proxmox",
      ],
      "a wrong secret to look them up": [
        "exit 1",
        "failed   issuer       ISSUER/token/introspection answers 401",
        "                      Do PROXMOX_OAUTH_INTROSPECTION, PROXMOX_OAUTH_CLIENT_ID and PROXMOX_OAUTH_CLIENT_SECRET fit?",
      ],
      "an issuer that calls itself something else": [
        "exit 1",
        "failed   issuer       ODD/slash/.well-known/openid-configuration names "ODD/slash/" as the issuer",
        "                      PROXMOX_OAUTH_ISSUER has to be the same, letter for letter, as in its tokens.",
      ],
      "an issuer that isn't used": [
        "exit 0",
        "warning  serving      PROXMOX_OAUTH_ISSUER is not used: PROXMOX_AUTH doesn't have oauth",
      ],
      "an issuer that names no keys": [
        "exit 1",
        "failed   issuer       ODD/keyless/.well-known/openid-configuration names no keys (jwks_uri)",
        "                      It has to publish the keys with which it signs tokens: RS, PS, ES or EdDSA.",
      ],
      "an issuer that nobody is": [
        "exit 1",
        "failed   issuer       NOBODY/.well-known/oauth-authorization-server gives no answer (ECONNREFUSED); NOBODY/.well-known/openid-configuration gives no answer (ECONNREFUSED)",
        "                      Is PROXMOX_OAUTH_ISSUER what the server calls itself, and does this machine reach it? NODE_EXTRA_CA_CERTS names a CA of your own.",
      ],
      "an issuer whose keys aren't for signatures": [
        "exit 1",
        "failed   issuer       keys for signatures at "ODD/secret/keys": 0",
        "                      It has to publish the keys with which it signs tokens: RS, PS, ES or EdDSA.",
      ],
      "callers bring their logins": [
        "exit 0",
        "ok       login        each caller brings one; this server has none of its own",
        "ok       serving      PROXMOX_AUTH is proxmox",
      ],
      "half of what is needed to look them up": [
        "exit 78",
        "failed   settings     PROXMOX_OAUTH_CLIENT_ID is not set, but is needed: tokens are looked up",
      ],
      "no issuer": [
        "exit 78",
        "failed   settings     PROXMOX_OAUTH_ISSUER is not set, but is needed: PROXMOX_AUTH has oauth",
      ],
      "no tokens yet": [
        "exit 0",
        "warning  tokens       HOME/proxmox-mcp/tokens.json doesn't exist yet",
        "                      No caller is let in by a token until \`proxmox-mcp token add NAME\` makes one.",
      ],
      "nobody is asked": [
        "exit 0",
        "warning  serving      PROXMOX_AUTH is none: over HTTP nobody is asked who they are",
        "                      token, oauth and proxmox are the ways in which callers can say it.",
      ],
      "nothing about serving": [
        "exit 0",
      ],
      "only a token that is over": [
        "exit 0",
        "warning  tokens       HOME/tokens-384-1.json has 1 token, 1 of them expired",
        "                      No caller is let in by a token until \`proxmox-mcp token add NAME\` makes one.",
      ],
      "other claims and audience, and tokens too": [
        "exit 0",
        "ok       serving      PROXMOX_AUTH is token, oauth",
        "ok       tokens       HOME/tokens-384-1.json has 1 token, 0 of them expired",
        "ok       oauth        tokens for proxmox with a scope of proxmox:read, proxmox:operate, proxmox:elevated; narrowed: guests by vms",
        "ok       issuer       ISSUER/.well-known/oauth-authorization-server names ISSUER as the issuer",
        "ok       issuer       keys for signatures at "ISSUER/jwks": 1",
      ],
      "tokens of an issuer": [
        "exit 0",
        "ok       serving      PROXMOX_AUTH is oauth",
        "ok       oauth        tokens for https://mcp.example/mcp with a scope of proxmox:read, proxmox:operate, proxmox:elevated; narrowed: guests by proxmox_guests, nodes by proxmox_nodes, storages by proxmox_storages, clusters by proxmox_clusters",
        "ok       issuer       ISSUER/.well-known/oauth-authorization-server names ISSUER as the issuer",
        "ok       issuer       keys for signatures at "ISSUER/jwks": 1",
      ],
      "tokens that are looked up": [
        "exit 0",
        "ok       serving      PROXMOX_AUTH is oauth",
        "ok       oauth        tokens for https://mcp.example/mcp with a scope of proxmox:read, proxmox:operate, proxmox:elevated; narrowed: guests by proxmox_guests, nodes by proxmox_nodes, storages by proxmox_storages, clusters by proxmox_clusters",
        "ok       issuer       ISSUER/.well-known/oauth-authorization-server names ISSUER as the issuer",
        "ok       issuer       keys for signatures at "ISSUER/jwks": 1",
        "ok       issuer       ISSUER/token/introspection answers to PROXMOX_OAUTH_CLIENT_ID",
      ],
      "tokens that others may read": [
        "exit 0",
        "warning  tokens       HOME/tokens-420-1.json has 1 token, 0 of them expired; others may read or change it (mode 0644)",
        "                      chmod 600 it; it should belong to the account that runs the server.",
      ],
      "two tokens, one over": [
        "exit 0",
        "ok       serving      PROXMOX_AUTH is token",
        "ok       tokens       HOME/tokens-384-2.json has 2 tokens, 1 of them expired",
      ],
    }
  `);
}, 30_000);
