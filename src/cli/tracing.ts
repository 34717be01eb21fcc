import { packageVersion } from "../data/package.js";
import type { Log } from "./log.js";

/** Traces calls where OpenTelemetry's variable says where to; nothing is loaded where it doesn't. */
export async function openTracing(environment: NodeJS.ProcessEnv, log: Log): Promise<void> {
  if (!environment["OTEL_EXPORTER_OTLP_ENDPOINT"]?.trim()) return;
  const { startTracing } = await import("../telemetry/start-tracing.js");
  startTracing(environment, {
    version: packageVersion(),
    warn: (message) => log.warn({}, message),
  });
}
