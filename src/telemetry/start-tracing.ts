import { randomBytes } from "node:crypto";
import { createExporter } from "./exporter.js";
import { createSpans } from "./spans.js";

export interface TracingOptions {
  version: string;
  warn(message: string): void;
}

/** Since 1970 by a clock that is never set back: a span mustn't end before it begins. */
const nanoseconds = () =>
  BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;

/**
 * Sends a trace of each call to OTEL_EXPORTER_OTLP_ENDPOINT, by OpenTelemetry's own variables. What is
 * left at the end is sent before the process goes.
 */
export function startTracing(
  env: Readonly<Record<string, string | undefined>>,
  { version, warn }: TracingOptions,
): void {
  if (env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return;
  if (env["OTEL_TRACES_EXPORTER"]?.trim() === "none") return;
  const url = `${(env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "").replace(/\/+$/, "")}/v1/traces`;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    warn("OTEL_EXPORTER_OTLP_ENDPOINT is no http:// or https:// URL, so nothing is traced");
    return;
  }
  const exporter = createExporter({
    url,
    headers: readPairs(env["OTEL_EXPORTER_OTLP_HEADERS"]),
    resource: {
      "service.name": "proxmox-mcp",
      "service.version": version,
      ...readPairs(env["OTEL_RESOURCE_ATTRIBUTES"]),
      ...(env["OTEL_SERVICE_NAME"] && { "service.name": env["OTEL_SERVICE_NAME"] }),
    },
    version,
    later: (work, milliseconds) => void setTimeout(work, milliseconds).unref(),
    warn,
  });
  createSpans({
    finish: exporter.add,
    now: nanoseconds,
    randomId: (bytes) => randomBytes(bytes).toString("hex"),
  });
  process.once("beforeExit", () => void exporter.flush());
}

/** `a=b,c=d`, each value as in a URL. */
export function readPairs(text = ""): Record<string, string> {
  const pairs = text.split(",").flatMap((pair) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name, decoded(value)] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
