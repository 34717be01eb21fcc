import { JOSEError } from "jose/errors";
import { jwtVerify } from "jose/jwt/verify";
import { isObject } from "../../kit/objects.js";
import type { Principal } from "../principal.js";
import { Refused } from "../refused.js";
import { createFetchJson, Unavailable } from "./fetch-json.js";
import { type Introspection, introspect } from "./introspect.js";
import { createIssuerKeys } from "./issuer-keys.js";
import {
  type ClaimNames,
  type Claims,
  principalOfClaims,
  scopeOfTier,
} from "./principal-of-claims.js";

export interface VerifyOptions {
  /** As its tokens name it. */
  issuer: string;
  audience: string;
  /** Present: the issuer is asked about each token, which needn't be a JWT then. */
  introspection?: Introspection;
  claims: ClaimNames;
  /** What WWW-Authenticate says beside the scheme. */
  challenge: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Something that whoever runs the server should know. It holds nothing of a token. */
  warn(message: string): void;
  fetch?: typeof fetch;
}

/** With a key that is published: what anyone may know can't be what a signature is made with. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/** Those of an access token; a logout token or an answer of introspection is signed too. */
const TYPES = ["jwt", "at+jwt", "application/at+jwt"];

/** Seconds by which two clocks may differ. */
const LEEWAY = 30;

/**
 * Whether a token is one of the issuer's, meant for this server, and whose it is.
 *
 * @returns of the function: undefined for a token that isn't good
 * @throws of the function: Refused for a good one that may nothing here, or when none can be checked
 */
export function createVerify(
  options: VerifyOptions,
): (token: string) => Promise<Principal | undefined> {
  const { issuer, introspection, now, warn } = options;
  const fetchJson = createFetchJson(issuer, options.fetch);
  const findKey = createIssuerKeys(issuer, fetchJson, now);

  async function claimsOf(token: string): Promise<Claims | undefined> {
    const isJwt = token.split(".").length === 3;
    const claims = isJwt ? await signedClaims(token) : {};
    if (!claims || !introspection) return isJwt ? claims : undefined;
    const said = await introspect(token, introspection, fetchJson);
    if (!said || isJwt) return said && claims;
    return isForUs(said, options) ? said : undefined;
  }

  async function signedClaims(token: string): Promise<Claims | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, findKey, {
        algorithms: ALGORITHMS,
        issuer,
        audience: options.audience,
        clockTolerance: LEEWAY,
        currentDate: new Date(now()),
        requiredClaims: ["exp"],
      });
      const { typ = "jwt" } = protectedHeader;
      return TYPES.includes(typ.toLowerCase()) ? payload : undefined;
    } catch (error) {
      if (error instanceof JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  return async (token) => {
    try {
      const claims = await claimsOf(token);
      // one that is bound to a key is no bearer's
      if (!claims || !hasSubject(claims) || claims["cnf"] !== undefined) return undefined;
      const found = principalOfClaims(claims, options.claims);
      if (!("reason" in found)) return found;
      if (found.reason === "scope") throw insufficient(options.challenge);
      warn(`a token's claim ${found.claim} can't be read, so it was refused`);
      throw new Refused(403, "A claim that says what this token may do can't be read.");
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      warn(`tokens can't be checked: ${error.message}`);
      throw new Refused(503, "Tokens can't be checked at the moment; try again later.", {
        "Retry-After": "10",
      });
    }
  };
}

function hasSubject(claims: Claims): claims is Claims & { sub: string } {
  return isObject(claims) && typeof claims["sub"] === "string" && claims["sub"] !== "";
}

/** What the issuer says of a token that isn't signed. */
function isForUs(said: Claims, { issuer, audience, now }: VerifyOptions): boolean {
  const seconds = now() / 1000;
  const { iss = issuer, exp = Number.POSITIVE_INFINITY, nbf = 0 } = said;
  return (
    iss === issuer &&
    [said["aud"]].flat().includes(audience) &&
    Number(exp) > seconds - LEEWAY &&
    Number(nbf) <= seconds + LEEWAY
  );
}

function insufficient(challenge: string): Refused {
  const words = [`error="insufficient_scope"`, `scope="${scopeOfTier("read")}"`, challenge];
  return new Refused(403, "The token has none of this server's scopes.", {
    "WWW-Authenticate": `Bearer ${words.join(", ")}`,
  });
}
