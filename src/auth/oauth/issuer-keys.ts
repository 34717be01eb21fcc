import type { JSONWebKeySet } from "jose";
import { JWKSNoMatchingKey } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import { type FetchJson, Unavailable } from "./fetch-json.js";

/** Finds the key that a token says it was signed with, as jose asks for it. */
export type FindKey = ReturnType<typeof createLocalJWKSet>;

/** Milliseconds for which keys are taken for the issuer's. */
const FRESH = 10 * 60_000;

/** Milliseconds for which they are still taken where the issuer doesn't answer. */
const STALE = 60 * 60_000;

/** Milliseconds between two questions: tokens with made-up keys must not be a way to send many. */
const PAUSE = 30_000;

/**
 * The issuer's public keys: read at the first token, again when they are old, and when a token names
 * one that isn't there.
 *
 * @param now milliseconds
 * @returns rejects with jose's error where there is no such key, with Unavailable where none are known
 */
export function createIssuerKeys(
  issuer: string,
  fetchJson: FetchJson,
  now: () => number,
): (...asked: Parameters<FindKey>) => ReturnType<FindKey> {
  let known: { find: FindKey; at: number } | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  let failure = new Unavailable("the issuer's keys aren't known yet");
  let asking: Promise<void> | undefined;
  // a clock that is set back must not keep old keys
  const since = (then: number) => Math.abs(now() - then);

  async function ask(): Promise<void> {
    asked = now();
    try {
      const keys = await fetchJson(await keysAddress(issuer, fetchJson));
      known = { find: createLocalJWKSet(keys as unknown as JSONWebKeySet), at: now() };
    } catch (error) {
      failure = error instanceof Unavailable ? error : new Unavailable("its keys can't be read");
    }
  }

  async function renew(): Promise<void> {
    if (!asking && since(asked) >= PAUSE) {
      asking = ask().finally(() => {
        asking = undefined;
      });
    }
    await asking;
  }

  return async (header, token) => {
    if (!known || since(known.at) >= FRESH) await renew();
    if (!known || since(known.at) >= STALE) throw failure;
    const before = known;
    try {
      return await before.find(header, token);
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error;
      await renew();
      if (known === before) throw error;
      return known.find(header, token);
    }
  };
}

/** Where RFC 8414 and OpenID Connect Discovery put an issuer's own description. */
export function descriptionsOf(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

/** A description that names another issuer is none of this one. */
async function keysAddress(issuer: string, fetchJson: FetchJson): Promise<string> {
  let failure = new Unavailable("the issuer has no description");
  for (const address of descriptionsOf(issuer)) {
    try {
      const { issuer: named, jwks_uri: keys } = await fetchJson(address);
      if (named === issuer && typeof keys === "string") return keys;
      failure = new Unavailable(`${address} names another issuer, or no keys`);
    } catch (error) {
      failure = error as Unavailable;
    }
  }
  throw failure;
}
