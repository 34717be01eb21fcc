import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { SecureContextOptions } from "node:tls";
import { certify } from "../../simulator/http/certificate.js";
import { type Client, type ClientOptions, createClient } from "../../src/pve/wire/client.js";
import type { Logger } from "../../src/pve/wire/logger.js";

export interface Received {
  method: string;
  /** Path and query, as they came. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Reply {
  status?: number;
  reason?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  text?: string;
}

export type Handler = (
  request: Received,
  response: ServerResponse,
) => Reply | undefined | Promise<Reply | undefined>;

export interface Stub {
  port: number;
  server: Server;
  key: string;
  certificate: string;
  fingerprint: string;
  received: Received[];
  /** What the next requests are answered with. */
  handle: Handler;
  close(): Promise<void>;
}

export interface Identity {
  key: string;
  cert: string;
  fingerprint: string;
}

/** A self-signed certificate for 127.0.0.1 and localhost. */
export function createIdentity(name = "localhost"): Identity {
  const { key, certificate, fingerprint } = certify([name, "127.0.0.1"]);
  return { key, cert: certificate, fingerprint };
}

let shared: Identity | undefined;

/** An HTTPS server that answers as told; without a certificate of its own, one serves all. */
export async function startStub(
  handle: Handler,
  identity?: Identity,
  options: SecureContextOptions = {},
): Promise<Stub> {
  shared ??= createIdentity();
  const { key, cert, fingerprint } = identity ?? shared;
  const received: Received[] = [];
  const server = createServer({ key, cert, ...options }, (request, response) => {
    void answer(request, response);
  });
  const stub: Stub = {
    port: 0,
    server,
    key,
    certificate: cert,
    fingerprint,
    received,
    handle,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const entry: Received = {
      method: request.method ?? "",
      target: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    received.push(entry);
    const reply = await stub.handle(entry, response);
    if (reply) send(response, reply);
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  stub.port = (server.address() as AddressInfo).port;
  return stub;
}

/** Sends a reply as Proxmox would: refusals close the connection. */
export function send(response: ServerResponse, reply: Reply): void {
  const { status = 200, reason = status === 200 ? "OK" : "", json, text } = reply;
  const type = json === undefined ? {} : { "content-type": "application/json;charset=UTF-8" };
  const close = status >= 400 ? { connection: "close" } : {};
  response.writeHead(status, reason, { ...type, ...close, ...reply.headers });
  response.end(json === undefined ? (text ?? "") : JSON.stringify(json));
}

export function data(value: unknown): Reply {
  return { json: { data: value } };
}

export const TOKEN = {
  kind: "token",
  user: "admin@pve",
  tokenName: "mcp",
  tokenValue: "5bd3a6d4-1111-2222-3333-444455556666",
} as const;

/** A client of the stub that trusts its certificate. */
export function clientOf(stub: Stub, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    hosts: [{ host: "127.0.0.1", port: stub.port }],
    credentials: TOKEN,
    tls: { mode: "verify", fingerprints: [stub.fingerprint] },
    ...options,
  });
}

export interface LogEntry {
  level: string;
  message: string;
  fields: object;
}

/** A logger that keeps all it is told. */
export function keepingLogger(): Logger & { entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    entries.push({ level, message, fields });
  };
  return { entries, debug: at("debug"), info: at("info"), warn: at("warn") };
}
