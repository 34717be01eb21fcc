const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const PERIOD = 30;

export interface TotpSecret {
  key: Buffer;
  digits: number;
  /** Seconds for which a code holds. */
  period: number;
  algorithm: "sha1" | "sha256" | "sha512";
}

/**
 * What `otp` may hold: a code of the moment, or the secret (base32 or an `otpauth://` URI)
 * from which codes are made whenever a login needs one.
 *
 * @throws Error that doesn't repeat the text
 */
export function parseOtp(text: string): { code: string } | { secret: TotpSecret } {
  const trimmed = text.trim();
  if (/^\d{6,8}$/.test(trimmed)) return { code: trimmed };
  if (/^otpauth:\/\//i.test(trimmed)) return { secret: parseUri(trimmed) };
  return { secret: { key: base32(trimmed), digits: 6, period: PERIOD, algorithm: "sha1" } };
}

function parseUri(text: string): TotpSecret {
  const url = new URL(text);
  if (url.hostname.toLowerCase() !== "totp")
    throw new Error("is an otpauth URI, but not of type totp");
  const algorithm = (url.searchParams.get("algorithm") ?? "sha1").toLowerCase();
  if (algorithm !== "sha1" && algorithm !== "sha256" && algorithm !== "sha512") {
    throw new Error("names an algorithm other than SHA1, SHA256 and SHA512");
  }
  return {
    key: base32(url.searchParams.get("secret") ?? ""),
    digits: inRange(url.searchParams.get("digits") ?? "6", 6, 8, "digits"),
    period: inRange(url.searchParams.get("period") ?? String(PERIOD), 10, 300, "period"),
    algorithm,
  };
}

function inRange(text: string, least: number, most: number, name: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`has a ${name} that is not ${least} to ${most}`);
}

function base32(text: string): Buffer {
  const letters = text.replace(/[\s-]/g, "").replace(/=+$/, "").toUpperCase();
  if (letters.length < 8 || /[^A-Z2-7]/.test(letters)) {
    throw new Error("is neither a code of 6 to 8 digits nor a base32 secret nor an otpauth:// URI");
  }
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of letters) {
    bits = (bits << 5) | ALPHABET.indexOf(letter);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
    bits &= (1 << held) - 1;
  }
  return Buffer.from(bytes);
}
