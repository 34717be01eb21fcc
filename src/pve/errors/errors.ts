import type { EndpointKey } from "../../schema/model.js";
import { nameOptions, type OptionName } from "../option-names.js";

export type ErrorCode =
  | "authentication"
  | "permission"
  | "validation"
  | "not_found"
  | "conflict"
  | "locked"
  | "unsupported"
  | "node_unreachable"
  | "timeout"
  | "tls"
  | "connection"
  | "cancelled"
  | "unexpected_answer"
  | "too_large"
  | "server";

export interface ErrorFacts {
  /** HTTP status; 595 to 599 are Proxmox's own for a node that it couldn't reach. */
  status?: number;
  /** The status line's reason phrase: Proxmox puts the first line of its message there. */
  reason?: string;
  /** Proxmox's text for each parameter that it refused. */
  errors?: Readonly<Record<string, string>>;
  endpoint?: EndpointKey;
  /** The same request may succeed later, and sending it again is safe. */
  retryable?: boolean;
  /** The server may still be, or have been, acting on the request. */
  mayHaveRun?: boolean;
  /** What to do next, in our words; options stand in it as `«host»`. */
  hint?: string;
}

/** Written out: the bundler shortens the names of classes. */
const NAMES: Record<ErrorCode, string> = {
  authentication: "AuthenticationError",
  permission: "PermissionError",
  validation: "ValidationError",
  not_found: "NotFoundError",
  conflict: "ConflictError",
  locked: "LockedError",
  unsupported: "UnsupportedError",
  node_unreachable: "NodeUnreachableError",
  timeout: "TimeoutError",
  tls: "TlsError",
  connection: "ConnectionError",
  cancelled: "CancelledError",
  unexpected_answer: "UnexpectedAnswerError",
  too_large: "TooLargeError",
  server: "ServerError",
};

/**
 * Whatever keeps a request from being answered. `message` holds our words and Proxmox's own, and
 * none of our credentials.
 */
export class ProxmoxError extends Error {
  readonly code: ErrorCode;
  readonly status?: number;
  readonly reason?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly endpoint?: EndpointKey;
  readonly retryable: boolean;
  readonly mayHaveRun: boolean;
  readonly hint?: string;
  /** Message and hint before options were named. */
  readonly #template: Pick<ErrorFacts, "hint" | "errors"> & { message: string };

  /** @param message options stand in it as `«host»` */
  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(nameOptions(message, (option) => option));
    this.#template = { ...facts, message };
    this.name = NAMES[code];
    this.code = code;
    this.retryable = facts.retryable ?? false;
    this.mayHaveRun = facts.mayHaveRun ?? false;
    if (facts.status !== undefined) this.status = facts.status;
    if (facts.reason !== undefined) this.reason = facts.reason;
    if (facts.errors !== undefined) this.errors = nameOptionsIn(facts.errors, (option) => option);
    if (facts.endpoint !== undefined) this.endpoint = facts.endpoint;
    if (facts.hint !== undefined) this.hint = nameOptions(facts.hint, (option) => option);
  }

  /** Its texts, with options under the names that the caller knows them by. */
  describe(
    nameOf: (option: OptionName) => string,
  ): Pick<ErrorFacts, "hint" | "errors"> & { message: string } {
    const { message, hint, errors } = this.#template;
    return {
      message: nameOptions(message, nameOf),
      ...(hint !== undefined && { hint: nameOptions(hint, nameOf) }),
      ...(errors && { errors: nameOptionsIn(errors, nameOf) }),
    };
  }
}

function nameOptionsIn(
  texts: Readonly<Record<string, string>>,
  nameOf: (option: OptionName) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, nameOptions(text, nameOf)]),
  );
}

/** The login, token or ticket was refused. */
export class AuthenticationError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("authentication", message, facts);
  }
}

export interface MissingPrivilege {
  /** The ACL path that was checked, e.g. `/vms/100`. */
  path?: string;
  /** Any one of them would do. */
  privileges?: readonly string[];
  /** The `pveum` command that grants it. */
  grant?: string;
}

/** The account may not do this. */
export class PermissionError extends ProxmoxError {
  readonly path?: string;
  readonly privileges: readonly string[];
  readonly grant?: string;

  constructor(message: string, facts?: ErrorFacts, missing: MissingPrivilege = {}) {
    super("permission", message, facts);
    this.privileges = missing.privileges ?? [];
    if (missing.path !== undefined) this.path = missing.path;
    if (missing.grant !== undefined) this.grant = missing.grant;
  }
}

/** Parameters that Proxmox, or we before sending, refuse; `errors` has one text each. */
export class ValidationError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("validation", message, facts);
  }
}

/** What the request names doesn't exist. */
export class NotFoundError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("not_found", message, facts);
  }
}

/** The state of things forbids it: it exists already, runs, is protected, or was changed meanwhile. */
export class ConflictError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("conflict", message, facts);
  }
}

/** Something else holds the lock. */
export class LockedError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("locked", message, facts);
  }
}

/** The connected server doesn't know the endpoint. */
export class UnsupportedError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("unsupported", message, facts);
  }
}

/** The node we talk to couldn't get an answer from the node that the request is for. */
export class NodeUnreachableError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("node_unreachable", message, facts);
  }
}

/** One of our own time limits ran out. */
export class TimeoutError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("timeout", message, facts);
  }
}

/** The server's certificate isn't one that the settings accept, or there is no TLS at all. */
export class TlsError extends ProxmoxError {
  /** SHA-256 of the certificate that was shown, `AA:BB:…`. */
  readonly fingerprint?: string;

  constructor(message: string, facts?: ErrorFacts, fingerprint?: string) {
    super("tls", message, facts);
    if (fingerprint !== undefined) this.fingerprint = fingerprint;
  }
}

/** No connection, or it broke. */
export class ConnectionError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("connection", message, facts);
  }
}

/** The caller's AbortSignal ended it. */
export class CancelledError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("cancelled", message, facts);
  }
}

/** Whatever answered, it wasn't Proxmox's API. */
export class UnexpectedAnswerError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("unexpected_answer", message, facts);
  }
}

/** An answer that would take too much memory or time to read; nothing of it was. */
export class TooLargeError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("too_large", message, facts);
  }
}

/** Any other failure that Proxmox reports. */
export class ServerError extends ProxmoxError {
  constructor(message: string, facts?: ErrorFacts) {
    super("server", message, facts);
  }
}
