import { isIP } from "node:net";
import { connect } from "node:tls";
import type { Address } from "../../pve/wire/address.js";

/** What a node shows before anything is sent to it. */
export interface Shown {
  fingerprint: string;
  /** Signed by a CA that this machine trusts, for that name. */
  trusted: boolean;
}

/** Milliseconds. */
const PATIENCE = 10_000;

/** The certificate at an address. @throws where there is none */
export function lookAtCertificate({ host, port }: Address): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? "" : host;
    const socket = connect({
      host,
      port,
      servername,
      rejectUnauthorized: false,
      timeout: PATIENCE,
    });
    socket.on("secureConnect", () => {
      const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
      const trusted = socket.authorized;
      socket.destroy();
      if (fingerprint) resolve({ fingerprint, trusted });
      else reject(new Error("it shows no certificate"));
    });
    socket.on("timeout", () => socket.destroy(new Error("no answer within 10 s")));
    socket.on("error", reject);
  });
}
