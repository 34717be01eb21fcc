import { readFileSync } from "node:fs";
import {
  isLocal,
  isWildcard,
  type ListenAddress,
  parseListenAddress,
  printHost,
} from "../../mcp/http/address.js";
import type { Certificate } from "../../mcp/http/listen.js";
import { UsageError } from "../command.js";

/** What the command line says of serving over HTTP. */
export interface HttpFlags {
  http: string;
  admin?: string | undefined;
  demo?: boolean | undefined;
  "env-file"?: string | undefined;
  "tls-cert"?: string | undefined;
  "tls-key"?: string | undefined;
  "insecure-listen"?: boolean | undefined;
}

/** @throws UsageError */
export function readAddress(text: string, flag = "--http"): ListenAddress {
  try {
    return parseListenAddress(text);
  } catch (error) {
    throw new UsageError(`${flag}: ${(error as Error).message}`);
  }
}

/** @throws UsageError where one is missing or can't be read */
export function readCertificate(flags: HttpFlags): Certificate | undefined {
  const { "tls-cert": cert, "tls-key": key } = flags;
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new UsageError("--tls-cert and --tls-key belong together; one of them is missing");
  }
  const read = (flag: string, file: string) => {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      throw new UsageError(`--${flag}: ${(error as Error).message}`);
    }
  };
  return { cert: read("tls-cert", cert), key: read("tls-key", key) };
}

/** Whoever reaches the server may use it, and whoever sits between reads what is sent. */
export function refuseOpenDoor(
  address: ListenAddress,
  flags: HttpFlags,
  { hasTls, hasAuth }: { hasTls: boolean; hasAuth: boolean },
): void {
  if (isLocal(address) || flags["insecure-listen"]) return;
  const missing = [
    ...(hasTls ? [] : ["TLS (--tls-cert and --tls-key)"]),
    ...(hasAuth ? [] : ["authentication (PROXMOX_AUTH)"]),
  ];
  if (missing.length === 0) return;
  throw new UsageError(
    `--http ${flags.http} is reached from other machines, so it needs ${missing.join(" and ")}; or say --insecure-listen`,
  );
}

/** The names by which an address is called. */
export function ownNames(address: ListenAddress): string[] {
  if ("path" in address || isWildcard(address)) return [];
  return [new URL(`http://${printHost(address.host)}`).hostname];
}
