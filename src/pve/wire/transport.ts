import type { ClientRequest, IncomingHttpHeaders } from "node:http";
import type { Agent } from "node:https";
import type { Readable } from "node:stream";
import type { Got, Request, RequestError, Response } from "got";
import { type Address, printAddress } from "./address.js";
import { createCollector } from "./collect.js";
import { ConnectionFailure, failureOf, type Phase, unsent } from "./connection-failure.js";

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

/** Sends one request once. @throws ConnectionFailure */
export type Transport = (
  address: Address,
  request: WireRequest,
  limits: Limits,
) => Promise<WireAnswer>;

export interface Limits {
  /** Its reason, a ConnectionFailure, is what the request fails with; the phase is filled in here. */
  signal: AbortSignal;
  /** Milliseconds from the request's end to the answer's head. */
  responseTimeout: number;
  /** Bytes of an answer, after unpacking. */
  maxAnswer: number;
}

/** Bytes that are kept of answers under way. */
interface UnderWay {
  bytes: number;
}

/** Bytes of answers that one client reads at the same time. */
const MAX_UNDER_WAY = 64 * 1024 * 1024;

/** Milliseconds in which something of a streamed body should get through. */
const STALLED = 60_000;

/**
 * Over got, which is loaded with the first request. Retries, redirects and failover are decided
 * elsewhere (`retry.ts`, `exchange.ts`), because what may be sent twice depends on the endpoint.
 *
 * No compression is asked for: on the networks where clusters live it takes the server longer than
 * sending. What Proxmox compresses unasked (the journal, a task's whole log) is unpacked.
 */
export function createTransport(agent: Agent): Transport {
  let loaded: Promise<Got> | undefined;
  const underWay: UnderWay = { bytes: 0 };
  return async (address, request, limits) => {
    loaded ??= import("got").then(({ got }) =>
      got.extend({
        agent: { https: agent },
        headers: { "user-agent": "proxmox-mcp", "accept-encoding": "identity" },
        followRedirect: false,
        retry: { limit: 0 },
        throwHttpErrors: false,
      }),
    );
    return send(await loaded, address, request, limits, underWay);
  };
}

function send(
  client: Got,
  address: Address,
  { method, target, headers, body }: WireRequest,
  { signal, responseTimeout, maxAnswer }: Limits,
  underWay: UnderWay,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(unsent(signal.reason));
    let phase: Phase = "connect";
    const sent = client.stream(`https://${printAddress(address)}${target}`, {
      method: method as "GET",
      headers,
      signal,
      timeout: { response: responseTimeout },
      // A POST without a length would be sent chunked, which the server refuses.
      ...((method === "POST" || method === "PUT") && { body: body ?? "" }),
    });
    if (method === "DELETE") sent.end();
    const fail = (error: unknown): void => {
      // The server answered before it had the whole request: that it took no more is no news.
      const early = (error as Partial<RequestError>).response;
      if (early?.rawBody) resolve(answerOf(early, early.rawBody.toString("utf8")));
      const failure = signal.aborted
        ? signal.reason
        : failureOf(causeOf(error, responseTimeout), phase);
      reject(phase === "connect" ? unsent(failure) : failure);
      sent.destroy();
    };
    sent.once("request", (request: ClientRequest) => {
      request.once("socket", () => {
        phase = "sent";
      });
      if (typeof body === "object") watchProgress(request, fail);
    });
    // Stays for good: whatever fails after the end has nobody else to tell.
    sent.on("error", fail);
    sent.once("response", (response: Response) => {
      read(sent, { maxAnswer, underWay }, fail, (text) => resolve(answerOf(response, text)));
    });
  });
}

/** Fails an upload of which the server takes nothing any more. */
function watchProgress(request: ClientRequest, fail: (error: unknown) => void): void {
  request.setTimeout(STALLED, () => {
    fail(
      new ConnectionFailure("timeout", "sent", `the server took nothing for ${STALLED / 1000} s`),
    );
  });
  request.once("finish", () => request.setTimeout(0));
}

function read(
  sent: Request,
  { maxAnswer, underWay }: { maxAnswer: number; underWay: UnderWay },
  fail: (error: unknown) => void,
  done: (body: string) => void,
): void {
  const collector = createCollector(maxAnswer);
  let own = 0;
  const give = () => {
    underWay.bytes -= own;
    own = 0;
  };
  const refuse = (message: string) => {
    give();
    fail(new ConnectionFailure("too_large", "sent", message));
  };
  sent.on("data", (chunk: Buffer) => {
    own += chunk.length;
    underWay.bytes += chunk.length;
    const full = collector.add(chunk);
    if (full !== undefined) refuse(full);
    else if (underWay.bytes > MAX_UNDER_WAY) {
      refuse(`the answers under way are larger than ${MAX_UNDER_WAY} bytes together`);
    }
  });
  sent.once("end", () => {
    give();
    done(collector.text());
  });
  // whichever way it ends otherwise: an error, a signal, a timeout
  sent.once("error", give);
  sent.once("close", give);
}

/** What got wraps: our own agent's failure, a system error, or a time that is over. */
function causeOf(error: unknown, responseTimeout: number): unknown {
  const { name, cause } = error as Partial<RequestError>;
  if (name === "TimeoutError") {
    return new ConnectionFailure("timeout", "sent", `no answer within ${responseTimeout / 1000} s`);
  }
  return cause ?? error;
}

function answerOf(response: Response, body: string): WireAnswer {
  return {
    status: response.statusCode,
    reason: response.statusMessage ?? "",
    headers: response.headers,
    body,
  };
}
