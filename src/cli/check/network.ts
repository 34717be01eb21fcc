import { lookup } from "node:dns/promises";
import { request } from "node:https";
import { connect, isIP } from "node:net";
import type { TLSSocket } from "node:tls";
import { type Address, printAddress } from "../../pve/wire/address.js";
import { type Finding, failed, ok, warning } from "./finding.js";

/** Milliseconds for each look. */
const PATIENCE = 5_000;

/** Proxmox's tickets are good for minutes around its own clock. */
const MOST_SKEW = 300;
const SOON = 30 * 86_400_000;

/** What of the way to a node works, up to the first thing that doesn't; sends no credentials. */
export async function checkNetwork(address: Address, now: () => number): Promise<Finding[]> {
  const name = await checkName(address);
  if (name?.state === "failed") return [name];
  const port = await checkPort(address);
  const findings = [...(name ? [name] : []), port];
  if (port.state === "failed") return findings;
  return [...findings, ...(await checkServer(address, now))];
}

async function checkName({ host }: Address): Promise<Finding | undefined> {
  if (isIP(host)) return undefined;
  try {
    const addresses = await lookup(host, { all: true });
    return ok("name", `${host} is ${addresses.map(({ address }) => address).join(", ")}`);
  } catch (error) {
    return failed(
      "name",
      `${host} can't be resolved (${codeOf(error)})`,
      "Use the node's IP address in PROXMOX_HOST, or make the name known to DNS or the hosts file.",
    );
  }
}

function checkPort(address: Address): Promise<Finding> {
  const at = printAddress(address);
  return new Promise((resolve) => {
    const socket = connect({ host: address.host, port: address.port, timeout: PATIENCE });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    socket.on("connect", () => end(ok("port", `${at} accepts connections`)));
    socket.on("timeout", () => end(unreachable(at, "no answer within 5 s")));
    socket.on("error", (error) => end(unreachable(at, codeOf(error))));
  });
}

function unreachable(at: string, why: string): Finding {
  return failed(
    "port",
    `${at} doesn't accept connections (${why})`,
    "Is it a Proxmox VE node, is the port right (8006 by default), and does a firewall let this machine through?",
  );
}

/** Certificate and clock, by a request without credentials and without a check. */
function checkServer({ host, port }: Address, now: () => number): Promise<Finding[]> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host,
        port,
        method: "HEAD",
        path: "/",
        rejectUnauthorized: false,
        timeout: PATIENCE,
        agent: false,
      },
      (response) => {
        const certificate = describeCertificate(response.socket as TLSSocket, now());
        const clock = checkClock(response.headers.date, now());
        response.resume();
        sent.destroy();
        resolve([certificate, ...(clock ? [clock] : [])]);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer within 5 s")));
    sent.on("error", (error) =>
      resolve([
        failed(
          "certificate",
          `no TLS connection (${codeOf(error)})`,
          "Proxmox VE serves its API over TLS: is another program at this port?",
        ),
      ]),
    );
    sent.end();
  });
}

function describeCertificate(socket: TLSSocket, now: number): Finding {
  const { subject, fingerprint256, valid_to: end } = socket.getPeerCertificate();
  const left = Date.parse(end) - now;
  const text = `presented: ${subject?.CN ?? "no name"}, SHA-256 ${fingerprint256}, valid until ${end}`;
  if (left < 0) return failed("certificate", `expired; ${text}`, "Renew the node's certificate.");
  return left < SOON ? warning("certificate", `expires soon; ${text}`) : ok("certificate", text);
}

function checkClock(date: string | undefined, now: number): Finding | undefined {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return undefined;
  const skew = Math.round((theirs - now) / 1000);
  const text = `the node's clock is ${Math.abs(skew)} s ${skew < 0 ? "behind" : "ahead of"} this machine's`;
  return Math.abs(skew) <= MOST_SKEW
    ? ok("clock", text)
    : warning("clock", text, "Set both by NTP: tickets and one-time codes depend on it.");
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
