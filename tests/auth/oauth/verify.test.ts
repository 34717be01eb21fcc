import { type CryptoKey, exportSPKI, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { createVerify, type VerifyOptions } from "../../../src/auth/oauth/verify.js";
import { Refused } from "../../../src/auth/refused.js";
import {
  AUDIENCE,
  DESCRIPTION,
  type FakeIssuer,
  fakeIssuer,
  ISSUER,
  KEYS,
  type Key,
  makeJwt,
  makeKey,
  START,
} from "./issuer.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const INTROSPECTION = "https://login.example/realm/introspect";

let key: Key;
let other: Key;

beforeAll(async () => {
  [key, other] = await Promise.all([makeKey("one"), makeKey("two")]);
});

interface Checked {
  issuer: FakeIssuer;
  warned: string[];
  advance(milliseconds: number): void;
  /** The caller's name, or the status with which it is refused. */
  tell(token: string): Promise<string | number>;
}

function open(issuer = fakeIssuer(key), more: Partial<VerifyOptions> = {}): Checked {
  let time = START;
  const warned: string[] = [];
  const verify = createVerify({
    issuer: ISSUER,
    audience: AUDIENCE,
    claims: { guests: "proxmox_guests" },
    challenge: 'resource_metadata="x"',
    now: () => time,
    warn: (message) => warned.push(message),
    fetch: issuer.fetch,
    ...more,
  });
  return {
    issuer,
    warned,
    advance: (milliseconds) => {
      time += milliseconds;
    },
    tell: async (token) => {
      try {
        return (await verify(token))?.name ?? 401;
      } catch (error) {
        if (error instanceof Refused) return error.status;
        throw error;
      }
    },
  };
}

const SECONDS = START / SECOND;

describe("a token", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string | number]>([
    ["that is good", {}, {}, "oauth:ann"],
    ["of the type for access", {}, { typ: "at+jwt" }, "oauth:ann"],
    ["for several audiences", { aud: ["https://a.example", AUDIENCE] }, {}, "oauth:ann"],
    ["without the name of its key", {}, { kid: undefined }, "oauth:ann"],
    ["that expired within the leeway", { exp: SECONDS - 20 }, {}, "oauth:ann"],
    ["that has expired", { exp: SECONDS - 40 }, {}, 401],
    ["that never expires", { exp: undefined }, {}, 401],
    ["that doesn't hold yet", { nbf: SECONDS + 40 }, {}, 401],
    ["for another server", { aud: "https://other.example/mcp" }, {}, 401],
    ["for a longer name", { aud: `${AUDIENCE}/x` }, {}, 401],
    ["for nobody", { aud: undefined }, {}, 401],
    ["of another issuer", { iss: "https://evil.example" }, {}, 401],
    ["of an issuer with a slash more", { iss: `${ISSUER}/` }, {}, 401],
    ["without an issuer", { iss: undefined }, {}, 401],
    ["without a subject", { sub: undefined }, {}, 401],
    ["bound to a key", { cnf: { jkt: "x" } }, {}, 401],
    ["that ends a session", {}, { typ: "logout+jwt" }, 401],
    ["with a header that must be understood", {}, { crit: ["b64"], b64: true }, "oauth:ann"],
    ["with an unknown key", {}, { kid: "three" }, 401],
    ["without a scope of ours", { scope: "openid email" }, {}, 403],
    ["without scopes", { scope: undefined }, {}, 403],
    ["with a claim that can't be read", { proxmox_guests: "everything" }, {}, 403],
  ])("%s", async (_, claims, header, expected) => {
    expect(await open().tell(await makeJwt({ key, claims, header }))).toBe(expected);
  });

  it.each<[string, () => Promise<string>]>([
    ["without a signature", async () => new UnsecuredJWT(unsigned()).encode()],
    [
      "signed with the public key as a shared secret",
      async () => {
        const rsa = await makeKey("rsa", "RS256");
        const pem = await exportSPKI(await publicOf(rsa));
        return new SignJWT(unsigned())
          .setProtectedHeader({ alg: "HS256", kid: key.kid })
          .sign(new TextEncoder().encode(pem));
      },
    ],
    [
      "signed with the published coordinate as a shared secret",
      () =>
        new SignJWT(unsigned())
          .setProtectedHeader({ alg: "HS256", kid: key.kid })
          .sign(Buffer.from(key.public.x ?? "", "base64url")),
    ],
    [
      "signed by another's key under a known name",
      () => makeJwt({ key: { ...other, kid: "one" } }),
    ],
    ["that brings its own key", () => makeJwt({ key: other, header: { jwk: other.public } })],
    [
      "that says where its key is",
      () => makeJwt({ key: other, header: { jku: "https://evil.example/keys" } }),
    ],
    ["whose claims were changed", async () => changed(await makeJwt({ key }))],
    ["that is cut", async () => (await makeJwt({ key })).slice(0, -4)],
    ["that isn't one", async () => "a.b.c"],
    ["that is opaque", async () => "opaque"],
  ])("%s is refused", async (_, make) => {
    const { tell, issuer } = open();
    expect(await tell(await make())).toBe(401);
    expect(issuer.asked.filter((url) => !url.startsWith("https://login.example/"))).toEqual([]);
  });

  it.each(["RS256", "PS256", "ES256", "ES384", "EdDSA"])("may be signed with %s", async (alg) => {
    const own = await makeKey("own", alg);
    expect(await open(fakeIssuer(own)).tell(await makeJwt({ key: own }))).toBe("oauth:ann");
  });
});

describe("the issuer's keys", () => {
  it("are asked for once, and again after ten minutes", async () => {
    const { tell, issuer, advance } = open();
    const token = await makeJwt({ key, claims: { exp: SECONDS + 3600 } });
    await Promise.all([tell(token), tell(token), tell(token)]);
    const once = issuer.asked.length;
    expect(issuer.asked.filter((url) => url === KEYS)).toHaveLength(1);
    advance(9 * MINUTE);
    await tell(token);
    expect(issuer.asked).toHaveLength(once);
    advance(2 * MINUTE);
    await tell(token);
    expect(issuer.asked.filter((url) => url === KEYS)).toHaveLength(2);
  });

  it("are read again when a token names a new one, at most every 30 seconds", async () => {
    const { tell, issuer, advance } = open();
    const [before, after] = await Promise.all([makeJwt({ key }), makeJwt({ key: other })]);
    expect(await tell(before)).toBe("oauth:ann");
    issuer.answers[KEYS] = { keys: [other.public] };
    expect(await tell(after)).toBe(401);
    advance(31 * SECOND);
    expect(await tell(after)).toBe("oauth:ann");
    expect(await tell(before)).toBe(401);
    expect(issuer.asked.filter((url) => url === KEYS)).toHaveLength(2);
  });

  it("hold for an hour where the issuer doesn't answer", async () => {
    const { tell, issuer, advance, warned } = open();
    const token = await makeJwt({ key, claims: { exp: SECONDS + 7200 } });
    expect(await tell(token)).toBe("oauth:ann");
    issuer.answers[KEYS] = new Error("down");
    advance(50 * MINUTE);
    expect(await tell(token)).toBe("oauth:ann");
    advance(11 * MINUTE);
    expect(await tell(token)).toBe(503);
    expect(warned).toEqual([`tokens can't be checked: ${KEYS} gives no answer (Error)`]);
  });

  it("are found by either kind of description", async () => {
    const issuer = fakeIssuer(key);
    const metadata = "https://login.example/.well-known/oauth-authorization-server/realm";
    issuer.answers[metadata] = issuer.answers[DESCRIPTION];
    delete issuer.answers[DESCRIPTION];
    expect(await open(issuer).tell(await makeJwt({ key }))).toBe("oauth:ann");
  });

  it.each<[string, Record<string, unknown>]>([
    ["a description that names another issuer", { [DESCRIPTION]: { issuer: "x", jwks_uri: KEYS } }],
    ["a description without keys", { [DESCRIPTION]: { issuer: ISSUER } }],
    [
      "keys over plain HTTP",
      { [DESCRIPTION]: { issuer: ISSUER, jwks_uri: "http://login.example/keys" } },
    ],
    [
      "keys on this machine",
      { [DESCRIPTION]: { issuer: ISSUER, jwks_uri: "http://127.0.0.1/keys" } },
    ],
    ["no keys", { [KEYS]: undefined }],
    ["something else", { [KEYS]: ["keys"] }],
    ["keys that are none", { [KEYS]: { keys: "x" } }],
    ["too much", { [KEYS]: new Response("x".repeat(600 * 1024)) }],
  ])("with %s none can be checked", async (_, answers) => {
    const issuer = fakeIssuer(key);
    Object.assign(issuer.answers, answers);
    expect(await open(issuer).tell(await makeJwt({ key }))).toBe(503);
  });
});

describe("introspection", () => {
  const introspection = { url: INTROSPECTION, clientId: "mcp server", clientSecret: "s+e/c" };

  it("is asked at each request, so that a revoked token is refused at once", async () => {
    const issuer = fakeIssuer(key);
    const sent: RequestInit[] = [];
    let active = true;
    issuer.answers[INTROSPECTION] = (init: RequestInit) => {
      sent.push(init);
      return { active };
    };
    const { tell } = open(issuer, { introspection });
    const token = await makeJwt({ key });
    expect(await tell(token)).toBe("oauth:ann");
    active = false;
    expect(await tell(token)).toBe(401);
    const login = Buffer.from("mcp+server:s%2Be%2Fc").toString("base64");
    expect(sent[0]).toMatchObject({
      method: "POST",
      headers: { Authorization: `Basic ${login}` },
      body: `token=${token}&token_type_hint=access_token`,
      redirect: "error",
    });
  });

  it("isn't asked about a token that is wrong already", async () => {
    const issuer = fakeIssuer(key);
    issuer.answers[INTROSPECTION] = { active: true };
    const token = await makeJwt({ key: { ...other, kid: "one" } });
    expect(await open(issuer, { introspection }).tell(token)).toBe(401);
    expect(issuer.asked).not.toContain(INTROSPECTION);
  });

  const GOOD = { active: true, sub: "bob", aud: AUDIENCE, scope: "proxmox:operate" };
  it.each<[unknown, string | number]>([
    [GOOD, "oauth:bob"],
    [{ ...GOOD, iss: ISSUER, exp: SECONDS + 1, nbf: SECONDS }, "oauth:bob"],
    [{ ...GOOD, active: "true" }, 401],
    [{ ...GOOD, aud: undefined }, 401],
    [{ ...GOOD, aud: "https://other.example" }, 401],
    [{ ...GOOD, iss: "https://evil.example" }, 401],
    [{ ...GOOD, exp: SECONDS - 40 }, 401],
    [{ ...GOOD, exp: "soon" }, 401],
    [{ ...GOOD, nbf: SECONDS + 40 }, 401],
    [{ ...GOOD, sub: undefined }, 401],
    [{ ...GOOD, cnf: { jkt: "x" } }, 401],
    [{ ...GOOD, scope: "email" }, 403],
    [undefined, 503],
    [new Error("down"), 503],
  ])("that says %j of an opaque token", async (answer, expected) => {
    const issuer = fakeIssuer(key);
    issuer.answers[INTROSPECTION] = answer;
    const { tell, warned } = open(issuer, { introspection });
    expect(await tell("opaque")).toBe(expected);
    expect(warned.join()).not.toContain("opaque");
  });
});

function unsigned(): JWTPayload {
  return { iss: ISSUER, aud: AUDIENCE, sub: "ann", exp: SECONDS + 60, scope: "proxmox:elevated" };
}

function publicOf({ public: jwk, alg }: Key): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    "jwk",
    jwk as never,
    { name: "RSASSA-PKCS1-v1_5", hash: `SHA-${alg.slice(2)}` },
    true,
    ["verify"],
  );
}

function changed(token: string): string {
  const [header, , signature] = token.split(".");
  const claims = Buffer.from(JSON.stringify(unsigned())).toString("base64url");
  return `${header}.${claims}.${signature}`;
}
