import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** `pmx_ID_SECRET`: the prefix lets scanners find leaked ones, the id finds the record. */
const TOKEN = /^pmx_([a-z0-9]{12})_([\w-]{43})$/;

/** What is kept of a token's secret. */
export interface KeptSecret {
  id: string;
  /** Base64url. */
  salt: string;
  /** SHA-256 of salt and secret in base64url: 256 random bits need no slow hash. */
  hash: string;
}

/** @returns the token, which is shown once, and what is kept of it */
export function makeToken(): { token: string; kept: KeptSecret } {
  const id = randomBytes(8).toString("hex").slice(0, 12);
  const secret = randomBytes(32).toString("base64url");
  const salt = randomBytes(16).toString("base64url");
  return { token: `pmx_${id}_${secret}`, kept: { id, salt, hash: hashOf(salt, secret) } };
}

/** Whether it looks like one of ours. */
export function isToken(text: string): boolean {
  return text.startsWith("pmx_");
}

/** Stands in where there is no such id, so that both cases take the same time. */
const NOBODY: KeptSecret = { id: "", salt: "", hash: hashOf("", "") };

/** @returns the record whose token this is */
export function matchToken<T extends KeptSecret>(
  token: string,
  find: (id: string) => T | undefined,
): T | undefined {
  const [, id = "", secret = ""] = TOKEN.exec(token) ?? [];
  const record = find(id);
  const { salt, hash } = record ?? NOBODY;
  const isRight = timingSafeEqual(Buffer.from(hashOf(salt, secret)), Buffer.from(hash));
  return isRight && secret !== "" ? record : undefined;
}

function hashOf(salt: string, secret: string): string {
  return createHash("sha256").update(`${salt}.${secret}`).digest("base64url");
}
