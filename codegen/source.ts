import { readFileSync } from "node:fs";
import { get } from "node:https";
import { text } from "node:stream/consumers";
import { Failure } from "./failure.js";

/** Where every node serves its own API description. */
const ON_A_NODE = "/pve-docs/api-viewer/apidoc.js";

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
 * @throws Failure that says what went wrong and, for a node's own certificate, what to do
 */
export async function readSource(source: string, insecure = false): Promise<string> {
  if (!/^[a-z]+:\/\//i.test(source)) return readLocal(source);
  const url = parseUrl(source);
  if (url.pathname === "/" && url.search === "") url.pathname = ON_A_NODE;
  return download(url, insecure, MOST_REDIRECTS);
}

function readLocal(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`can't read ${path}: ${(error as Error).message}`);
  }
}

function parseUrl(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url?.protocol !== "https:")
    throw new Failure(`${source}: expected a file or an https:// URL`);
  return url;
}

async function download(url: URL, insecure: boolean, redirects: number): Promise<string> {
  const response = await request(url, insecure);
  const { statusCode = 0, statusMessage = "", headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.resume();
    if (redirects === 0) throw new Failure(`${url}: too many redirects`);
    return download(parseUrl(new URL(headers.location, url).href), insecure, redirects - 1);
  }
  const body = await text(response);
  if (statusCode !== 200)
    throw new Failure(`${url}: answered ${statusCode} ${statusMessage}`.trim());
  return body;
}

function request(url: URL, insecure: boolean): Promise<import("node:http").IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { rejectUnauthorized: !insecure, timeout: TIMEOUT_MS, agent: false as const };
    const pending = get(url, options, resolve);
    pending.on("timeout", () => pending.destroy(new Error("no answer within 30 s")));
    pending.on("error", (error: NodeJS.ErrnoException) => reject(explain(url, error)));
  });
}

function explain(url: URL, error: NodeJS.ErrnoException): Failure {
  if (!UNTRUSTED.has(error.code ?? ""))
    return new Failure(`${url}: ${error.message || error.code}`);
  return new Failure(
    `${url}: its certificate isn't signed by a known authority (${error.code}); ` +
      "repeat with --insecure if you trust the way to it",
  );
}
