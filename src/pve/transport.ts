import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Agent } from "node:https";
import type { Readable } from "node:stream";
import { type Address, printAddress } from "./address.js";
import { Failure, failureOf, type Phase, unsent } from "./failure.js";

export interface WireRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  /** A stream needs a `content-length` among the headers: the server refuses chunked bodies. */
  body?: string | Readable;
}

export interface WireAnswer {
  status: number;
  /** The status line's reason phrase. */
  reason: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends one request once. @throws Failure */
export type Transport = (
  address: Address,
  request: WireRequest,
  limits: Limits,
) => Promise<WireAnswer>;

export interface Limits {
  /** Its reason, a Failure, is what the request fails with; the phase is filled in here. */
  signal: AbortSignal;
  /** Milliseconds from the request's end to the answer's head. */
  responseTimeout: number;
}

/** Far above the largest real answer (a list of 10,000 guests has 5 MB). */
const MAX_ANSWER = 256 * 1024 * 1024;

type Got = typeof import("got")["default"];

/**
 * The only file that knows got. Its stream interface with everything that got does besides turned
 * off costs 1.15× of bare `node:https`, its promises 1.4×; timeouts, retries and the reading of
 * bodies are ours, and answers aren't compressed: on the networks where clusters live that takes
 * the server longer than sending.
 */
export function createTransport(agent: Agent): Transport {
  let loaded: Promise<Got> | Got | undefined;
  return async (address, request, limits) => {
    loaded ??= load(agent);
    const got = loaded instanceof Promise ? await loaded : loaded;
    loaded = got;
    return send(got, address, request, limits);
  };
}

async function load(agent: Agent): Promise<Got> {
  const { default: got } = await import("got");
  return got.extend({
    agent: { https: agent },
    decompress: false,
    followRedirect: false,
    headers: { "user-agent": "proxmox-mcp" },
    retry: { limit: 0 },
    throwHttpErrors: false,
  });
}

function send(
  got: Got,
  address: Address,
  request: WireRequest,
  limits: Limits,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { signal, responseTimeout } = limits;
    if (signal.aborted) return reject(unsent(signal.reason));
    let phase: Phase = "connect";
    let message: IncomingMessage | undefined;
    let timer: NodeJS.Timeout | undefined;
    let size = 0;
    const chunks: Buffer[] = [];
    const stream = got.stream(`https://${printAddress(address)}${request.target}`, {
      method: request.method as "GET",
      headers: request.headers,
      ...(request.body !== undefined && { body: request.body }),
    });
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const fail = (error: unknown) => {
      finish();
      reject(error instanceof Failure ? error : failureOf(rootOf(error), phase));
      stream.destroy();
    };
    const onAbort = () => fail(phase === "connect" ? unsent(signal.reason) : signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });

    stream.once("request", (sent: ClientRequest) => {
      sent.once("socket", () => {
        phase = "sent";
      });
      sent.once("finish", () => {
        if (message) return;
        const seconds = responseTimeout / 1000;
        timer = setTimeout(
          () => fail(new Failure("timeout", phase, `no answer within ${seconds} s`)),
          responseTimeout,
        );
      });
    });
    stream.once("response", (response: IncomingMessage) => {
      clearTimeout(timer);
      message = response;
    });
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_ANSWER) {
        fail(new Failure("too_large", phase, `the answer is larger than ${MAX_ANSWER} bytes`));
      }
    });
    // got waits for a body on every method but GET, unless told that there is none.
    if (request.body === undefined && request.method !== "GET") stream.end();
    // Stays for good: whatever fails after the end of the request has nobody else to tell.
    stream.on("error", fail);
    stream.once("end", () => {
      finish();
      if (!message)
        return fail(new Failure("reset", phase, "the connection ended without an answer"));
      resolve({
        status: message.statusCode ?? 0,
        reason: message.statusMessage ?? "",
        headers: message.headers,
        body: Buffer.concat(chunks, size).toString("utf8"),
      });
    });
  });
}

/** got wraps what the socket said; its own error holds the request's headers. */
function rootOf(error: unknown): unknown {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? cause : error;
}
