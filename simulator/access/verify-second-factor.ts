import { createHmac } from "node:crypto";
import type { Context } from "../http/context.js";
import type { SecondFactor } from "./access-state.js";

const STEP = 30;
const DIGITS = 6;

/** Whether a password alone isn't enough for this user. */
export function challengeOf({ state }: Context, userid: string): boolean {
  const factors = state.access.users.get(userid)?.factors.values() ?? [];
  return [...factors].some((factor) => factor.enable);
}

/**
 * Checks `totp:123456` or `recovery:…`. A recovery code is good once; a code of the time step before
 * or after passes, as clocks differ.
 */
export function answerFactor({ state, time }: Context, userid: string, answer: string): boolean {
  const [type = "", code = ""] = answer.split(":");
  const factors = [...(state.access.users.get(userid)?.factors.values() ?? [])].filter(
    (factor) => factor.enable && factor.type === type,
  );
  return factors.some((factor) =>
    factor.type === "recovery" ? useRecoveryCode(factor, code) : isTotp(factor, code, time),
  );
}

function useRecoveryCode({ codes }: SecondFactor, code: string): boolean {
  for (const [number, known] of codes ?? []) {
    if (known !== code) continue;
    codes?.delete(number);
    return true;
  }
  return false;
}

function isTotp({ secret }: SecondFactor, code: string, time: number): boolean {
  if (secret === undefined) return false;
  return [-1, 0, 1].some((drift) => totp(secret, time + drift * STEP) === code);
}

/** The six digits of RFC 6238 for a moment. */
export function totp(secret: string, time: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / STEP)));
  const hash = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (hash[hash.length - 1] ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function fromBase32(text: string): Buffer {
  let bits = "";
  for (const letter of text.toUpperCase().replace(/=+$/, "")) {
    bits += Math.max(0, ALPHABET.indexOf(letter)).toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
