import { packageVersion } from "../../data/package.js";
import { isLocal, type ListenAddress } from "../../mcp/http/address.js";
import { createAdminRoutes } from "../../mcp/http/admin.js";
import { type Listener, listen } from "../../mcp/http/listen.js";
import type { McpEndpoint } from "../../mcp/http/mcp-endpoint.js";
import { UsageError } from "../command.js";
import { type HttpFlags, ownNames, readAddress } from "./flags.js";

export interface AdminOptions {
  /** Further names by which it may be called. */
  hosts: readonly string[];
  mcp: McpEndpoint;
  now(): number;
  onError(error: Error): void;
}

/** Where `--admin` says to listen. @throws UsageError where anyone could read what it tells */
export function readAdminAddress(flags: HttpFlags): ListenAddress | undefined {
  if (flags.admin === undefined) return undefined;
  const address = readAddress(flags.admin, "--admin");
  if (isLocal(address) || flags["insecure-listen"]) return address;
  throw new UsageError(
    `--admin ${flags.admin} is reached from other machines, and asks nobody who they are; say --insecure-listen if only those that may do reach it`,
  );
}

/** Serves numbers for Prometheus; what counts is loaded only where it is asked for. */
export async function openAdmin(
  address: ListenAddress | undefined,
  { hosts, mcp, now, onError }: AdminOptions,
): Promise<Listener | undefined> {
  if (!address) return undefined;
  const { createMetrics } = await import("../../telemetry/metrics.js");
  const metrics = createMetrics({
    version: packageVersion(),
    now,
    sessions: () => mcp.sessions,
    running: () => mcp.running,
    memory: () => process.memoryUsage.rss(),
  });
  const fences = { hosts: [...hosts, ...ownNames(address)], origins: [] };
  const handle = createAdminRoutes(metrics, fences);
  return listen({ address, handle, onError, now });
}
