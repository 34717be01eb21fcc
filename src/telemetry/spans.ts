import { AsyncLocalStorage } from "node:async_hooks";
import type { TracingChannel } from "node:diagnostics_channel";
import {
  type Outcome,
  type SentRequest,
  sentRequests,
  type ToolCall,
  toolCalls,
} from "../kit/observed.js";
import { outcomeOfCall, statusOf } from "./outcome.js";
import { readTraceContext, type TraceContext } from "./trace-context.js";

/** What is told of one piece of work when it is over. */
export interface Span extends TraceContext {
  name: string;
  kind: "server" | "client";
  parentId?: string;
  /** Nanoseconds since 1970. */
  began: bigint;
  ended: bigint;
  hasFailed: boolean;
  attributes: Record<string, string | number>;
}

export interface SpansOptions {
  finish(span: Span): void;
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** Hex digits. */
  randomId(bytes: number): string;
}

type Open = Pick<Span, "traceId" | "spanId" | "isSampled" | "parentId" | "tracestate" | "began">;

type Told = Pick<Span, "name" | "kind" | "hasFailed" | "attributes">;

/**
 * A span for each call of a tool, with one below it for each request that it sends. Nothing of what
 * was asked or answered is in them: no value of a parameter, no name, no text of an error.
 *
 * @returns ends it
 */
export function createSpans({ finish, now, randomId }: SpansOptions): () => void {
  const current = new AsyncLocalStorage<Open>();
  const spans = new WeakMap<object, Open>();

  function begin(context: object, parent: TraceContext | Open | undefined): Open {
    const open: Open = {
      traceId: parent?.traceId ?? randomId(16),
      spanId: randomId(8),
      isSampled: parent?.isSampled ?? true,
      ...(parent && { parentId: parent.spanId }),
      ...(parent?.tracestate !== undefined && { tracestate: parent.tracestate }),
      began: now(),
    };
    spans.set(context, open);
    return open;
  }

  function watch<C extends Outcome>(
    channel: TracingChannel<unknown, C>,
    parentOf: (context: C) => TraceContext | Open | undefined,
    tell: (context: C) => Told,
  ): () => void {
    channel.start.bindStore(current, (context) => begin(context as C, parentOf(context as C)));
    const subscriber = {
      asyncEnd: (context: C) => {
        const open = spans.get(context);
        if (open?.isSampled) finish({ ...open, ended: now(), ...tell(context) });
      },
    };
    channel.subscribe(subscriber as never);
    return () => {
      channel.start.unbindStore(current);
      channel.unsubscribe(subscriber as never);
    };
  }

  const ends = [
    watch(toolCalls, ({ meta }) => readTraceContext(meta) ?? current.getStore(), toldOfCall),
    watch(sentRequests, () => current.getStore(), toldOfRequest),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function toldOfCall(call: ToolCall & Outcome): Told {
  const outcome = outcomeOfCall(call);
  return {
    name: `tools/call ${call.tool}`,
    kind: "server",
    hasFailed: outcome !== "ok",
    attributes: {
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": call.tool,
      "proxmox_mcp.outcome": outcome,
      ...(outcome !== "ok" && { "error.type": outcome }),
    },
  };
}

function toldOfRequest(request: SentRequest & Outcome): Told {
  const [method = "", template = ""] = request.endpoint.split(" ");
  const status = statusOf(request);
  const error = status === undefined ? "no_answer" : status >= 400 ? String(status) : undefined;
  return {
    name: request.endpoint,
    kind: "client",
    hasFailed: error !== undefined,
    attributes: {
      "http.request.method": method,
      "url.template": template,
      ...(status !== undefined && { "http.response.status_code": status }),
      ...(error !== undefined && { "error.type": error }),
    },
  };
}
