import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { deflate, gzip } from "node:zlib";

const compress = { gzip: promisify(gzip), deflate: promisify(deflate) };

export interface Reply {
  status: number;
  /** Its first line becomes the reason phrase. */
  reason: string;
  type?: string;
  body: string;
  headers?: Record<string, string>;
  /** Instead of an answer: a websocket to this port. */
  upgradeTo?: number;
  /** Through gzip and in chunks, whatever the client accepts. */
  piped?: boolean;
}

export interface ReplyOptions {
  acceptEncoding: string | undefined;
  /** What the Date header says, in milliseconds. */
  date: number;
}

/** Bodies up to this size are never compressed. */
const COMPRESS_ABOVE = 1024;

/** Writes an answer with the headers that Proxmox's HTTP server sets. Errors end the connection. */
export async function respond(
  response: ServerResponse,
  reply: Reply,
  { acceptEncoding, date }: ReplyOptions,
): Promise<void> {
  const headers: Record<string, string | number> = {
    "Cache-Control": "max-age=0",
    Connection: reply.status >= 400 ? "close" : "Keep-Alive",
    Date: new Date(date).toUTCString(),
    Pragma: "no-cache",
    Server: "pve-api-daemon/3.0",
    ...(reply.type !== undefined && { "Content-Type": reply.type }),
    Expires: new Date(date).toUTCString(),
    ...reply.headers,
  };
  let body: Buffer = Buffer.from(reply.body, "utf8");
  const encoding = reply.piped
    ? "gzip"
    : body.length > COMPRESS_ABOVE
      ? encodingFor(acceptEncoding)
      : undefined;
  if (encoding) {
    body = await compress[encoding](body, { level: 1 });
    headers["Content-Encoding"] = encoding;
  }
  if (!reply.piped) headers["Content-Length"] = body.length;
  if (response.destroyed) return;
  response.writeHead(reply.status, reasonPhrase(reply.reason), headers);
  response.end(body);
}

function encodingFor(accepted: string | undefined): "gzip" | "deflate" | undefined {
  if (accepted?.includes("gzip")) return "gzip";
  return accepted?.includes("deflate") ? "deflate" : undefined;
}

/** First line only, and nothing that a status line can't carry. */
function reasonPhrase(text: string): string {
  const [line = ""] = text.split(/\r?\n/);
  return Buffer.from(line, "utf8")
    .toString("latin1")
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, "?");
}
