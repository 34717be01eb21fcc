/** Which trace something belongs to, as W3C's Trace Context writes it. */
export interface TraceContext {
  traceId: string;
  spanId: string;
  isSampled: boolean;
  tracestate?: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** @returns undefined where there is none, or one that means nothing */
export function readTraceContext(
  meta: Readonly<Record<string, unknown>> | undefined,
): TraceContext | undefined {
  const { traceparent, tracestate } = meta ?? {};
  if (typeof traceparent !== "string") return undefined;
  const [, traceId = "", spanId = "", flags = "0"] = TRACEPARENT.exec(traceparent) ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return undefined;
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
  const isState = typeof tracestate === "string" && /^[\x20-\x7e]{1,512}$/.test(tracestate);
  return { traceId, spanId, isSampled, ...(isState && { tracestate }) };
}
