import { createHmac } from "node:crypto";
import type { TotpSecret } from "./otp.js";

/** RFC 6238. @param now milliseconds since 1970 */
export function totp(secret: TotpSecret, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / secret.period)));
  const digest = createHmac(secret.algorithm, secret.key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** secret.digits;
  return String(number).padStart(secret.digits, "0");
}
