import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** Where operating systems keep the roots that their administrators trust. */
const FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * The roots that Node brings and those of the operating system, where a company's own CA is
 * installed. Node 20 alone doesn't look there; `SSL_CERT_FILE` names another file, as for OpenSSL.
 *
 * @returns PEM, or undefined when the system has none to add
 */
export function systemRoots(
  named: string | undefined = process.env["SSL_CERT_FILE"],
): string[] | undefined {
  const system = fromStore() ?? fromFiles(named ? [named] : FILES);
  const extra = process.env["NODE_EXTRA_CA_CERTS"];
  return system && [...tls.rootCertificates, ...system, ...((extra && fromFiles([extra])) || [])];
}

/** Node 22.15 and later read the system's store, on every platform. */
function fromStore(): readonly string[] | undefined {
  const { getCACertificates } = tls as { getCACertificates?: (type: string) => string[] };
  const found = process.env["SSL_CERT_FILE"] ? undefined : getCACertificates?.("system");
  return found && found.length > 0 ? found : undefined;
}

function fromFiles(files: readonly string[]): string[] | undefined {
  for (const file of files) {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      // Each system has one of them.
    }
  }
  return undefined;
}
