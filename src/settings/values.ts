import { readFileSync, realpathSync, statSync } from "node:fs";
import { splitList as splitEntries } from "../kit/lists.js";
import { type GuestRules, parseGuestRules } from "../policy/scope/guest-rules.js";
import { parseOtp } from "../pve/login/otp.js";
import { type Address, parseAddress, parsePort, printAddress } from "../pve/wire/address.js";
import { normaliseFingerprint } from "../pve/wire/certificates.js";
import { isEndpointPattern } from "../schema/endpoint-filter.js";

/** Everything a reader may throw: what is wrong with a value, continuing "PROXMOX_X …". */
export class ValueProblem extends Error {}

/** `should be …`, with what it held unless that is a secret. */
export function shouldBe(value: string, what: string): ValueProblem {
  return new ValueProblem(`is ${JSON.stringify(shorten(value))}, but should be ${what}`);
}

/** Addresses without a port of their own have port 0 here. */
export function readAddresses(value: string): Address[] {
  return splitList(value).map((item) => {
    try {
      return parseAddress(item, 0);
    } catch (error) {
      const shown = item.includes("@") ? "[hidden]" : JSON.stringify(shorten(item));
      throw new ValueProblem(
        `is ${shown}, which ${(error as Error).message}; it should be a node's name, IP address or https:// URL`,
      );
    }
  });
}

export function readPort(value: string): number {
  try {
    return parsePort(value.trim());
  } catch {
    throw shouldBe(value, "a port, 1 to 65535");
  }
}

export function readUser(value: string): string {
  const user = value.trim();
  if (/^[^\s:/@!]+(?:@[^\s:/@!]+)*@[A-Za-z][\w.-]+$/.test(user)) return user;
  if (user.includes("!")) {
    throw shouldBe(
      value,
      "a user alone (root@pam); the token's name belongs in PROXMOX_TOKEN_NAME",
    );
  }
  throw shouldBe(value, "a user with realm, as in root@pam");
}

export function readBoolean(value: string): boolean {
  const text = value.trim().toLowerCase();
  if (["true", "1", "yes", "on"].includes(text)) return true;
  if (["false", "0", "no", "off"].includes(text)) return false;
  throw shouldBe(value, "true or false");
}

export function readChoice<T extends string>(value: string, choices: readonly T[]): T {
  const text = value.trim().toLowerCase();
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw shouldBe(value, `one of ${choices.join(", ")}`);
}

const MOST_COUNT = 1_000_000;

export function readCount(value: string): number {
  const count = /^\d+$/.test(value.trim()) ? Number(value) : 0;
  if (count > 0 && count <= MOST_COUNT) return count;
  throw shouldBe(value, `a whole number, from 1 to ${MOST_COUNT}`);
}

const MOST_SECONDS = 24 * 60 * 60;

export function readSeconds(value: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : 0;
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw shouldBe(value, `a number of seconds, above 0 and at most ${MOST_SECONDS}`);
}

export function readFingerprints(value: string): string[] {
  return splitList(value).map((item) => {
    const fingerprint = normaliseFingerprint(item);
    if (fingerprint !== undefined) return fingerprint;
    const shown = /^[0-9a-f:]+$/i.test(item) ? item : "[hidden]";
    throw shouldBe(shown, "a SHA-256 fingerprint: 32 pairs of hex digits, as in AA:BB:…");
  });
}

/** @returns PEM text */
export function readPem(value: string): string {
  const inline = value.includes("-----BEGIN");
  // Many ways to hand on an environment turn line ends into the two characters \n.
  const text = inline ? value.replaceAll("\\n", "\n") : readTextFile(value.trim());
  if (/-----BEGIN (TRUSTED )?CERTIFICATE-----[\s\S]+-----END/.test(text)) return text;
  throw inline
    ? new ValueProblem("holds PEM text without a certificate in it")
    : shouldBe(value, "a file with a certificate in PEM form (-----BEGIN CERTIFICATE-----)");
}

export function readOtp(value: string): string {
  try {
    parseOtp(value);
    return value.trim();
  } catch (error) {
    throw new ValueProblem((error as Error).message);
  }
}

export function readGuestRules(value: string): GuestRules {
  try {
    return parseGuestRules(value);
  } catch (error) {
    throw new ValueProblem((error as Error).message);
  }
}

/** @returns its real path */
export function readFolder(value: string): string {
  try {
    const path = realpathSync(value);
    if (statSync(path).isDirectory()) return path;
  } catch {
    // Said below, the same for each way in which it is no folder.
  }
  throw shouldBe(value, "an existing folder");
}

export function readTextFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT"
        ? "doesn't exist"
        : code === "EACCES"
          ? "may not be read"
          : `can't be read (${code})`;
    throw new ValueProblem(`names ${JSON.stringify(shorten(file))}, which ${why}`);
  }
}

export function splitList(value: string): string[] {
  const items = splitEntries(value);
  if (items.length > 0) return items;
  throw shouldBe(value, "a list, separated by commas");
}

/** Commands, which hold blanks themselves. */
export function readCommands(value: string): string[] {
  const commands = value.split(",").map((command) => command.trim().replace(/\s+/g, " "));
  const kept = commands.filter((command) => command !== "");
  if (kept.length > 0) return kept;
  throw shouldBe(value, "a list of commands, separated by commas");
}

/** `name=address` pairs. */
export function readAddressTable(value: string): Record<string, string> {
  const pairs = splitList(value).map((pair) => {
    const [, name, address] =
      /^([A-Za-z0-9][A-Za-z0-9-]*)=([A-Za-z0-9_.:[\]%-]+)$/.exec(pair) ?? [];
    if (name !== undefined && address !== undefined) return [name, address] as const;
    throw shouldBe(pair, "a node and its address, as in pve1=192.0.2.11");
  });
  return Object.fromEntries(pairs);
}

/** One word that ssh may be given: no option, no blank. */
export function readSshWord(value: string): string {
  const word = value.trim();
  if (/^[A-Za-z0-9_][^\s]*$/.test(word)) return word;
  throw shouldBe(value, "one word that begins with a letter or digit");
}

export function readWords(value: string): string[] {
  return value.trim().split(/\s+/);
}

/** @returns its path, as it was written */
export function readExistingFile(value: string): string {
  try {
    if (statSync(value).isFile()) return value;
  } catch {
    // Said below, the same for each way in which it is no file.
  }
  throw shouldBe(value, "an existing file");
}

/** Fills in the port of those addresses that have none, and drops what stands there twice. */
export function printAddresses(addresses: readonly Address[], port: number): string[] {
  const filled = addresses.map((address) => (address.port === 0 ? { ...address, port } : address));
  return [...new Set(filled.map(printAddress))];
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

export function readEndpointPatterns(value: string): string[] {
  const patterns = value.split(",").map((text) => text.trim().replace(/\s+/g, " "));
  const wrong = patterns.find((text) => !isEndpointPattern(text));
  if (wrong === undefined) return patterns;
  throw shouldBe(wrong, "a method and a path, * for anything, as in DELETE /nodes/*/qemu/*");
}

const MOST_MEGABYTES = 256;

/** @returns bytes */
export function readMegabytes(value: string): number {
  const megabytes = /^\d+$/.test(value.trim()) ? Number(value) : 0;
  if (megabytes > 0 && megabytes <= MOST_MEGABYTES) return megabytes * 1024 * 1024;
  throw shouldBe(value, `a whole number of megabytes, 1 to ${MOST_MEGABYTES}`);
}
