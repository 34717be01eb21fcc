import { chmodSync, rmSync, statSync } from "node:fs";
import { createServer as createPlain, type Server, type ServerOptions } from "node:http";
import { createServer as createTls } from "node:https";
import type { Socket } from "node:net";
import { connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { type ListenAddress, printHost } from "./address.js";
import { createSlowReaders } from "./slow-readers.js";
import { type OnOver, overOf } from "./when-over.js";

export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
}

/** What is known of a request's client beside the request. */
export interface Peer {
  /** The address at the other end; undefined on a Unix socket. */
  remote: string | undefined;
  onOver: OnOver;
}

export interface ListenOptions {
  address: ListenAddress;
  tls?: Certificate;
  handle(request: Request, peer: Peer): Promise<Response>;
  /** Trouble with what clients send. */
  onError(error: Error): void;
  /** A request that couldn't be served for a reason of ours; its client is told only that. */
  onUnexpected?(error: Error): void;
  /** Milliseconds. */
  now(): number;
}

export interface Listener {
  /** Such as `http://127.0.0.1:8765`, or the path of the socket. */
  readonly url: string;
  renewCertificate(tls: Certificate): void;
  /** Cuts off who reads nothing; to be called now and then. */
  sweep(): void;
  /** Takes no more connections, and ends those that are idle. */
  stop(): void;
  /** Ends all of them. */
  close(): Promise<void>;
}

const LIMITS: ServerOptions = {
  /** Bytes of all headers; more is answered with 431. */
  maxHeaderSize: 16 * 1024,
  /** Milliseconds for the headers, for the whole request, and between two of a connection. */
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

const MOST_CONNECTIONS = 12_000;

/** Serves HTTP or HTTPS on an address or a Unix socket, each client held to an amount. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { address, tls, handle, onError, onUnexpected = onError, now } = options;
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const response = await handle(request, {
        remote: incoming.socket?.remoteAddress,
        onOver: overOf(outgoing),
      });
      // the SDK's streams ask to keep the connection, whatever the client wants
      if (/\bclose\b/i.test(incoming.headers.connection ?? ""))
        response.headers.delete("connection");
      return response;
    },
    {
      // the adapter's own Response is written as it is, without a web stream in between
      overrideGlobalObjects: true,
      errorHandler: (error) => {
        onUnexpected(error as Error);
        return new Response(null, { status: 500 });
      },
    },
  );
  const server = tls
    ? createTls({ ...LIMITS, ...tls, minVersion: "TLSv1.2" }, listener)
    : createPlain(LIMITS, listener);
  server.maxConnections = MOST_CONNECTIONS;
  const readers = createSlowReaders(now);
  const follow = (socket: Socket) => {
    readers.add(socket);
    socket.once("close", () => readers.remove(socket));
  };
  server.on(tls ? "secureConnection" : "connection", follow);
  if (tls) server.on("tlsClientError", onError);
  if ("path" in address) await removeStale(address.path);
  await started(server, address);
  if ("path" in address) chmodSync(address.path, 0o660);
  return {
    url: urlOf(server, address, tls !== undefined),
    renewCertificate: (renewed) => {
      if ("setSecureContext" in server) server.setSecureContext(renewed);
    },
    sweep: readers.sweep,
    stop: () => {
      server.close();
      server.closeIdleConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function started(server: Server, address: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function urlOf(server: Server, address: ListenAddress, isTls: boolean): string {
  if ("path" in address) return address.path;
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : address.port;
  return `${isTls ? "https" : "http"}://${printHost(address.host)}:${port}`;
}

/** A socket that nobody answers on was left by a program that ended. @throws where somebody does */
async function removeStale(path: string): Promise<void> {
  if (!statSync(path, { throwIfNoEntry: false })?.isSocket()) return;
  const isInUse = await new Promise<boolean>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
  if (isInUse) throw new Error(`another program listens on ${path}`);
  rmSync(path, { force: true });
}
