import type { Duplex } from "node:stream";

/** What a client that doesn't speak proper HTTP gets. */
export function answerUnparsable(error: Error, socket: Duplex): void {
  const { code, rawPacket } = error as Error & { code?: string; rawPacket?: Buffer };
  if (code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const method = /^(\S+) /.exec(rawPacket?.toString("latin1") ?? "")?.[1];
  const reason =
    code === "HPE_INVALID_METHOD" && method !== undefined
      ? `501 method '${method}' not available`
      : "506 unable to parse request header";
  socket.end(`HTTP/1.1 ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
