import type { Attempts } from "./attempts.js";
import { ANYONE, type Principal } from "./principal.js";
import { readProxmoxLogin } from "./proxmox-login.js";
import { Refused } from "./refused.js";
import { principalOf, type TokenRecord } from "./tokens/record.js";
import { isToken, matchToken } from "./tokens/token.js";

export interface AuthenticateOptions {
  /** Present: callers may have a token of ours. */
  tokens?: { list(): readonly TokenRecord[] };
  /** Present: callers may have a token of an authorisation server. @returns undefined for a bad one @throws Refused */
  verifyJwt?: (token: string) => Promise<Principal | undefined>;
  /** Present: callers may bring their own login at Proxmox; the names of the clusters. */
  proxmox?: { clusters(): readonly string[] };
  attempts: Attempts;
  /** Milliseconds since 1970. */
  now(): number;
  /** What WWW-Authenticate says beside the scheme, such as `resource_metadata="…"`. */
  challenge?: string;
}

/** Finds out who sends a request. @throws Refused */
export type Authenticate = (headers: Headers, address: string) => Promise<Principal>;

/** With no way to say who one is, everyone is anyone. */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { tokens, verifyJwt, proxmox, attempts } = options;
  if (!tokens && !verifyJwt && !proxmox) return async () => ANYONE;

  async function principalIn(headers: Headers): Promise<Principal | undefined> {
    const own = proxmox && readProxmoxLogin(headers, proxmox.clusters());
    if (own === "malformed") return undefined;
    if (own) return own;
    const [, bearer] = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.get("authorization") ?? "") ?? [];
    if (bearer === undefined) return undefined;
    if (tokens && isToken(bearer)) return byToken(bearer, tokens.list(), options.now());
    return verifyJwt?.(bearer);
  }

  return async (headers, address) => {
    const pause = attempts.pause(address);
    if (pause > 0) {
      throw new Refused(429, "Too many failed attempts; wait before the next.", {
        "Retry-After": String(Math.ceil(pause / 1000)),
      });
    }
    const principal = await principalIn(headers);
    if (principal) {
      attempts.succeeded(address);
      return principal;
    }
    // who sends nothing has tried nothing: clients look first for how to log in
    const hasTried = hasCredentials(headers);
    if (hasTried) attempts.failed(address);
    throw new Refused(401, "Who you are isn't known: a valid credential is needed.", {
      "WWW-Authenticate": challengeOf(options.challenge, hasTried),
    });
  };
}

function challengeOf(words: string | undefined, hasTried: boolean): string {
  if (words === undefined) return "Bearer";
  return `Bearer ${hasTried ? `error="invalid_token", ` : ""}${words}`;
}

function byToken(token: string, records: readonly TokenRecord[], now: number) {
  const record = matchToken(token, (id) => records.find((one) => one.id === id));
  if (!record || Date.parse(record.expires ?? "9999-12-31") <= now) return undefined;
  return principalOf(record);
}

function hasCredentials(headers: Headers): boolean {
  return [...headers.keys()].some(
    (name) => name === "authorization" || name.startsWith("x-proxmox-token"),
  );
}
