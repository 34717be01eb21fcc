import { connect, type Socket } from "node:net";

/** What goes over the wire, as it is. */
export interface Raw {
  method?: string;
  path?: string;
  /** A value of undefined takes one of the usual ones away. */
  headers?: Record<string, string | undefined>;
  body?: string | Uint8Array;
  /** Instead of a body: writes one, until it is done or the server has answered. */
  write?: (socket: Socket, isOver: () => boolean) => Promise<void>;
}

export interface RawAnswer {
  /** 0: the connection ended without one. */
  status: number;
  headers: string;
  /** Of a JSON-RPC error. */
  code: number | undefined;
  text: string;
}

/** Sends bytes to a server and reads until it has answered and closed. */
export function exchange(url: string, raw: Raw): Promise<RawAnswer> {
  const { host, hostname, port } = new URL(url);
  const { method = "POST", path = "/mcp", body, write } = raw;
  const all = {
    Host: host,
    Accept: "application/json, text/event-stream",
    "Content-Type": "application/json",
    Connection: "close",
    ...(body !== undefined && { "Content-Length": String(Buffer.byteLength(body)) }),
    ...raw.headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return exchangeBytes({ hostname, port: Number(port) }, async (socket, isOver) => {
    socket.write(head);
    if (body !== undefined) socket.write(body);
    await write?.(socket, isOver);
  });
}

export function exchangeBytes(
  { hostname, port }: { hostname: string; port: number },
  write: (socket: Socket, isOver: () => boolean) => Promise<void>,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port }, () => {
      void write(socket, () => chunks.length > 0 || socket.destroyed).catch(() => undefined);
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    // a server that cuts off who goes on sending has said so before
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(read(Buffer.concat(chunks).toString("utf8"))));
  });
}

function read(text: string): RawAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  const end = text.indexOf("\r\n\r\n");
  const code = /"error":\{[^}]*?"code":(-?\d+)/.exec(text)?.[1];
  return {
    status,
    headers: text.slice(0, Math.max(end, 0)),
    code: code === undefined ? undefined : Number(code),
    text,
  };
}
