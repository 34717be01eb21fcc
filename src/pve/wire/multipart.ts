import { randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import type { StreamedBody } from "./exchange.js";

export interface FilePart {
  /** Stays open until the request has ended. */
  handle: FileHandle;
  /** What the server shall call it: no quotes, slashes or line ends. */
  name: string;
  /** Bytes; as many are sent, whatever becomes of the file meanwhile. */
  size: number;
}

const CHUNK = 64 * 1024;

/**
 * A form with a file in it, as Proxmox's own small parser wants it: fields before the file, names
 * in quotes, `Content-Disposition` first, and its length known.
 *
 * @param onProgress gets the bytes of the file that went out
 */
export function multipartBody(
  fields: Readonly<Record<string, string>>,
  file: FilePart,
  onProgress: (sent: number) => void = () => {},
): StreamedBody {
  const boundary = `proxmox-mcp-${randomBytes(16).toString("hex")}`;
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="filename"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  async function* write(): AsyncGenerator<Buffer> {
    yield head;
    let sent = 0;
    const stream = file.handle.createReadStream({
      start: 0,
      end: file.size - 1,
      highWaterMark: CHUNK,
      autoClose: false,
    });
    for await (const chunk of stream) {
      sent += (chunk as Buffer).length;
      yield chunk as Buffer;
      onProgress(sent);
    }
    if (sent !== file.size) throw new Error(`${file.name} became shorter while it was sent`);
    yield tail;
  }

  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.size + tail.length,
    open: () => Readable.from(write(), { objectMode: false, highWaterMark: CHUNK }),
  };
}
