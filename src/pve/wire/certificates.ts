import type { TLSSocket } from "node:tls";
import { type Address, printAddress } from "./address.js";
import type { KnownCertificates } from "./known-certificates.js";
import type { Logger } from "./logger.js";

/**
 * - `strict`: the certificate must lead to a trusted root and name the host.
 * - `verify`: as `strict`, or self-signed (or of the cluster's own CA) with a pinned fingerprint.
 * - `insecure`: anything goes; whoever sits in between reads and changes everything.
 */
export const TLS_MODES = ["strict", "verify", "insecure"] as const;

export type TlsMode = (typeof TLS_MODES)[number];

export interface TlsOptions {
  mode: TlsMode;
  /** PEM; replaces the trusted roots. */
  ca?: string;
  /**
   * `verify`: SHA-256 of the certificates that are accepted, and then no others are, trusted root
   * or not. One for each node of a cluster.
   */
  fingerprints?: readonly string[];
  /** `verify` without `fingerprints`: where those seen first are kept. */
  known?: KnownCertificates;
}

/** Why a certificate was refused. */
export interface CertificateProblem {
  message: string;
  hint: string;
  /** SHA-256 of the certificate that the server showed. */
  fingerprint?: string;
  /** It may be all right with more roots to trust. */
  untrusted?: true;
}

/** Judges the certificate of a connection before anything is sent over it. */
export type Judge = (socket: TLSSocket, address: Address) => CertificateProblem | undefined;

export function createJudge(options: TlsOptions, logger: Logger): Judge {
  return (socket, address) => {
    if (options.mode === "insecure") return undefined;
    const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
    if (fingerprint === undefined) {
      return {
        message: "the server showed no certificate",
        hint: "Check that this is Proxmox VE.",
      };
    }
    if (options.mode === "verify" && options.fingerprints) {
      return judgePinned(fingerprint, options.fingerprints, address);
    }
    if (socket.authorized) return undefined;
    const reason = String(socket.authorizationError);
    if (options.mode === "verify" && options.known && PINNABLE.has(reason)) {
      return judgeKnown(fingerprint, options.known, address, logger);
    }
    const problem = { ...explain(reason, address, fingerprint), fingerprint };
    return PINNABLE.has(reason) ? { ...problem, untrusted: true } : problem;
  };
}

/** `AA:BB:…`, from any spelling of 64 hex digits; undefined for anything else. */
export function normaliseFingerprint(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^sha-?256[:= ]*/i, "")
    .replace(/[:\s]/g, "");
  if (!/^[0-9a-f]{64}$/i.test(digits)) return undefined;
  return (digits.toUpperCase().match(/../g) ?? []).join(":");
}

function judgePinned(
  shown: string,
  pinned: readonly string[],
  address: Address,
): CertificateProblem | undefined {
  if (pinned.includes(shown)) return undefined;
  return {
    message: `${printAddress(address)} showed the certificate ${shown}, but pinned is ${pinned.join(" or ")}`,
    hint: `If the node's certificate was renewed on purpose, set «tls.fingerprint» to the new one, after comparing it on the node: openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem. If not, somebody may be listening in.`,
    fingerprint: shown,
  };
}

function judgeKnown(
  shown: string,
  known: KnownCertificates,
  address: Address,
  logger: Logger,
): CertificateProblem | undefined {
  const name = printAddress(address);
  const before = known.find(name);
  if (before === shown) return undefined;
  if (before === undefined) {
    known.remember(name, shown);
    logger.warn(
      { address: name, fingerprint: shown },
      "First connection to this address: its certificate is trusted from now on. Compare the fingerprint on the node to be sure.",
    );
    return undefined;
  }
  return {
    message: `the certificate of ${name} changed: it was ${before}, now it is ${shown}`,
    hint: `If it was renewed on purpose, remove the line of ${name} from ${known.file}, or pin the new one with «tls.fingerprint». If not, someone may be intercepting the connection.`,
    fingerprint: shown,
    untrusted: true,
  };
}

/** No chain to a trusted root; for these alone a fingerprint stands in. */
const PINNABLE = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  // Proxmox's own certificates name the node, and many connect by an address that isn't in it.
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "INVALID_PURPOSE",
]);

function explain(
  reason: string,
  address: Address,
  fingerprint: string,
): { message: string; hint: string } {
  const name = printAddress(address);
  const pin = `pin it with «tls.mode»=verify and «tls.fingerprint»=${fingerprint} after comparing it on the node (openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem)`;
  switch (reason) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return {
        message: `the certificate of ${name} names other hosts`,
        hint: `Use a host name that the certificate holds as «host», or ${pin}.`,
      };
    case "CERT_HAS_EXPIRED":
      return {
        message: `the certificate of ${name} has expired`,
        hint: `Renew it on the node (pvecm updatecerts --force, or its ACME order), or ${pin}.`,
      };
    case "CERT_NOT_YET_VALID":
      return {
        message: `the certificate of ${name} is not valid yet`,
        hint: "Check the clocks of this machine and of the node.",
      };
    default:
      return {
        message: `the certificate of ${name} isn't signed by a trusted CA (${reason})`,
        hint: `Copy the cluster's CA (/etc/pve/pve-root-ca.pem) here and name it in «tls.ca», or ${pin}.`,
      };
  }
}
