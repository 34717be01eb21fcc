import { createServer as createHttpServer, type IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer, type Server } from "node:https";
import { createServer as createNetServer, type Socket } from "node:net";
import { answerUnparsable } from "./answer-unparsable.js";
import type { Certificate } from "./certificate.js";

/** First byte of a TLS handshake. */
const TLS_HANDSHAKE = 22;
const IDLE_TIMEOUT = 30_000;

export interface Listener {
  port: number;
  setCertificate(certificate: Certificate): void;
  /** Cuts every connection. */
  dropConnections(): void;
  close(): Promise<void>;
}

/**
 * Listens for HTTPS; plain HTTP on the same port is sent to the HTTPS address, as Proxmox does.
 */
export async function listen(
  options: { certificate: Certificate; port: number; host: string },
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  /** Gets what asks for another protocol. @param head what came behind the request */
  upgrade: (request: IncomingMessage, response: ServerResponse, head: Buffer) => void,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const https = createHttpsServer(
    {
      key: options.certificate.key,
      cert: options.certificate.certificate,
      keepAliveTimeout: IDLE_TIMEOUT,
      maxHeaderSize: 64 * 1024,
    },
    handle,
  );
  https.on("clientError", answerUnparsable);
  https.on("upgrade", (request, socket, head) => {
    const response = new ServerResponse(request);
    response.assignSocket(socket as Socket);
    response.once("finish", () => socket.end());
    upgrade(request, response, head);
  });
  const http = createHttpServer((request, response) => {
    response.writeHead(301, "Moved Permanently", {
      Location: `https://${request.headers.host ?? options.host}${request.url ?? "/"}`,
      Connection: "close",
    });
    response.end();
  });
  const front = createNetServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => forward(socket, https, http));
  });
  await new Promise<void>((resolve, reject) => {
    front.once("error", reject);
    front.listen(options.port, options.host, resolve);
  });
  const address = front.address();
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    setCertificate: ({ key, certificate }) => https.setSecureContext({ key, cert: certificate }),
    dropConnections,
    close() {
      dropConnections();
      https.close();
      http.close();
      return new Promise((resolve) => {
        front.close(() => resolve());
      });
    },
  };
}

function forward(socket: Socket, https: Server, http: ReturnType<typeof createHttpServer>): void {
  const first: Buffer | null = socket.read(1);
  if (first === null) return;
  socket.unshift(first);
  (first[0] === TLS_HANDSHAKE ? https : http).emit("connection", socket);
}
