import { readFileSync } from "node:fs";
import { createAttempts } from "../auth/attempts.js";
import { createAuthenticate } from "../auth/authenticate.js";
import { createRate } from "../auth/rate.js";
import { openTokenFile } from "../auth/tokens/token-file.js";
import { packageVersion } from "../data/package.js";
import { defined } from "../kit/defined.js";
import {
  isLocal,
  isWildcard,
  type ListenAddress,
  parseListenAddress,
} from "../mcp/http/address.js";
import { type Certificate, type Listener, listen } from "../mcp/http/listen.js";
import { createMcpEndpoint, type McpEndpoint } from "../mcp/http/mcp-endpoint.js";
import { createReadiness } from "../mcp/http/readiness.js";
import { createRoutes } from "../mcp/http/routes.js";
import { withEnvFile } from "../settings/env-file.js";
import { type ReadSettings, readSettings } from "../settings/read.js";
import type { ServerSettings } from "../settings/settings.js";
import { ToolError } from "../tools/errors.js";
import { createCallers } from "./callers.js";
import { UsageError } from "./command.js";
import { createLog, type Log } from "./log.js";
import { served } from "./served.js";
import { demo } from "./target.js";
import { tokensFile } from "./tokens-file.js";

export interface HttpFlags {
  http: string;
  demo?: boolean | undefined;
  "env-file"?: string | undefined;
  "tls-cert"?: string | undefined;
  "tls-key"?: string | undefined;
  "insecure-listen"?: boolean | undefined;
}

/** sysexits' EX_CONFIG. */
const CONFIG_EXIT_CODE = 78;

/** Milliseconds that running calls get when the server is told to end. */
const GRACE = 20_000;

/** Milliseconds between two looks at what is idle. */
const SWEEP = 5_000;

/**
 * Serves over HTTP until the process is told to end.
 *
 * @returns the exit code where it can't
 * @throws UsageError
 */
export async function serveHttp(
  flags: HttpFlags,
  environment: NodeJS.ProcessEnv,
): Promise<number | undefined> {
  const address = readAddress(flags.http);
  const tls = readCertificate(flags);
  const read = readAll(flags, environment);
  if ("problems" in read) {
    process.stderr.write(read.problems.map((line) => `${line}\n`).join(""));
    return CONFIG_EXIT_CODE;
  }
  const { server } = read;
  refuseOpenDoor(address, { flags, server, hasTls: tls !== undefined });
  const log = createLog(read.settings.logLevel);
  for (const warning of read.warnings) log.warn({}, warning);
  const callers = createCallers({ ...clustersOf(read, flags), log, environment: read.env });
  const problems = await callers.problems();
  if (problems.length > 0) {
    process.stderr.write(problems.map((line) => `${line}\n`).join(""));
    return CONFIG_EXIT_CODE;
  }
  const now = () => performance.now();
  const onError = (error: Error) => log.debug({ reason: error.message }, "http");
  const mcp = createMcpEndpoint({
    version: packageVersion(),
    authenticate: createAuthenticate({
      ...(server.auth.includes("token") && {
        tokens: openTokenFile(tokensFile(server.tokens, read.env)),
      }),
      ...(server.auth.includes("proxmox") && { proxmox: { clusters: callers.clusters } }),
      attempts: createAttempts(now),
      now: () => Date.now(),
    }),
    open: callers.open,
    rate: createRate(now),
    ...(server.rate !== undefined && { defaultRate: server.rate }),
    now,
    onError,
  });
  let isStopping = false;
  const listener = await listen({
    address,
    ...(tls && { tls }),
    handle: createRoutes({
      mcp,
      fences: {
        hosts: [...server.allowedHosts, ...ownNames(address)],
        origins: server.allowedOrigins,
      },
      readiness: createReadiness(callers.checks(), now),
      isStopping: () => isStopping,
      trustedProxies: server.trustedProxies,
    }),
    onError,
    now,
  });
  const sweeping = setInterval(() => {
    mcp.sweep();
    listener.sweep();
  }, SWEEP);
  sweeping.unref();
  log.info({ url: listener.url }, "serving MCP at /mcp");
  if (isWildcard(address) && server.allowedHosts.length === 0) {
    log.warn({}, "PROXMOX_ALLOWED_HOSTS is not set: only requests to localhost are let in");
  }
  const end = async () => {
    if (isStopping) return;
    isStopping = true;
    clearInterval(sweeping);
    await stop(mcp, listener, log);
    await callers.close();
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  const renew = async () => {
    const renewed = readCertificate(flags);
    if (renewed) listener.renewCertificate(renewed);
    if (flags.demo) return;
    const next = readAll(flags, environment);
    if ("problems" in next) throw new Error(next.problems.join(" "));
    await callers.renew(clustersOf(next, flags));
    mcp.tellChanged();
    log.info({}, "settings read again");
  };
  process.on("SIGHUP", () => {
    renew().catch((error: unknown) =>
      log.error({ reason: String(error) }, "the settings before stay in force"),
    );
  });
  return undefined;
}

type Read = ReadSettings & { env: NodeJS.ProcessEnv };

/** Where every caller brings a login, the server needs none. */
function readAll(
  flags: HttpFlags,
  environment: NodeJS.ProcessEnv,
): Read | { problems: readonly string[] } {
  const loaded = withEnvFile(environment, flags["env-file"]);
  if ("problems" in loaded) return loaded;
  const { env } = loaded;
  const bringsLogin = env["PROXMOX_AUTH"]?.trim().toLowerCase() === "proxmox";
  const needs = flags.demo ? "nothing" : bringsLogin ? "server" : "login";
  const read = readSettings(env, { needs });
  if ("problems" in read) return read;
  return { ...read, env, warnings: [...loaded.warnings, ...read.warnings] };
}

function clustersOf(read: Read, { demo: isDemo }: HttpFlags) {
  const clusters = isDemo
    ? new Map([["", { settings: read.settings, target: demo() }]])
    : served(read, read.env);
  return { clusters, ...defined({ chosen: read.chosen }) };
}

/** No new calls; running ones get their time, and then end with the names of the tasks that go on. */
async function stop(mcp: McpEndpoint, listener: Listener, log: Log): Promise<void> {
  log.info({ running: mcp.running }, "stopping");
  mcp.stop();
  listener.stop();
  const began = performance.now();
  while (mcp.running > 0 && performance.now() - began < GRACE) await pause();
  if (mcp.running > 0) mcp.abort(stopped());
  // what was ended still has to be told
  for (let rounds = 0; mcp.running > 0 && rounds < 20; rounds += 1) await pause();
  await pause();
  await mcp.close();
  await listener.close();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function stopped(): ToolError {
  return new ToolError(
    "stopping",
    "The server is ending, so this call was given up.",
    "What it has started goes on in Proxmox. Look at it before doing it again.",
  );
}

function readAddress(text: string): ListenAddress {
  try {
    return parseListenAddress(text);
  } catch (error) {
    throw new UsageError(`--http: ${(error as Error).message}`);
  }
}

function readCertificate(flags: HttpFlags): Certificate | undefined {
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
function refuseOpenDoor(
  address: ListenAddress,
  { flags, server, hasTls }: { flags: HttpFlags; server: ServerSettings; hasTls: boolean },
): void {
  if (isLocal(address) || flags["insecure-listen"]) return;
  const missing = [
    ...(hasTls ? [] : ["TLS (--tls-cert and --tls-key)"]),
    ...(server.auth.length > 0 ? [] : ["authentication (PROXMOX_AUTH)"]),
  ];
  if (missing.length === 0) return;
  throw new UsageError(
    `--http ${flags.http} is reached from other machines, so it needs ${missing.join(" and ")}; or say --insecure-listen`,
  );
}

function ownNames(address: ListenAddress): string[] {
  if ("path" in address || isWildcard(address)) return [];
  return [
    new URL(`http://${address.host.includes(":") ? `[${address.host}]` : address.host}`).hostname,
  ];
}
