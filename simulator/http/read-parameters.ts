import type { IncomingMessage } from "node:http";
import { isUpload } from "../access/authenticate.js";
import { WireFault } from "./api-error.js";
import { decodeForm } from "./decode.js";
import { readUpload } from "./multipart.js";

/** What is known of an uploaded file; its bytes aren't kept. */
export interface UploadedFile {
  size: number;
  /** Hex digest by the algorithm that the client named. */
  checksum?: string;
}

export interface ReadParameters {
  parameters: Record<string, unknown>;
  encoding: "form" | "json";
  upload?: UploadedFile;
}

const FORM_TYPES = ["", "application/x-www-form-urlencoded", "application/json"];

/** Parameters of query and body; where both name one, the query wins. */
export async function readParameters(
  request: IncomingMessage,
  path: string,
): Promise<ReadParameters> {
  const { method = "", headers } = request;
  const query = decodeForm(queryOf(request));
  delete query["_dc"];
  const hasBody = Number(headers["content-length"] ?? 0) > 0;
  const takesBody = method === "POST" || method === "PUT";
  if (hasBody && !takesBody) {
    throw new WireFault(501, `Unexpected content for method '${method}'`, "reason");
  }
  const type = headers["content-type"] ?? "";
  const kind = (type.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (hasBody && isUpload(method, path)) {
    const { parameters, upload } = await readUploadRequest(request, type);
    return { parameters: { ...query, ...parameters }, encoding: "form", upload };
  }
  if (hasBody && !FORM_TYPES.includes(kind)) throw unknownType(type);
  const text = takesBody ? await readText(request) : "";
  if (takesBody && kind === "application/json") {
    return { parameters: { ...parseJson(text), ...query }, encoding: "json" };
  }
  return { parameters: { ...decodeForm(text), ...query }, encoding: "form" };
}

function queryOf({ url = "" }: IncomingMessage): string {
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1);
}

function unknownType(type: string): WireFault {
  return new WireFault(506, `upload 'Content-Type '${type}' not implemented`, "reason");
}

async function readUploadRequest(
  request: IncomingMessage,
  type: string,
): Promise<{ parameters: Record<string, unknown>; upload: UploadedFile }> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) throw unknownType(type);
  const { fields, filename, size, digests } = await readUpload(request, boundary);
  const checksum = digests[fields["checksum-algorithm"] ?? ""];
  const tmpfilename = `/var/tmp/pveupload-${digests["md5"]}`;
  return {
    parameters: { ...fields, filename, tmpfilename },
    upload: { size, ...(checksum !== undefined && { checksum }) },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const rest = text === "" ? "(end of string)" : text.slice(0, 20);
    throw new WireFault(
      500,
      `malformed JSON string, neither tag, array, object, number, string or atom, at character offset 0 (before "${rest}")`,
      "reason",
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireFault(500, "Not a HASH reference", "reason");
  }
  return value as Record<string, unknown>;
}
