import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createAttempts } from "../../../src/auth/attempts.js";
import { createAuthenticate } from "../../../src/auth/authenticate.js";
import type { ResourceServer } from "../../../src/auth/oauth/resource-server.js";
import type { Principal } from "../../../src/auth/principal.js";
import { createRate } from "../../../src/auth/rate.js";
import type { TokenRecord } from "../../../src/auth/tokens/record.js";
import { makeToken } from "../../../src/auth/tokens/token.js";
import { type Listener, listen } from "../../../src/mcp/http/listen.js";
import { createMcpEndpoint, type McpEndpoint } from "../../../src/mcp/http/mcp-endpoint.js";
import { createRoutes } from "../../../src/mcp/http/routes.js";
import type { Toolbox } from "../../../src/tools/toolbox.js";
import { type Harness, openToolbox } from "../../tools/harness.js";

export interface TeamOptions {
  /** What callers with a token may do, by name; without any, nobody is asked who they are. */
  tokens?: Record<string, Partial<TokenRecord>>;
  /** Callers may bring their own login. */
  proxmox?: true;
  /** Callers may have a token of an authorisation server. */
  oauth?: ResourceServer;
  /** Where it listens; any free port unless set. */
  port?: number;
  /** Instead of tools of the simulated cluster. */
  open?: (principal: Principal) => Promise<Toolbox>;
  defaultRate?: number;
  origins?: string[];
}

/** A server over HTTP in this process, in front of a simulated cluster. */
export interface Team {
  url: string;
  cluster: Harness;
  mcp: McpEndpoint;
  listener: Listener;
  /** Tokens by name. */
  tokens: Record<string, string>;
  /** Milliseconds by which the server's clock goes on. */
  advance(milliseconds: number): void;
  /** A client of one era; `headers` go with each request. */
  connect(options?: ConnectOptions): Promise<Client>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  era?: "stateless" | "sessions";
  token?: string;
  headers?: Record<string, string>;
}

const DAY = 24 * 60 * 60_000;

export async function startTeam(options: TeamOptions = {}): Promise<Team> {
  const cluster = await openToolbox();
  let time = Date.UTC(2026, 0, 1);
  const now = () => time;
  const made = Object.entries(options.tokens ?? {}).map(([name, rights]) => {
    const { token, kept } = makeToken();
    const record: TokenRecord = {
      name,
      access: "read",
      created: new Date(time).toISOString(),
      expires: new Date(time + DAY).toISOString(),
      ...kept,
      ...rights,
    };
    return { name, token, record };
  });
  const opened: Harness[] = [];
  const open = async (principal: Principal) => {
    const own = await openToolbox({
      simulator: cluster.simulator,
      access: principal.access ?? "elevated",
      toolsets: [...(principal.toolsets ?? ["core"])],
      ...(principal.scope && { scope: principal.scope }),
      ...(principal.logins?.any !== undefined && { credentials: tokenOf(principal.logins.any) }),
    });
    opened.push(own);
    return own.toolbox;
  };
  const mcp = createMcpEndpoint({
    version: "1",
    authenticate: createAuthenticate({
      ...(options.tokens && { tokens: { list: () => made.map(({ record }) => record) } }),
      ...(options.proxmox && { proxmox: { clusters: () => [""] } }),
      ...(options.oauth && {
        verifyJwt: options.oauth.verifyJwt,
        challenge: options.oauth.challenge,
      }),
      attempts: createAttempts(now),
      now,
    }),
    open: options.open ?? open,
    rate: createRate(now),
    ...(options.defaultRate !== undefined && { defaultRate: options.defaultRate }),
    now,
    onError: () => {},
  });
  const listener = await listen({
    address: { host: "127.0.0.1", port: options.port ?? 0 },
    handle: createRoutes({
      mcp,
      fences: { hosts: [], origins: options.origins ?? [] },
      readiness: { missing: async () => [] },
      isStopping: () => false,
      trustedProxies: [],
      ...(options.oauth && { documents: options.oauth.documents }),
    }),
    onError: () => {},
    now,
  });
  const clients: Client[] = [];
  return {
    url: `${listener.url}/mcp`,
    cluster,
    mcp,
    listener,
    tokens: Object.fromEntries(made.map(({ name, token }) => [name, token])),
    advance: (milliseconds) => {
      time += milliseconds;
    },
    connect: async ({ era = "sessions", token, headers = {} } = {}) => {
      const client = new Client(
        { name: "test", version: "1" },
        era === "stateless" ? { versionNegotiation: { mode: "auto" } } : {},
      );
      const sent = { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers };
      await client.connect(
        new StreamableHTTPClientTransport(new URL(`${listener.url}/mcp`), {
          requestInit: { headers: sent },
        }),
      );
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.allSettled(clients.map((client) => client.close()));
      await mcp.close();
      await listener.close();
      await Promise.all(opened.map((own) => own.close()));
      await cluster.close();
    },
  };
}

function tokenOf(text: string) {
  const [, user = "", tokenName = "", tokenValue = ""] = /^([^!]+)!([^=]+)=(.+)$/.exec(text) ?? [];
  return { kind: "token" as const, user, tokenName, tokenValue };
}
