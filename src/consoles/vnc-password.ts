import { createCipheriv } from "node:crypto";

const KEY_LENGTH = 8;

/**
 * Answers the challenge of RFB's VNC authentication (RFC 6143, 7.2.2): DES over 16 bytes, keyed with
 * the first eight bytes of the password, the bits of each in reverse order.
 *
 * OpenSSL 3 has no single DES any longer; three rounds of triple DES with one key are the same.
 */
export function answerChallenge(challenge: Uint8Array, password: string): Buffer {
  const key = Buffer.alloc(KEY_LENGTH);
  key.write(password, "latin1");
  const reversed = key.map(reverseBits);
  const cipher = createCipheriv(
    "des-ede3-ecb",
    Buffer.concat([reversed, reversed, reversed]),
    null,
  );
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
