import { defined } from "../kit/defined.js";
import { ValidationError } from "./errors/errors.js";
import { type Credentials, parseToken } from "./login/authentication.js";
import { parseOtp } from "./login/otp.js";
import { type Address, DEFAULT_PORT, parseAddress } from "./wire/address.js";
import {
  normaliseFingerprint,
  TLS_MODES,
  type TlsMode,
  type TlsOptions,
} from "./wire/certificates.js";
import type { ClientOptions, Timeouts } from "./wire/client.js";
import { openKnownCertificates } from "./wire/known-certificates.js";
import type { Logger } from "./wire/logger.js";

export interface ConnectOptions {
  /** Name, address or `https://` URL; several nodes of one cluster are tried in order. */
  host: string | readonly string[];
  /** For hosts that don't name one themselves; default 8006. */
  port?: number;
  /** `user@realm!name=secret`; or `user` and `password`. */
  token?: string;
  /** Another token, for what changes something alone; `token` or the user then only reads. */
  actToken?: string;
  user?: string;
  password?: string;
  /** Second factor: the TOTP secret (base32 or `otpauth://` URI), or a code of the moment. */
  otp?: string;
  tls?: ConnectTls;
  /** Milliseconds. */
  timeouts?: Partial<Timeouts>;
  /** Gets requests at `debug`, without secrets; pino's loggers fit. */
  logger?: Logger;
  /** Where `upload` may take files from; without it, it takes none. */
  uploadFolder?: string;
  /** Bytes of an answer, after unpacking; 8 MiB by default, 16 MiB where it is a file. */
  maxAnswer?: number;
}

export interface ConnectTls {
  /** `strict` by default. */
  mode?: TlsMode;
  /** PEM; replaces the trusted roots. */
  ca?: string;
  /** `verify`: SHA-256 of the certificates that are accepted, and no others. */
  fingerprint?: string | readonly string[];
  /** `verify` without `fingerprint`: file in which certificates are kept that were seen first. */
  knownCertificates?: string;
}

/**
 * Judges the options of a connection, in the one place that does: a library's caller and a server's
 * settings are told the same.
 *
 * @throws ValidationError naming the option that is wrong
 */
export function clientOptions(options: ConnectOptions): ClientOptions {
  return {
    hosts: readHosts(options),
    credentials: readCredentials(options),
    ...(options.actToken !== undefined && { act: readActToken(options.actToken) }),
    tls: readTls(options.tls ?? {}),
    ...(options.timeouts && { timeouts: options.timeouts }),
    ...(options.logger && { logger: options.logger }),
    ...defined({ maxAnswer: options.maxAnswer }),
  };
}

/** Whether there is a login in them at all. */
export function hasLogin({ token, password }: ConnectOptions): boolean {
  return token !== undefined || password !== undefined;
}

/** @throws ValidationError where one of them can't be read */
export function readHosts({ host, port = DEFAULT_PORT }: ConnectOptions): Address[] {
  const hosts = typeof host === "string" ? [host] : host;
  if (hosts.length === 0) throw refuse("«host»", "is empty");
  return hosts.map((text) => {
    try {
      return parseAddress(text, port);
    } catch (error) {
      const shown = text.includes("@") ? "" : ` ${JSON.stringify(text)}`;
      throw refuse(`«host»${shown}`, (error as Error).message);
    }
  });
}

function readCredentials({ token, user, password, otp }: ConnectOptions): Credentials {
  if (token !== undefined) {
    if (password !== undefined) throw refuse("«token»", "and «password» are both given; keep one");
    const parsed = parseToken(token);
    if (parsed) return parsed;
    throw refuse("«token»", "should be user@realm!name=secret");
  }
  if (user === undefined || password === undefined) {
    throw refuse("«token»", "is missing; or give «user» and «password»");
  }
  if (!/^\S+@\S+$/.test(user)) {
    throw refuse(`«user» ${JSON.stringify(user)}`, "should have a realm, as in root@pam");
  }
  if (otp === undefined) return { kind: "password", user, password };
  try {
    parseOtp(otp);
  } catch (error) {
    throw refuse("«otp»", (error as Error).message);
  }
  return { kind: "password", user, password, otp };
}

function readActToken(token: string): Credentials {
  const parsed = parseToken(token);
  if (parsed) return parsed;
  throw refuse("«actToken»", "should be user@realm!name=secret");
}

function readTls({ mode = "strict", ca, fingerprint, knownCertificates }: ConnectTls): TlsOptions {
  if (!TLS_MODES.includes(mode)) {
    throw refuse(`«tls.mode» ${JSON.stringify(mode)}`, `should be one of ${TLS_MODES.join(", ")}`);
  }
  if (fingerprint !== undefined && mode !== "verify") {
    throw refuse(
      "«tls.fingerprint»",
      `is given, but «tls.mode» is ${mode}, which looks at no fingerprint; the mode should be verify`,
    );
  }
  const fingerprints = fingerprint === undefined ? undefined : [fingerprint].flat().map(readPin);
  return {
    mode,
    ...defined({ ca }),
    ...(fingerprints && { fingerprints }),
    ...(knownCertificates !== undefined && { known: openKnownCertificates(knownCertificates) }),
  };
}

function readPin(text: string): string {
  const fingerprint = normaliseFingerprint(text);
  if (fingerprint !== undefined) return fingerprint;
  throw refuse(`«tls.fingerprint» ${JSON.stringify(text)}`, "should be 32 pairs of hex digits");
}

function refuse(option: string, problem: string): ValidationError {
  return new ValidationError(`${option} ${problem}`, { hint: "See ConnectOptions." });
}
