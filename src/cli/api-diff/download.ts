import { readFile } from "node:fs/promises";
import { get } from "node:https";
import { APIDOC_PATH, LARGEST_APIDOC } from "../../schema/apidoc.js";

/** Whom to believe. */
export interface Trust {
  /** Take any certificate. */
  insecure?: boolean | undefined;
  /** File of a certificate authority. */
  ca?: string | undefined;
}

const MOST_REDIRECTS = 3;

const TIMEOUT_MS = 30_000;

/**
 * Reads an https URL; a node's own address stands for its API description.
 *
 * @throws Error that says what went wrong, and for a node's own certificate what to do
 */
export async function download(address: string, { insecure, ca }: Trust): Promise<string> {
  const url = new URL(address);
  if (url.pathname === "/" && url.search === "") url.pathname = APIDOC_PATH;
  const authority = ca === undefined ? undefined : await readFile(ca, "utf8");
  return fetchText(url, { rejectUnauthorized: insecure !== true, ca: authority }, MOST_REDIRECTS);
}

interface Options {
  rejectUnauthorized: boolean;
  ca: string | undefined;
}

function fetchText(url: URL, options: Options, redirects: number): Promise<string> {
  if (url.protocol !== "https:") throw new Error(`${url.protocol}// isn't https://`);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(explained(error, signal));
    const { rejectUnauthorized, ca } = options;
    const request = get(url, { rejectUnauthorized, ...(ca && { ca }), signal }, (response) => {
      const { statusCode = 0, statusMessage = "", headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location && redirects > 0) {
        response.resume();
        resolve(fetchText(new URL(headers.location, url), options, redirects - 1));
        return;
      }
      if (statusCode !== 200) {
        response.resume();
        fail(new Error(`it answers ${statusCode} ${statusMessage}`.trim()));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > LARGEST_APIDOC)
          response.destroy(new Error(`it is larger than ${LARGEST_APIDOC} bytes`));
      });
      response.on("error", fail);
      response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    });
    request.on("error", fail);
  });
}

function explained(error: Error & { code?: string }, signal: AbortSignal): Error {
  if (signal.aborted) return new Error(`no answer within ${TIMEOUT_MS / 1000} s`);
  const isUntrusted = /CERT|SIGNATURE/.test(error.code ?? "");
  if (!isUntrusted) return error;
  return new Error(`${error.message} (${error.code}); --ca FILE or --insecure takes it`);
}
