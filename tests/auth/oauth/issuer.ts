import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** Where no server is: what would be fetched from it is answered here. */
export const ISSUER = "https://login.example/realm";
export const AUDIENCE = "https://mcp.example/mcp";

/** Milliseconds since 1970; nothing here looks at a real clock. */
export const START = Date.UTC(2026, 0, 1);

export interface Key {
  kid: string;
  alg: string;
  private: CryptoKey;
  public: JWK;
}

export async function makeKey(kid: string, alg = "ES256"): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { kid, alg, private: privateKey, public: { ...jwk, kid, alg, use: "sig" } };
}

export interface TokenOptions {
  key: Key;
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
}

/** A token that is good for a minute, unless `claims` say otherwise; undefined takes one out. */
export function makeJwt({ key, claims = {}, header = {} }: TokenOptions): Promise<string> {
  const seconds = START / 1000;
  const usual = { iss: ISSUER, aud: AUDIENCE, sub: "ann", iat: seconds, exp: seconds + 60 };
  return new SignJWT({ ...usual, scope: "openid proxmox:read", ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.private);
}

/** What a made-up authorisation server answers, by address. */
export interface FakeIssuer {
  /** What was asked for, in order. */
  asked: string[];
  /** By URL; a function for what depends on the request, `undefined` for nothing there. */
  answers: Record<string, unknown>;
  fetch: typeof fetch;
}

export const DESCRIPTION = "https://login.example/realm/.well-known/openid-configuration";
export const KEYS = "https://login.example/realm/keys";

export function fakeIssuer(...keys: Key[]): FakeIssuer {
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    [DESCRIPTION]: { issuer: ISSUER, jwks_uri: KEYS },
    [KEYS]: { keys: keys.map((key) => key.public) },
  };
  return {
    asked,
    answers,
    fetch: async (input, init) => {
      asked.push(String(input));
      const answer = answers[String(input)];
      if (answer instanceof Error) throw answer;
      if (answer instanceof Response) return answer;
      if (typeof answer === "function") return Response.json(answer(init));
      return Response.json(answer ?? {}, { status: answer === undefined ? 404 : 200 });
    },
  };
}
