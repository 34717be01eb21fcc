import { isLoopback } from "../../kit/loopback.js";
import { isObject } from "../../kit/objects.js";

/** Bytes of an answer. */
const LONGEST_ANSWER = 512 * 1024;

/** Milliseconds for a whole answer. */
const PATIENCE = 5_000;

/** The authorisation server doesn't say what was asked. */
export class Unavailable extends Error {
  override name = "Unavailable";
}

/** @throws Unavailable whatever is wrong; the message holds nothing that was sent or received */
export type FetchJson = (
  url: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<Record<string, unknown>>;

/**
 * Asks the authorisation server, and no other than the one that was meant: redirects aren't followed,
 * and plain HTTP is for one on this machine.
 */
export function createFetchJson(issuer: string, send: typeof fetch = fetch): FetchJson {
  const isOnThisMachine = isLoopback(new URL(issuer).hostname);
  return async (address, init = {}) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const isAllowed =
      url?.protocol === "https:" ||
      (url?.protocol === "http:" && isOnThisMachine && isLoopback(url.hostname));
    if (!url || !isAllowed) throw new Unavailable("an address of the issuer isn't https://");
    const place = `${url.origin}${url.pathname}`;
    try {
      const response = await send(url, {
        ...init,
        headers: { Accept: "application/json", ...init.headers },
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Unavailable(`${place} answers ${response.status}`);
      }
      const parsed: unknown = JSON.parse(await textOf(response));
      if (isObject(parsed)) return parsed;
      throw new Unavailable(`${place} answers something else`);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      throw new Unavailable(`${place} gives no answer (${reasonOf(error as Error)})`);
    }
  };
}

/** What the connection failed with; fetch calls all of that a TypeError. */
function reasonOf({ name, cause }: Error): string {
  const { code } = Object(cause) as NodeJS.ErrnoException;
  return code ?? name;
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Unavailable("an answer of the issuer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
