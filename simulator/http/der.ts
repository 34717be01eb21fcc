/** Writes ASN.1 in its distinguished encoding (ITU-T X.690): as much of it as a certificate needs. */

/** One value: tag, length, content. */
export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

/** Up to 127 in one byte, else the number of bytes first. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...contents: Uint8Array[]): Buffer => der(0x30, ...contents);

export const octets = (content: Uint8Array): Buffer => der(0x04, content);

export const text = (value: string): Buffer => der(0x0c, Buffer.from(value, "utf8"));

export const yes = (): Buffer => der(0x01, Buffer.from([0xff]));

/** A whole number from its bytes, without a sign. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return der(0x02, ...((digits[0] ?? 0) & 0x80 ? [Uint8Array.of(0)] : []), digits);
}

/** @param unused how many bits at the end don't count */
export const bits = (content: Uint8Array, unused = 0): Buffer =>
  der(0x03, Uint8Array.of(unused), content);

/** `2.5.29.17`: the first two numbers share a byte, the others go seven bits to a byte. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}

/** A value that its place in the structure names. */
export const tagged = (place: number, ...contents: Uint8Array[]): Buffer =>
  der(0xa0 | place, ...contents);

/** UTC to the second; years from 1950 to 2049 have two digits. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  const isShort = date.getUTCFullYear() >= 1950 && date.getUTCFullYear() < 2050;
  return isShort ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}
