import type { Span } from "./spans.js";

export interface ExporterOptions {
  /** Where OTLP in JSON is taken, `/v1/traces` included. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** What the program is called, and where it runs. */
  resource: Readonly<Record<string, string>>;
  version: string;
  send?: typeof fetch;
  /** Runs something after milliseconds, without keeping the process alive. */
  later(work: () => void, milliseconds: number): void;
  warn(message: string): void;
}

export interface Exporter {
  add(span: Span): void;
  /** Sends what is there. */
  flush(): Promise<void>;
}

/** Spans that wait; more are dropped: what is watched goes first. */
const MOST_WAITING = 2_048;

const MOST_AT_ONCE = 512;

const INTERVAL = 5_000;

const PATIENCE = 10_000;

/** OTLP's numbers for them. */
const KINDS = { server: 2, client: 3 } as const;
const FAILED = 2;

/** Sends spans in OTLP's JSON, some at a time. What can't be sent is lost, and said once. */
export function createExporter(options: ExporterOptions): Exporter {
  const { url, headers, later, warn, send = fetch } = options;
  let waiting: Span[] = [];
  let isPlanned = false;
  let hasWarned = false;

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    later(() => void flush(), INTERVAL);
  }

  async function flush(): Promise<void> {
    isPlanned = false;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_AT_ONCE);
      const failure = await post(batch);
      if (failure === undefined) continue;
      if (!hasWarned) warn(`traces can't be sent: ${failure}`);
      hasWarned = true;
      waiting = [];
    }
  }

  async function post(batch: readonly Span[]): Promise<string | undefined> {
    try {
      const response = await send(url, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(document(batch, options)),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `the collector answers ${response.status}`;
    } catch (error) {
      return `the collector gives no answer (${(error as Error).name})`;
    }
  }

  return {
    add(span) {
      if (waiting.length < MOST_WAITING) waiting.push(span);
      plan();
    },
    flush,
  };
}

function document(spans: readonly Span[], { resource, version }: ExporterOptions): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: "proxmox-mcp", version }, spans: spans.map(spanOf) }],
      },
    ],
  };
}

function spanOf(span: Span): object {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentId !== undefined && { parentSpanId: span.parentId }),
    ...(span.tracestate !== undefined && { traceState: span.tracestate }),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: String(span.began),
    endTimeUnixNano: String(span.ended),
    attributes: attributesOf(span.attributes),
    status: span.hasFailed ? { code: FAILED } : {},
  };
}

function attributesOf(values: Readonly<Record<string, string | number>>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}
