import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Agent, request as send } from "node:https";
import type { Readable } from "node:stream";
import type { Address } from "./address.js";
import { Failure, failureOf, type Phase, unsent } from "./connection-failure.js";

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

/**
 * Far above the largest real answers (10,000 guests have 5 MB, a file that the agent reads 16 MB), and
 * little enough to be taken apart: as a list it takes a gigabyte of memory.
 */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Milliseconds in which something of a streamed body should get through. */
const STALLED = 60_000;

const USER_AGENT = "proxmox-mcp";

/**
 * On bare `node:https`: a library over it costs 1.3× a request and 2× fifty at once, even with
 * everything turned off that we do ourselves (timeouts, retries, redirects, reading bodies).
 *
 * Answers aren't compressed: on the networks where clusters live, that takes the server longer than
 * sending them.
 */
export function createTransport(agent: Agent): Transport {
  return (address, request, limits) =>
    new Promise((resolve, reject) => {
      if (limits.signal.aborted) return reject(unsent(limits.signal.reason));
      const sent = open(agent, address, request);
      let phase: Phase = "connect";
      let answered = false;
      const stop = watch(sent, limits, (failure) => fail(failure));
      const fail = (error: unknown) => {
        stop();
        const failure = error instanceof Failure ? error : failureOf(error, phase);
        reject(phase === "connect" ? unsent(failure) : failure);
        sent.destroy();
      };
      sent.once("socket", () => {
        phase = "sent";
      });
      // Stays for good: whatever fails after the end has nobody else to tell. Once there is an
      // answer, that the server took no more of the request is no news.
      sent.on("error", (error) => {
        if (!answered) fail(error);
      });
      sent.once("response", (response) => {
        answered = true;
        read(response, fail, (body) => {
          stop();
          resolve(answerOf(response, body));
        });
      });
      write(sent, request.body, fail);
    });
}

function open(agent: Agent, address: Address, request: WireRequest): ClientRequest {
  return send({
    agent,
    host: address.host,
    port: address.port,
    method: request.method,
    path: request.target,
    headers: { "user-agent": USER_AGENT, ...request.headers },
  });
}

function write(
  sent: ClientRequest,
  body: string | Readable | undefined,
  fail: (error: unknown) => void,
): void {
  if (body === undefined || typeof body === "string") {
    sent.end(body);
    return;
  }
  body.once("error", fail);
  sent.setTimeout(STALLED, () => {
    fail(new Failure("timeout", "sent", `the server took nothing for ${STALLED / 1000} s`));
  });
  sent.once("finish", () => sent.setTimeout(0));
  sent.once("close", () => body.destroy());
  body.pipe(sent);
}

/** Fails the request when its time is over. @returns what stops that */
function watch(
  sent: ClientRequest,
  { signal, responseTimeout }: Limits,
  fail: (reason: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const late = () => {
    fail(new Failure("timeout", "sent", `no answer within ${responseTimeout / 1000} s`));
  };
  const onAbort = () => fail(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const onFinish = () => {
    timer = setTimeout(late, responseTimeout);
  };
  sent.once("finish", onFinish);
  sent.once("response", () => {
    clearTimeout(timer);
    // The answer may come before the end of the request.
    sent.removeListener("finish", onFinish);
  });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  };
}

function read(
  response: IncomingMessage,
  fail: (error: unknown) => void,
  done: (body: string) => void,
): void {
  let size = 0;
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > MAX_ANSWER) {
      fail(new Failure("too_large", "sent", `the answer is larger than ${MAX_ANSWER} bytes`));
    }
  });
  response.on("error", fail);
  response.once("end", () => done(Buffer.concat(chunks, size).toString("utf8")));
}

function answerOf(response: IncomingMessage, body: string): WireAnswer {
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? "",
    headers: response.headers,
    body,
  };
}
