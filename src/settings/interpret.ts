import { defined } from "../kit/defined.js";
import type { Scope } from "../policy/scope/scope.js";
import { ValidationError } from "../pve/errors/errors.js";
import { parseToken } from "../pve/login/authentication.js";
import { type ConnectOptions, type ConnectTls, clientOptions } from "../pve/options.js";
import { TLS_MODES } from "../pve/wire/certificates.js";
import type { Timeouts } from "../pve/wire/client.js";
import { TIERS } from "../schema/catalogue.js";
import { readPrograms } from "./programs.js";
import { get, getOr, type Reading } from "./reading.js";
import type { Settings } from "./settings.js";
import {
  CONFIRM_FALLBACKS,
  CONFIRM_MODES,
  LOG_LEVELS,
  VARIABLE_OF_OPTION,
  type Variable,
} from "./table.js";
import {
  printAddresses,
  readAddresses,
  readBoolean,
  readChoice,
  readEndpointPatterns,
  readFingerprints,
  readFolder,
  readGuestRules,
  readMegabytes,
  readOtp,
  readPem,
  readPort,
  readSeconds,
  readUser,
  splitList,
} from "./values.js";

/** What has to be known of a cluster: nothing, its address, or how to log in too. */
export type Needs = "nothing" | "server" | "login";

/**
 * Makes the settings of one cluster out of what was written. Every problem is noted, and then the
 * result is not to be used.
 */
export function interpret(reading: Reading, needs: Needs): Settings {
  const { raw } = reading;
  const toolsets = get(reading, "PROXMOX_TOOLSETS", splitList);
  const tools = get(reading, "PROXMOX_TOOLS", splitList);
  const excludeTools = get(reading, "PROXMOX_EXCLUDE_TOOLS", splitList);
  const excludeEndpoints = get(reading, "PROXMOX_EXCLUDE_ENDPOINTS", readEndpointPatterns);
  const uploadDir = get(reading, "PROXMOX_UPLOAD_DIR", readFolder);
  const wanted = needs !== "nothing" || [...raw.keys()].some(namesServer);
  const connection = wanted ? readConnection(reading, needs) : undefined;
  const programs = readPrograms(reading);
  return {
    access: readAccess(reading),
    confirm: {
      mode: getOr(reading, "PROXMOX_CONFIRM", (value) => readChoice(value, CONFIRM_MODES)),
      fallback: getOr(reading, "PROXMOX_CONFIRM_FALLBACK", (value) =>
        readChoice(value, CONFIRM_FALLBACKS),
      ),
    },
    logLevel: getOr(reading, "PROXMOX_LOG_LEVEL", (value) => readChoice(value, LOG_LEVELS)),
    learn: getOr(reading, "PROXMOX_LEARN", readBoolean),
    ...(toolsets && { toolsets }),
    ...(tools && { tools }),
    ...(excludeTools && { excludeTools }),
    ...(excludeEndpoints && { excludeEndpoints }),
    ...defined({
      scope: readScope(reading),
      auditLog: get(reading, "PROXMOX_AUDIT_LOG", (value) => value.trim()),
    }),
    ...defined({ uploadDir }),
    ...(connection && { connection }),
    ...(programs && { programs }),
  };
}

function readScope(reading: Reading): Scope | undefined {
  const guests = get(reading, "PROXMOX_GUESTS", readGuestRules);
  const nodes = get(reading, "PROXMOX_NODES", splitList);
  const storages = get(reading, "PROXMOX_STORAGES", splitList);
  const read = getOr(reading, "PROXMOX_SCOPE_READ", readBoolean);
  if (!guests && !nodes && !storages) {
    if (!read) return undefined;
    reading.problems.push(
      `${reading.nameOf("PROXMOX_SCOPE_READ")} is true, but there is no scope; set ${reading.nameOf("PROXMOX_GUESTS")}, ${reading.nameOf("PROXMOX_NODES")} or ${reading.nameOf("PROXMOX_STORAGES")}`,
    );
    return undefined;
  }
  return { ...defined({ guests, nodes, storages }), ...(read && { read }) };
}

function namesServer(variable: Variable): boolean {
  return variable === "PROXMOX_HOST" || variable === "PROXMOX_TOKEN_VALUE";
}

function readAccess(reading: Reading): Settings["access"] {
  const access = get(reading, "PROXMOX_ACCESS", (value) => readChoice(value, TIERS));
  const allow = get(reading, "PROXMOX_ALLOW_ELEVATED", readBoolean);
  if (access !== undefined && allow !== undefined && (access === "elevated") !== allow) {
    reading.problems.push(
      `${reading.nameOf("PROXMOX_ALLOW_ELEVATED")} is ${allow}, but ${reading.nameOf("PROXMOX_ACCESS")} is ${access}; they should say the same, or one of them be unset`,
    );
  }
  return access ?? (allow ? "elevated" : "read");
}

const LOGIN = ["PROXMOX_TOKEN_VALUE", "PROXMOX_PASSWORD", "PROXMOX_USER"] as const;

/** What the variables say, as options of `connect`; those judge what doesn't go together. */
function readConnection(reading: Reading, needs: Needs): ConnectOptions | undefined {
  const { nameOf, problems } = reading;
  const hosts = get(reading, "PROXMOX_HOST", readAddresses);
  if (!hosts && !reading.raw.has("PROXMOX_HOST")) {
    problems.push(
      `${nameOf("PROXMOX_HOST")} is not set; it should be the name, address or https:// URL of a node`,
    );
  }
  const port = getOr(reading, "PROXMOX_PORT", readPort);
  const hasLogin = LOGIN.some((variable) => reading.raw.has(variable));
  const credentials = needs === "server" && !hasLogin ? {} : readCredentials(reading);
  const tls = readTls(reading);
  const timeouts = readTimeouts(reading);
  if (!hosts || !credentials) return undefined;
  const actToken = get(reading, "PROXMOX_ACT_TOKEN", (value) => value.trim());
  const maxAnswer = get(reading, "PROXMOX_MAX_ANSWER", readMegabytes);
  const options = {
    ...defined({ maxAnswer, actToken }),
    host: printAddresses(hosts, port ?? 0),
    ...credentials,
    tls,
    timeouts,
  };
  const isWhole = Object.keys(credentials).length > 0;
  if (isWhole && problems.length === 0) problems.push(...problemsOf(options, nameOf));
  return options;
}

function problemsOf(options: ConnectOptions, nameOf: Reading["nameOf"]): string[] {
  try {
    clientOptions(options);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return [error.describe((option) => nameOf(VARIABLE_OF_OPTION[option])).message];
  }
}

function readTls(reading: Reading): ConnectTls {
  const { nameOf, warnings } = reading;
  const mode = getOr(reading, "PROXMOX_SSL_MODE", (value) => readChoice(value, TLS_MODES));
  const ca = get(reading, "PROXMOX_SSL_CA_CERT", readPem);
  const fingerprint = get(reading, "PROXMOX_SSL_FINGERPRINT", readFingerprints);
  if (mode === "insecure") {
    warnings.push(
      `${nameOf("PROXMOX_SSL_MODE")} is insecure: whoever sits between here and the node can read and change everything, the credentials included. verify with ${nameOf("PROXMOX_SSL_FINGERPRINT")} is as easy and safe.`,
    );
  }
  return { mode, ...defined({ ca }), ...(fingerprint && { fingerprint }) };
}

/** Written in seconds. @returns milliseconds */
function readTimeouts(reading: Reading): Timeouts {
  const call = getOr(reading, "PROXMOX_TIMEOUT", readSeconds);
  const connect = getOr(reading, "PROXMOX_CONNECT_TIMEOUT", readSeconds);
  const response = get(reading, "PROXMOX_RESPONSE_TIMEOUT", readSeconds) ?? call;
  return { call: call * 1000, connect: connect * 1000, response: response * 1000 };
}

type CredentialOptions = Pick<ConnectOptions, "token" | "user" | "password" | "otp">;

const TOKEN_NAME = /^[A-Za-z][\w.-]+$/;

function readCredentials(reading: Reading): CredentialOptions | undefined {
  const { nameOf, problems, raw, warnings } = reading;
  const value = raw.get("PROXMOX_TOKEN_VALUE");
  const password = raw.get("PROXMOX_PASSWORD");
  if (value && password) {
    problems.push(
      `${value.name} and ${password.name} are both set; keep the one that should be used`,
    );
    return undefined;
  }
  const otp = get(reading, "PROXMOX_OTP", readOtp);
  if (password) {
    const user = readRequiredUser(reading);
    if (user === undefined) return undefined;
    return { user, password: password.value, ...defined({ otp }) };
  }
  if (!value) {
    readRequiredUser(reading);
    problems.push(
      `${nameOf("PROXMOX_TOKEN_VALUE")} is not set; it should be the secret of an API token (or set ${nameOf("PROXMOX_PASSWORD")})`,
    );
    return undefined;
  }
  if (otp !== undefined) {
    warnings.push(`${nameOf("PROXMOX_OTP")} is set, but an API token needs no second factor`);
  }
  return readToken(reading, value.name, value.value.trim());
}

function readToken(reading: Reading, name: string, value: string): CredentialOptions | undefined {
  const { nameOf, problems } = reading;
  const whole = parseToken(value);
  const written = reading.raw.get("PROXMOX_TOKEN_NAME")?.value.trim();
  const qualified = /^([^!]+)!([^!]+)$/.exec(written ?? "");
  const users = [whole?.user, qualified?.[1], userOf(reading)].filter(isText);
  const names = [whole?.tokenName, qualified?.[2] ?? written].filter(isText);
  const secret = whole?.tokenValue ?? value;
  const before = problems.length;
  if (/[\s!=]/.test(secret)) {
    problems.push(
      `${name} holds something else than a token; it should be the secret that was shown when the token was made, or user@realm!name=secret`,
    );
  }
  if (users.length === 0 && !reading.raw.has("PROXMOX_USER")) {
    problems.push(
      `${nameOf("PROXMOX_USER")} is not set; it should be the token's user, as in root@pam`,
    );
  }
  if (names.length === 0) {
    problems.push(
      `${nameOf("PROXMOX_TOKEN_NAME")} is not set; it should be the token's name (what follows the ! in user@realm!name)`,
    );
  }
  if (new Set(users).size > 1) {
    problems.push(
      `${nameOf("PROXMOX_USER")} is ${JSON.stringify(users.at(-1))}, but the token is one of ${JSON.stringify(users[0])}; they should be the same`,
    );
  }
  if (new Set(names).size > 1) {
    problems.push(
      `${nameOf("PROXMOX_TOKEN_NAME")} is ${JSON.stringify(names[1])}, but ${name} is the token ${JSON.stringify(names[0])}; they should be the same`,
    );
  }
  const [user] = users;
  const [tokenName] = names;
  if (tokenName !== undefined && !TOKEN_NAME.test(tokenName)) {
    problems.push(
      `${nameOf("PROXMOX_TOKEN_NAME")} is ${JSON.stringify(tokenName)}, but should be a token's name: two or more letters, digits, ".", "-" or "_", a letter first`,
    );
  }
  if (problems.length > before || user === undefined || tokenName === undefined) return undefined;
  return { token: `${user}!${tokenName}=${secret}` };
}

function readRequiredUser(reading: Reading): string | undefined {
  const user = userOf(reading);
  if (user === undefined && !reading.raw.has("PROXMOX_USER")) {
    reading.problems.push(
      `${reading.nameOf("PROXMOX_USER")} is not set; it should be a user with realm, as in root@pam`,
    );
  }
  return user;
}

function userOf(reading: Reading): string | undefined {
  return get(reading, "PROXMOX_USER", readUser);
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
