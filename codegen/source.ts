import { readFileSync, statSync } from "node:fs";
import got, { CancelError, HTTPError, RequestError, TimeoutError } from "got";
import { APIDOC_PATH, LARGEST_APIDOC } from "../src/schema/apidoc.js";
import { UserError } from "./user-error.js";

const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 3;

/** TLS errors that a node's own certificate causes. */
const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/**
 * Reads an `apidoc.js`: a file, a URL, or a node as `https://node:8006`.
 *
 * @throws UserError that says what went wrong and, for a node's own certificate, what to do
 */
export async function readSource(source: string, insecure = false): Promise<string> {
  if (!/^[a-z]+:\/\//i.test(source)) return readLocal(source);
  const url = parseUrl(source);
  if (url.pathname === "/" && url.search === "") url.pathname = APIDOC_PATH;
  return download(url, insecure);
}

function readLocal(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_APIDOC) throw tooLarge(path);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`can't read ${path}: ${(error as Error).message}`);
  }
}

function tooLarge(source: string): UserError {
  return new UserError(
    `${source}: larger than ${LARGEST_APIDOC / 1024 / 1024} MB, so no API description`,
  );
}

function parseUrl(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url?.protocol !== "https:")
    throw new UserError(`${source}: expected a file or an https:// URL`);
  return url;
}

async function download(url: URL, insecure: boolean): Promise<string> {
  try {
    const request = got(url, {
      https: { rejectUnauthorized: !insecure },
      timeout: { request: TIMEOUT_MS },
      maxRedirects: MOST_REDIRECTS,
      retry: { limit: 0 },
      hooks: { beforeRedirect: [({ url: next }) => void parseUrl(String(next))] },
    });
    request.on("downloadProgress", ({ transferred }) => {
      if (transferred > LARGEST_APIDOC) request.cancel();
    });
    return await request.text();
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof CancelError) throw tooLarge(String(url));
    if (error instanceof RequestError && error.cause instanceof UserError) throw error.cause;
    throw explain(url, error as RequestError);
  }
}

function explain(url: URL, error: RequestError): UserError {
  if (error instanceof HTTPError) {
    const { statusCode, statusMessage = "" } = error.response;
    return new UserError(`${url}: answered ${statusCode} ${statusMessage}`.trim());
  }
  if (error instanceof TimeoutError) return new UserError(`${url}: no answer within 30 s`);
  if (!UNTRUSTED.has(error.code)) return new UserError(`${url}: ${error.message || error.code}`);
  return new UserError(
    `${url}: its certificate isn't signed by a known authority (${error.code}); ` +
      "repeat with --insecure if you trust the way to it",
  );
}
