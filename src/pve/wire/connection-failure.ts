import type { CertificateProblem } from "./certificates.js";

/** How far a request had come when it failed. */
export type Phase =
  /** Nothing of it left this machine. */
  | "connect"
  /** The server may have it. */
  | "sent";

export type ConnectionFailureKind =
  | "dns"
  | "refused"
  | "tls"
  | "reset"
  | "timeout"
  | "cancelled"
  | "too_large";

/** Why there is no answer; what the transport rejects with, and only the client sees. */
export class ConnectionFailure extends Error {
  constructor(
    readonly kind: ConnectionFailureKind,
    readonly phase: Phase,
    message: string,
    readonly certificate?: CertificateProblem,
  ) {
    super(message);
    this.name = "ConnectionFailure";
  }
}

const DNS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"]);

/** Names a system error of a socket. */
export function failureOf(error: unknown, phase: Phase): ConnectionFailure {
  if (error instanceof ConnectionFailure) return error;
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  // Several addresses were tried (AggregateError): the message is empty.
  const text = message || code;
  if (phase === "sent") return new ConnectionFailure("reset", phase, text);
  if (DNS.has(code)) return new ConnectionFailure("dns", phase, text);
  if (code === "EPROTO" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    // OpenSSL's own text is made of thread ids and file names of its source.
    const said = `no TLS connection (${/:SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? text})`;
    return new ConnectionFailure("tls", phase, said, {
      message: said,
      hint: "Check «host» and «port»: does something else than Proxmox VE's API listen there, or a proxy that speaks plain HTTP?",
    });
  }
  return new ConnectionFailure("refused", phase, text);
}

/** The same, for a request of which nothing was sent. */
export function unsent(reason: unknown): ConnectionFailure {
  return reason instanceof ConnectionFailure
    ? new ConnectionFailure(reason.kind, "connect", reason.message, reason.certificate)
    : failureOf(reason, "connect");
}
