import { createAttempts } from "../auth/attempts.js";
import { createAuthenticate } from "../auth/authenticate.js";
import { createRate } from "../auth/rate.js";
import { openTokenFile } from "../auth/tokens/token-file.js";
import { packageVersion } from "../data/package.js";
import { isWildcard } from "../mcp/http/address.js";
import { type Listener, listen } from "../mcp/http/listen.js";
import { createMcpEndpoint } from "../mcp/http/mcp-endpoint.js";
import { createReadiness } from "../mcp/http/readiness.js";
import { createRoutes } from "../mcp/http/routes.js";
import { createCallers } from "./callers.js";
import { openAdmin, readAdminAddress } from "./http/admin.js";
import {
  type HttpFlags,
  ownNames,
  readAddress,
  readCertificate,
  refuseOpenDoor,
} from "./http/flags.js";
import { calledBy, openOAuth } from "./http/oauth.js";
import { readAll } from "./http/read-all.js";
import { stopServing } from "./http/stop.js";
import { createLog } from "./log.js";
import { renewAtChange } from "./renew-at-change.js";
import { served } from "./served.js";
import { tokensFile } from "./tokens-file.js";
import { openTracing } from "./tracing.js";

/** sysexits' EX_CONFIG. */
const CONFIG_EXIT_CODE = 78;

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
  const adminAddress = readAdminAddress(flags);
  const tls = readCertificate(flags);
  const read = await readAll(flags, environment);
  if ("problems" in read) return tell(read.problems);
  const { server } = read;
  refuseOpenDoor(address, flags, { hasTls: tls !== undefined, hasAuth: server.auth.length > 0 });
  const log = createLog(read.settings.logLevel);
  for (const warning of read.warnings) log.warn({}, warning);
  await openTracing(read.env, log);
  const callers = createCallers({
    ...served(read, read.env, { isDemo: flags.demo === true }),
    log,
    environment: read.env,
  });
  const problems = await callers.problems();
  if (problems.length > 0) return tell(problems);
  const tokens = server.auth.includes("token")
    ? openTokenFile(tokensFile(server.tokens, read.env))
    : undefined;
  try {
    tokens?.list();
  } catch (error) {
    return tell([(error as Error).message]);
  }
  const now = () => performance.now();
  const oauth = await openOAuth(read.oauth, log);
  const onError = (error: Error) => log.debug({ reason: error.message }, "http");
  const mcp = createMcpEndpoint({
    version: packageVersion(),
    authenticate: createAuthenticate({
      ...(tokens && { tokens }),
      ...(oauth && { verifyJwt: oauth.verifyJwt, challenge: oauth.challenge }),
      ...(server.auth.includes("proxmox") && { proxmox: { clusters: () => callers.clusters } }),
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
  let listener: Listener;
  let admin: Listener | undefined;
  try {
    admin = await openAdmin(adminAddress, { hosts: calledBy(read), mcp, now, onError });
    listener = await listen({
      address,
      ...(tls && { tls }),
      handle: createRoutes({
        mcp,
        fences: {
          hosts: [...calledBy(read), ...ownNames(address)],
          origins: server.allowedOrigins,
        },
        readiness: createReadiness(callers.checks, now),
        isStopping: () => isStopping,
        trustedProxies: server.trustedProxies,
        ...(oauth && { documents: oauth.documents }),
      }),
      onError,
      onUnexpected: (error) => log.error({ reason: error.message }, "a request failed"),
      now,
    });
  } catch (error) {
    await Promise.all([callers.close(), admin?.close()]);
    const listening = admin || !flags.admin ? `--http ${flags.http}` : `--admin ${flags.admin}`;
    return tell([`${listening}: ${(error as Error).message}`], 1);
  }
  const sweeping = setInterval(() => {
    mcp.sweep();
    listener.sweep();
    admin?.sweep();
  }, SWEEP);
  sweeping.unref();
  log.info({ url: listener.url }, "serving MCP at /mcp");
  if (admin) log.info({ url: admin.url }, "serving numbers at /metrics");
  if (isWildcard(address) && calledBy(read).length === 0) {
    log.warn({}, "PROXMOX_ALLOWED_HOSTS is not set: only requests to localhost are let in");
  }
  const end = async () => {
    if (isStopping) return;
    isStopping = true;
    clearInterval(sweeping);
    unwatch();
    log.info({ running: mcp.running }, "stopping");
    await stopServing(mcp, listener);
    await admin?.close();
    await callers.close();
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  const renew = async () => {
    const renewed = readCertificate(flags);
    if (renewed) listener.renewCertificate(renewed);
    if (flags.demo) return;
    const next = await readAll(flags, environment);
    if ("problems" in next) throw new Error(next.problems.join(" "));
    const clusters = served(next, next.env, { isDemo: false });
    const wrong = await callers.problems(clusters);
    if (wrong.length > 0) throw new Error(wrong.join(" "));
    await callers.renew(clusters);
    mcp.tellChanged();
  };
  const unwatch = renewAtChange({
    files: [read.env["PROXMOX_CONFIG"], flags["env-file"], flags["tls-cert"]],
    renew,
    log,
  });
  return undefined;
}

function tell(problems: readonly string[], code = CONFIG_EXIT_CODE): number {
  process.stderr.write(problems.map((line) => `${line}\n`).join(""));
  return code;
}
