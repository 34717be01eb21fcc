import type { Readable } from "node:stream";
import { observed, sentRequests } from "../../kit/observed.js";
import type { EndpointKey } from "../../schema/model.js";
import type { CallOptions } from "../caller.js";
import { errorOfFailure } from "../errors/error-of-failure.js";
import { CancelledError } from "../errors/errors.js";
import type { Address } from "./address.js";
import { ConnectionFailure, unsent } from "./connection-failure.js";
import type { EncodedRequest } from "./encode.js";
import { createHosts } from "./hosts.js";
import type { Logger } from "./logger.js";
import { createSlots } from "./slots.js";
import type { Transport, WireAnswer } from "./transport.js";

/** Milliseconds. */
export interface Timeouts {
  /** Name lookup, TCP and TLS. */
  connect: number;
  /** From the end of a request to the head of its answer. */
  response: number;
  /** A whole call, with every retry. */
  call: number;
}

/** A body that isn't a form, as an upload sends it. */
export interface StreamedBody {
  /** Makes the body anew for each try. */
  open: () => Readable;
  type: string;
  /** Bytes. */
  length: number;
}

/** What may be said of one request beside its parameters. */
export interface RequestOptions extends CallOptions {
  /** Instead of the client's own. */
  timeouts?: Partial<Timeouts>;
  body?: StreamedBody;
}

/** One request, as often as it takes to find a host. */
export interface Sending {
  key: EndpointKey;
  encoded: EncodedRequest;
  /** Those that say who we are. */
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  timeouts: Timeouts;
  body?: StreamedBody;
}

export interface Exchange {
  /**
   * Sends it to the first host that can be connected to.
   *
   * @returns whatever was answered, refusals included
   * @throws ProxmoxError when nothing was
   */
  send(sending: Sending): Promise<WireAnswer>;
  /** The host that is asked next. */
  address(): Address;
  /** Sends nothing more. */
  close(): void;
}

export interface ExchangeOptions {
  addresses: readonly Address[];
  transport: Transport;
  maxRequests: number;
  /** Bytes of an answer; by default 16 MiB where it is a file, else 8 MiB. */
  maxAnswer?: number | undefined;
  logger: Logger;
  redact(text: string): string;
  onAnswer(answer: WireAnswer): void;
}

const FORM = "application/x-www-form-urlencoded";

const MIB = 1024 * 1024;

/** Answers that carry a file; 10,000 guests have 5 MB. */
const FILES = new Set<EndpointKey>([
  "GET /nodes/{node}/qemu/{vmid}/agent/file-read",
  "GET /nodes/{node}/storage/{storage}/file-restore/download",
  "GET /nodes/{node}/journal",
  "GET /nodes/{node}/tasks/{upid}/log",
]);

/** The API's own description, which is no endpoint, has some 4 MB. */
function maxAnswerOf(key: EndpointKey): number {
  return (FILES.has(key) ? 16 : 8) * MIB;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { logger, redact, transport } = options;
  const slots = createSlots(options.maxRequests);
  const hosts = createHosts(options.addresses);
  let closed = false;

  async function send(sending: Sending): Promise<WireAnswer> {
    const { key, signal } = sending;
    const tried = new Set<Address>();
    for (;;) {
      if (closed) throw new CancelledError(`${key}: the client is closed`, { endpoint: key });
      const address = hosts.current();
      try {
        return await sendTo(address, sending);
      } catch (error) {
        if (!(error instanceof ConnectionFailure)) throw error;
        tried.add(address);
        // A certificate that isn't accepted is to be seen, not to be passed over.
        const movable = error.phase === "connect" && error.kind !== "tls" && !signal.aborted;
        if (!movable || !hosts.failed(address, tried)) throw errorOfFailure(error, key, address);
        logger.warn(
          { from: address, to: hosts.current(), reason: error.message },
          "trying the next host",
        );
      }
    }
  }

  async function sendTo(address: Address, sending: Sending): Promise<WireAnswer> {
    const { key, encoded, signal, timeouts } = sending;
    const giveBack = await takeSlot(signal);
    const began = performance.now();
    const tell = (fields: object, message: string) => {
      const ms = Math.round((performance.now() - began) * 10) / 10;
      logger.debug({ endpoint: key, host: address.host, ...fields, ms }, message);
    };
    try {
      const send = () =>
        transport(
          address,
          { method: encoded.method, target: encoded.target, ...withBody(sending) },
          {
            signal,
            responseTimeout: timeouts.response,
            maxAnswer: options.maxAnswer ?? maxAnswerOf(key),
          },
        );
      const answer = await observed(sentRequests, { endpoint: key }, send)();
      options.onAnswer(answer);
      tell({ status: answer.status }, "request");
      return answer;
    } catch (error) {
      const reason = error instanceof ConnectionFailure ? redact(error.message) : "failed";
      tell({ reason }, "request failed");
      throw error;
    } finally {
      giveBack();
    }
  }

  async function takeSlot(signal: AbortSignal): Promise<() => void> {
    try {
      return await slots.take(signal);
    } catch (reason) {
      throw unsent(reason);
    }
  }

  return {
    send,
    address: () => hosts.current(),
    close() {
      closed = true;
    },
  };
}

function withBody({ encoded, headers, body }: Sending): {
  headers: Record<string, string>;
  body?: string | Readable;
} {
  if (body) {
    const length = String(body.length);
    return {
      headers: { ...headers, "content-type": body.type, "content-length": length },
      body: body.open(),
    };
  }
  if (encoded.body === undefined) return { headers: { ...headers } };
  return { headers: { ...headers, "content-type": FORM }, body: encoded.body };
}
