import { join } from "node:path";
import type { ClientOptions } from "../pve/wire/client.js";
import { openKnownCertificates } from "../pve/wire/known-certificates.js";
import type { ConnectionSettings } from "./settings.js";

/** What the client needs to know, of what the settings say. @param stateDir for trusted certificates */
export function toClientOptions(connection: ConnectionSettings, stateDir: string): ClientOptions {
  const { sslMode, sslCaCert, sslFingerprints, timeouts } = connection;
  return {
    hosts: connection.hosts,
    credentials: connection.credentials,
    tls: {
      mode: sslMode,
      ...(sslCaCert !== undefined && { ca: sslCaCert }),
      ...(sslFingerprints && { fingerprints: sslFingerprints }),
      ...(sslMode === "verify" && {
        known: openKnownCertificates(join(stateDir, "known-certificates.json")),
      }),
    },
    timeouts: {
      connect: timeouts.connect * 1000,
      response: timeouts.response * 1000,
      call: timeouts.call * 1000,
    },
  };
}
