import type { TracingChannel } from "node:diagnostics_channel";
import {
  type FollowedTask,
  followedTasks,
  type Outcome,
  type RefusedRequest,
  refusedRequests,
  sentRequests,
  toolCalls,
} from "../kit/observed.js";
import { outcomeOfCall, statusOf } from "./outcome.js";
import { createCounter, createGauge, createHistogram, type Metric } from "./prometheus-text.js";

export interface MetricsOptions {
  version: string;
  /** Milliseconds. */
  now(): number;
  sessions(): number;
  running(): number;
  /** Bytes of memory that the process has. */
  memory(): number;
}

export interface Metrics {
  /** All of it in Prometheus' text, version 0.0.4. */
  text(): string;
  /** Counts no more. */
  end(): void;
}

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What a status of ours means. */
const REASONS: Readonly<Record<number, string>> = {
  401: "credentials",
  403: "scope",
  429: "rate",
  503: "unavailable",
};

/** Counts what goes on from now on. No value of a parameter and nobody's name is a label. */
export function createMetrics(options: MetricsOptions): Metrics {
  const { now, version } = options;
  const calls = createCounter({
    name: "proxmox_mcp_calls_total",
    help: "Calls of tools that have ended, with ok or the code of their error.",
    labels: ["tool", "outcome"],
  });
  const callSeconds = createHistogram(
    {
      name: "proxmox_mcp_call_duration_seconds",
      help: "How long calls of tools take, waiting for tasks included.",
      labels: ["tool"],
    },
    BUCKETS,
  );
  const requests = createCounter({
    name: "proxmox_mcp_requests_total",
    help: "Requests to Proxmox by method and first part of the path; none: no answer came.",
    labels: ["endpoint", "status"],
  });
  const requestSeconds = createHistogram(
    {
      name: "proxmox_mcp_request_duration_seconds",
      help: "How long Proxmox takes to answer.",
      labels: ["endpoint"],
    },
    BUCKETS,
  );
  const tasks = createCounter({
    name: "proxmox_mcp_tasks_followed_total",
    help: "Tasks of Proxmox that a call has waited for.",
    labels: ["type"],
  });
  const refused = createCounter({
    name: "proxmox_mcp_refused_total",
    help: "Requests over HTTP that were refused: credentials, scope, rate or unavailable.",
    labels: ["reason"],
  });
  let following = 0;
  const gauge = (name: string, help: string, read: () => number): Metric =>
    createGauge({ name: `proxmox_mcp_${name}`, help }, read);
  const build = createCounter({
    name: "proxmox_mcp_build_info",
    help: "The version that runs; always 1.",
    labels: ["version"],
  });
  build.add(version);
  const all: Metric[] = [
    build,
    ...[calls, callSeconds, requests, requestSeconds, tasks],
    gauge("tasks_following", "Tasks that are being followed.", () => following),
    gauge("sessions", "Sessions that are open.", options.sessions),
    gauge("calls_running", "Calls under way.", options.running),
    gauge("resident_memory_bytes", "Memory of the process.", options.memory),
    refused,
  ];
  const count = (told: unknown) => {
    const { status } = told as RefusedRequest;
    refused.add(REASONS[status] ?? String(status));
  };
  refusedRequests.subscribe(count);
  const ends = [
    watch(toolCalls, now, {
      ended: (call, seconds) => {
        calls.add(call.tool, outcomeOfCall(call));
        callSeconds.observe(seconds, call.tool);
      },
    }),
    watch(sentRequests, now, {
      ended: (request, seconds) => {
        const endpoint = endpointClass(request.endpoint);
        requests.add(endpoint, String(statusOf(request) ?? "none"));
        requestSeconds.observe(seconds, endpoint);
      },
    }),
    watch(followedTasks, now, {
      began: () => {
        following += 1;
      },
      ended: ({ type }: FollowedTask) => {
        following -= 1;
        tasks.add(/^[\w-]{1,40}$/.test(type) ? type : "other");
      },
    }),
  ];
  return {
    text: () => `${all.flatMap((metric) => metric.lines()).join("\n")}\n`,
    end: () => {
      refusedRequests.unsubscribe(count);
      for (const end of ends) end();
    },
  };
}

/** `GET /nodes` of `GET /nodes/{node}/qemu`. */
function endpointClass(endpoint: string): string {
  return /^\S+ \/[^/]*/.exec(endpoint)?.[0] ?? "other";
}

interface Watcher<C> {
  began?(): void;
  ended(context: C, seconds: number): void;
}

function watch<C extends object>(
  channel: TracingChannel<unknown, C & Outcome>,
  now: () => number,
  { began, ended }: Watcher<C & Outcome>,
): () => void {
  const begun = new WeakMap<object, number>();
  const subscriber = {
    start: (context: C) => {
      begun.set(context, now());
      began?.();
    },
    asyncEnd: (context: C & Outcome) => {
      const since = begun.get(context);
      if (since !== undefined) ended(context, (now() - since) / 1000);
    },
  };
  channel.subscribe(subscriber as never);
  return () => channel.unsubscribe(subscriber as never);
}
