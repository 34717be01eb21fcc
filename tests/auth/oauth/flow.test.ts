import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createResourceServer } from "../../../src/auth/oauth/resource-server.js";
import { startTeam, type Team } from "../../mcp/http/harness.js";
import { initialize } from "../../support/initialize.js";
import {
  ALL_SCOPES,
  type AuthorisationServer,
  startAuthorisationServer,
} from "./authorisation-server.js";

/**
 * A client that logs in as the protocol says: it knows the server's URL and nothing else. Opaque
 * tokens are looked up; this authorisation server looks up no signed ones.
 */
describe.each(["jwt", "opaque"] as const)("with %s tokens", (format) => {
  const isLookedUp = format === "opaque";
  let login: AuthorisationServer;
  let team: Team;
  let skew = 0;
  const warned: string[] = [];

  beforeAll(async () => {
    vi.spyOn(console, "info").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
    login = await startAuthorisationServer({
      format,
      claimsOf: (user) => (user === "narrow" ? { proxmox_guests: "tag:lab" } : {}),
      scopesOf: (user) =>
        user === "guest" ? "" : user === "narrow" ? "proxmox:operate" : ALL_SCOPES,
    });
    const port = await freePort();
    team = await startTeam({
      port,
      oauth: createResourceServer({
        publicUrl: `http://127.0.0.1:${port}`,
        issuer: login.issuer,
        audience: `http://127.0.0.1:${port}/mcp`,
        ...(isLookedUp && { introspection: login.introspection }),
        claims: { guests: "proxmox_guests" },
        now: () => Date.now() + skew,
        warn: (message) => warned.push(message),
      }),
    });
  });

  afterAll(async () => {
    await team.close();
    await login.close();
    vi.restoreAllMocks();
  });

  beforeEach(() => {
    skew = 0;
  });

  const clients: Client[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  async function logIn(user: string) {
    const kept = keeper();
    const open = () => new StreamableHTTPClientTransport(new URL(team.url), { authProvider: kept });
    const first = open();
    const client = new Client({ name: "test", version: "1" });
    clients.push(client);
    await expect(client.connect(first)).rejects.toThrow(UnauthorizedError);
    const { redirected } = kept;
    if (!redirected) throw new Error("the client wasn't sent to the authorisation server");
    await first.finishAuth(await login.logIn(redirected, user));
    return { client, open, redirected, token: String(kept.held?.access_token), kept };
  }

  async function connect(user: string) {
    const found = await logIn(user);
    await found.client.connect(found.open());
    return found;
  }

  const ask = (token: string) =>
    fetch(team.url, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        Accept: "application/json, text/event-stream",
      },
      body: JSON.stringify(initialize("2025-11-25")),
    });

  it("a client finds the way, proves itself with PKCE, and has what it was granted", async () => {
    const { client, redirected } = await connect("narrow");
    expect(redirected.origin).toBe(login.issuer);
    expect(Object.fromEntries(redirected.searchParams)).toMatchObject({
      code_challenge_method: "S256",
      resource: team.url,
      scope: expect.stringContaining(ALL_SCOPES),
    });
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toContain("proxmox_guest_reboot");
    expect(names).not.toContain("proxmox_guest_delete");
    const reboot = (vmid: number) =>
      client.callTool({
        name: "proxmox_guest_reboot",
        arguments: { vmid },
      });
    expect(await reboot(101)).toMatchObject({
      structuredContent: { error: { code: "scope" } },
    });
    const { client: wide } = await connect("wide");
    const all = (await wide.listTools()).tools.map(({ name }) => name);
    expect(all).toContain("proxmox_guest_delete");
  });

  it("a token without a scope of ours gets 403, and hears which there are", async () => {
    const { token } = await logIn("guest");
    const refused = await ask(token);
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain(
      'error="insufficient_scope", scope="proxmox:read", resource_metadata="http://127.0.0.1:',
    );
  });

  it("a token that has expired, or was meant for another server, is refused", async () => {
    const { token } = await connect("wide");
    expect((await ask(token)).status).toBe(200);
    skew = 2 * 60 * 60_000;
    if (!isLookedUp) expect((await ask(token)).status).toBe(401);
    skew = 0;
    expect((await ask(token.slice(0, -1))).status).toBe(401);
    expect((await ask(token)).status).toBe(200);
  });

  it.runIf(isLookedUp)("a revoked token is refused at once", async () => {
    const { token, kept, client } = await connect("wide");
    expect((await ask(token)).status).toBe(200);
    await fetch(`${login.issuer}/token/revocation`, {
      method: "POST",
      body: new URLSearchParams({ token, client_id: String(kept.client?.client_id) }),
    });
    expect((await ask(token)).status).toBe(401);
    kept.held = undefined;
    await expect(client.listTools()).rejects.toThrow();
  });

  it("nothing of a token is in what is logged", async () => {
    const { token } = await connect("wide");
    for (const part of token.split(".")) expect(warned.join("\n")).not.toContain(part);
  });

  it.runIf(!isLookedUp)("keys may be changed", async () => {
    const { token } = await connect("wide");
    await login.rotate();
    // keys are asked for again at most every 30 seconds
    skew = 31_000;
    const { token: renewed } = await connect("wide");
    expect(headerOf(renewed)).not.toEqual(headerOf(token));
    expect((await ask(renewed)).status).toBe(200);
    expect((await ask(token)).status).toBe(401);
  });
});

describe("what a client learns before it logs in", () => {
  const resourceServer = (publicUrl: string) =>
    createResourceServer({
      publicUrl,
      issuer: "https://login.example",
      audience: "x",
      claims: {},
      now: () => 0,
      warn: () => {},
    });

  it.each([
    ["https://mcp.example", "https://mcp.example/.well-known/oauth-protected-resource/mcp"],
    ["https://a.example/pve", "https://a.example/.well-known/oauth-protected-resource/pve/mcp"],
  ])("is where the 401 of %s says", async (publicUrl, address) => {
    const { challenge, documents } = resourceServer(publicUrl);
    expect(challenge).toBe(`resource_metadata="${address}"`);
    const said = await documents[new URL(address).pathname]?.().json();
    expect(said).toEqual({
      resource: `${publicUrl}/mcp`,
      authorization_servers: ["https://login.example"],
      scopes_supported: ALL_SCOPES.split(" "),
      bearer_methods_supported: ["header"],
      resource_name: "Proxmox VE",
    });
    expect(documents["/.well-known/oauth-protected-resource"]).toBeDefined();
  });

  it("is told with each refusal", async () => {
    const team = await startTeam({ oauth: resourceServer("http://127.0.0.1:1") });
    const words = 'resource_metadata="http://127.0.0.1:1/.well-known/oauth-protected-resource/mcp"';
    const refusal = async (headers: Record<string, string>) =>
      (await fetch(team.url, { method: "POST", headers })).headers.get("www-authenticate");
    expect(await refusal({})).toBe(`Bearer ${words}`);
    expect(await refusal({ Authorization: "Bearer x" })).toBe(
      `Bearer error="invalid_token", ${words}`,
    );
    const metadata = new URL("/.well-known/oauth-protected-resource/mcp", team.url);
    expect((await fetch(metadata)).status).toBe(200);
    await team.close();
  });
});

/** Keeps what a client has to keep. */
interface Keeper extends OAuthClientProvider {
  redirected?: URL;
  held?: Awaited<ReturnType<OAuthClientProvider["tokens"]>>;
  client?: Awaited<ReturnType<OAuthClientProvider["clientInformation"]>>;
}

function keeper(): Keeper {
  let verifier = "";
  const kept: Keeper = {
    redirectUrl: "http://127.0.0.1:9/callback",
    clientMetadata: {
      client_name: "test",
      redirect_uris: ["http://127.0.0.1:9/callback"],
      token_endpoint_auth_method: "none",
      application_type: "native",
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => {
      kept.client = client;
    },
    tokens: () => kept.held,
    saveTokens: (tokens) => {
      kept.held = tokens;
    },
    redirectToAuthorization: (url) => {
      kept.redirected = url;
    },
    saveCodeVerifier: (text) => {
      verifier = text;
    },
    codeVerifier: () => verifier,
  };
  return kept;
}

function headerOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
