import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ApiFault } from "./api-error.js";

export interface Upload {
  /** Form fields that stood before the file. */
  fields: Record<string, string>;
  filename: string;
  /** Bytes. */
  size: number;
  /** In hex, by algorithm. */
  digests: Record<string, string>;
}

const ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

/** How much may stand before the file. */
const HEAD_LIMIT = 64 * 1024;

/**
 * Reads `multipart/form-data` as Proxmox does: fields first, then one file part named `filename`;
 * what follows the file isn't looked at. The file is counted and hashed, never kept.
 *
 * @throws ApiFault when there is no file part
 */
export async function readUpload(request: IncomingMessage, boundary: string): Promise<Upload> {
  const fields: Record<string, string> = {};
  const delimiter = `--${boundary}`;
  let head = Buffer.alloc(0);
  let file: FilePart | undefined;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (file) {
      file.push(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const start = takeFields(head, delimiter, fields);
    if (start) {
      file = createFilePart(start.filename, delimiter);
      file.push(head.subarray(start.offset));
    } else if (head.length > HEAD_LIMIT) break;
  }
  if (!file) throw new ApiFault(400, "upload without a file part named 'filename'\n");
  return { fields, ...file.end() };
}

/** Collects the fields before the file; answers where the file's bytes begin, once they do. */
function takeFields(
  head: Buffer,
  delimiter: string,
  fields: Record<string, string>,
): { filename: string; offset: number } | undefined {
  const text = head.toString("latin1");
  let position = text.indexOf(delimiter);
  while (position >= 0) {
    const headersEnd = text.indexOf("\r\n\r\n", position);
    if (headersEnd < 0) return undefined;
    const headers = text.slice(position, headersEnd);
    const bodyStart = headersEnd + 4;
    const filename = /;\s*filename="([^"]*)"/i.exec(headers)?.[1];
    if (filename !== undefined) {
      return { filename: Buffer.from(filename, "latin1").toString("utf8"), offset: bodyStart };
    }
    const next = text.indexOf(`\r\n${delimiter}`, bodyStart);
    if (next < 0) return undefined;
    const name = /;\s*name="([^"]*)"/i.exec(headers)?.[1];
    if (name !== undefined) fields[name] = head.subarray(bodyStart, next).toString("utf8");
    position = next + 2;
  }
  return undefined;
}

interface FilePart {
  push(chunk: Buffer): void;
  end(): { filename: string; size: number; digests: Record<string, string> };
}

function createFilePart(filename: string, delimiter: string): FilePart {
  const end = Buffer.from(`\r\n${delimiter}`);
  const hashes = ALGORITHMS.map((name) => ({ name, hash: createHash(name) }));
  let size = 0;
  let rest = Buffer.alloc(0);
  let isOver = false;

  function take(bytes: Buffer): void {
    size += bytes.length;
    for (const { hash } of hashes) hash.update(bytes);
  }

  return {
    push(chunk) {
      if (isOver) return;
      const bytes = Buffer.concat([rest, chunk]);
      const found = bytes.indexOf(end);
      isOver = found >= 0;
      // The delimiter may straddle two chunks: its possible beginning waits for the next one.
      const safe = isOver ? found : Math.max(0, bytes.length - end.length + 1);
      take(bytes.subarray(0, safe));
      rest = Buffer.from(bytes.subarray(safe));
    },
    end() {
      if (!isOver) take(rest);
      const digests = Object.fromEntries(
        hashes.map(({ name, hash }) => [name, hash.digest("hex")]),
      );
      return { filename, size, digests };
    },
  };
}
