import { channel, type TracingChannel, tracingChannel } from "node:diagnostics_channel";

/** A call of a tool. */
export interface ToolCall {
  /** `unlisted` for what the caller hasn't. */
  tool: string;
  /** What the client's request says beside its arguments. */
  meta?: Readonly<Record<string, unknown>> | undefined;
}

/** A request to Proxmox, without values of its parameters. */
export interface SentRequest {
  /** `GET /nodes/{node}/qemu`. */
  endpoint: string;
}

/** A task of Proxmox that is followed to its end, or for as long as its call waits. */
export interface FollowedTask {
  /** `qmstart`. */
  type: string;
}

/** A request over HTTP that isn't served. */
export interface RefusedRequest {
  status: number;
}

// Whoever watches subscribes: nothing here knows who that is, and without anyone it costs nothing.
export const toolCalls = tracingChannel<unknown, ToolCall & Outcome>("proxmox-mcp.call");
export const sentRequests = tracingChannel<unknown, SentRequest & Outcome>("proxmox-mcp.request");
export const followedTasks = tracingChannel<unknown, FollowedTask & Outcome>("proxmox-mcp.task");
/** Of `RefusedRequest`. */
export const refusedRequests = channel("proxmox-mcp.refused");

/** How it ended, which is there when it has. */
export interface Outcome {
  result?: unknown;
  error?: unknown;
}

/** The same work, which tells who watches when it begins and how it ends; itself where nobody does. */
export function observed<C extends object, T>(
  watched: TracingChannel<unknown, C>,
  context: C,
  work: () => Promise<T>,
): () => Promise<T> {
  if (!watched.start.hasSubscribers) return work;
  return () => watched.tracePromise(work, context) as Promise<T>;
}
