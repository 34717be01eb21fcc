import { parseToken } from "../pve/login/authentication.js";
import type { Principal, ProxmoxLogins } from "./principal.js";

/** `X-Proxmox-Token: user@realm!name=secret`, or `X-Proxmox-Token-CLUSTER` for one cluster. */
const HEADER = /^x-proxmox-token(?:-(.+))?$/;

/**
 * Callers with an API token of their own: Proxmox decides what they may. The token isn't checked
 * here, and one that is wrong gets Proxmox's answer.
 *
 * @param clusters names of all clusters, as header names can't tell upper case from lower
 * @returns undefined where no header is there, `"malformed"` where one isn't a whole token
 */
export function readProxmoxLogin(
  headers: Headers,
  clusters: readonly string[],
): Principal | "malformed" | undefined {
  const byCluster: Record<string, string> = {};
  const logins: ProxmoxLogins = { byCluster };
  const names: string[] = [];
  for (const [header, value] of headers) {
    const match = HEADER.exec(header);
    if (!match) continue;
    const parsed = parseToken(value.trim());
    if (!parsed) return "malformed";
    const login = `${parsed.user}!${parsed.tokenName}`;
    const [, suffix] = match;
    if (suffix === undefined) {
      logins.any = value.trim();
      names.push(login);
      continue;
    }
    const cluster = clusters.find((name) => name.toLowerCase() === suffix);
    if (cluster === undefined) return "malformed";
    byCluster[cluster] = value.trim();
    names.push(`${login} at ${cluster}`);
  }
  if (names.length === 0) return undefined;
  const reachable = logins.any === undefined ? Object.keys(byCluster) : undefined;
  return {
    name: `proxmox:${names.sort().join(", ")}`,
    logins,
    ...(reachable && { clusters: reachable }),
  };
}
