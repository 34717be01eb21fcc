import { RPC, refuse } from "./answers.js";

/** Bytes of one request: arguments hold text, and files are uploaded by name. */
export const LONGEST_BODY = 4 * 1024 * 1024;

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a request's JSON; what is too long is read no further. @returns the answer where it can't be */
export async function readBody(request: Request): Promise<{ body: unknown } | Response> {
  const told = request.headers.get("content-length");
  if (Number(told) > LONGEST_BODY) return tooLong();
  try {
    // Node reads no more than was told, and reading it whole saves a web stream
    const bytes = told === null ? await readChunks(request) : await request.arrayBuffer();
    if (bytes === undefined) return tooLong();
    return { body: JSON.parse(UTF_8.decode(bytes)) };
  } catch {
    const message = "Parse error: the body isn't JSON in UTF-8.";
    return refuse({ status: 400, code: RPC.parse, message });
  }
}

/** @returns undefined where it is too long */
async function readChunks(request: Request): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLong(): Response {
  const message = `The body is longer than ${LONGEST_BODY} bytes.`;
  return refuse({
    status: 413,
    code: RPC.refused,
    message,
    headers: { Connection: "close" },
  });
}
