import { RPC, refuse } from "./answers.js";

/** Bytes of one request: arguments hold text, and files are uploaded by name. */
export const LONGEST_BODY = 4 * 1024 * 1024;

/** Reads a request's JSON; what is too long is read no further. @returns the answer where it can't be */
export async function readBody(request: Request): Promise<{ body: unknown } | Response> {
  if (Number(request.headers.get("content-length") ?? 0) > LONGEST_BODY) return tooLong();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > LONGEST_BODY) return tooLong();
      chunks.push(chunk);
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { body: JSON.parse(text) };
  } catch {
    const message = "Parse error: the body isn't JSON in UTF-8.";
    return refuse({ status: 400, code: RPC.parse, message });
  }
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
