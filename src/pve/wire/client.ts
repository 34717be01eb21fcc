import { isObject } from "../../kit/objects.js";
import type { Endpoint, EndpointKey } from "../../schema/model.js";
import { minorRelease } from "../../schema/releases.js";
import type { Caller, CallOptions } from "../caller.js";
import { type Answer, readAnswer } from "../errors/answer.js";
import { errorOfFailure } from "../errors/error-of-failure.js";
import {
  AuthenticationError,
  CancelledError,
  ProxmoxError,
  UnexpectedAnswerError,
} from "../errors/errors.js";
import {
  type Authentication,
  type Credentials,
  tokenAuthentication,
} from "../login/authentication.js";
import { ticketAuthentication } from "../login/ticket.js";
import type { Address } from "./address.js";
import { createJudge, type TlsOptions } from "./certificates.js";
import { type Clock, systemClock } from "./clock.js";
import { Failure, unsent } from "./connection-failure.js";
import { openScope, within } from "./deadline.js";
import { type EncodedRequest, encodeRequest } from "./encode.js";
import { createExchange, type StreamedBody, type Timeouts } from "./exchange.js";
import { type Logger, silentLogger } from "./logger.js";
import { createOutcomes } from "./lost-writes.js";
import { createRedactor, type Redact } from "./redact.js";
import { retryDelay } from "./retry.js";
import { createAgent } from "./tls-agent.js";
import { createTransport, type WireAnswer } from "./transport.js";

export interface ClientOptions {
  /** Of one cluster, in the order in which they are tried; the one that answers is kept. */
  hosts: readonly Address[];
  credentials: Credentials;
  tls: TlsOptions;
  timeouts?: Partial<Timeouts>;
  /** Requests at a time; the rest waits. */
  maxRequests?: number;
  logger?: Logger;
  /** What is known about an endpoint, so that lists and property strings are spelt as it wants. */
  endpointOf?: (key: EndpointKey) => Endpoint | undefined;
  clock?: Clock;
}

export type { StreamedBody, Timeouts } from "./exchange.js";

export const DEFAULT_TIMEOUTS: Timeouts = { connect: 10_000, response: 60_000, call: 60_000 };

const MAX_REQUESTS = 32;

export interface Version {
  /** `9.1.9`. */
  version: string;
  /** `9.1`. */
  release: string;
  repoid: string;
}

export interface Client extends Caller {
  /** `user@realm` or `user@realm!token`. */
  readonly identity: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** As `call`, with what the answer says besides its data. */
  request(
    endpoint: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ): Promise<Answer>;
  /** Asked once, and again only after it failed. */
  version(): Promise<Version>;
  /**
   * A file that the node serves outside its API, such as its own API description; sent without
   * credentials, which nobody needs for those.
   */
  document(path: `/${string}`): Promise<string>;
  /** Masks our credentials in a text. */
  redact: Redact;
  /** Ends every connection, and what is still under way over them. */
  close(): Promise<void>;
}

export interface RequestOptions extends CallOptions {
  /** Instead of the settings' own. */
  timeouts?: Partial<Timeouts>;
  body?: StreamedBody;
}

/** Connects when first asked something; nothing is sent before. */
export function createClient(options: ClientOptions): Client {
  const { endpointOf = () => undefined, clock = systemClock, logger = silentLogger } = options;
  const limits: Timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const agent = createAgent({
    judge: createJudge(options.tls, logger),
    connectTimeout: limits.connect,
    ...(options.tls.ca !== undefined && { ca: options.tls.ca }),
  });
  const authentication = createAuthentication(options.credentials, clock, logIn);
  const redact = createRedactor(authentication.secrets);
  const outcomes = createOutcomes({ request, identity: authentication.identity, clock, logger });
  const exchange = createExchange({
    addresses: options.hosts,
    transport: createTransport(agent),
    maxRequests: options.maxRequests ?? MAX_REQUESTS,
    logger,
    redact,
    onAnswer: ({ headers }) => outcomes.serverTime(headers.date),
  });
  let asked: Promise<Version> | undefined;

  /** Form fields in, `data` out, without credentials in the headers. */
  async function logIn(form: Record<string, string>): Promise<unknown> {
    const key: EndpointKey = "POST /access/ticket";
    const scope = openScope(limits.call);
    try {
      const sent = { key, encoded: encodeRequest(key, form), headers: {}, timeouts: limits };
      const answer = await exchange.send({ ...sent, signal: scope.signal });
      return read(answer, key).data;
    } finally {
      scope.close();
    }
  }

  async function document(path: `/${string}`): Promise<string> {
    const key: EndpointKey = `GET ${path}`;
    const scope = openScope(limits.call);
    try {
      const encoded = { method: "GET", target: path };
      const sent = { key, encoded, headers: {}, timeouts: limits };
      const answer = await exchange.send({ ...sent, signal: scope.signal });
      if (answer.status === 200) return answer.body;
      throw new UnexpectedAnswerError(`${key}: ${answer.status} ${answer.reason}`, {
        status: answer.status,
        reason: answer.reason,
      });
    } finally {
      scope.close();
    }
  }

  async function request(
    key: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    call: RequestOptions = {},
  ): Promise<Answer> {
    const encoded = encodeRequest(key, parameters, endpointOf(key));
    const timeouts = call.timeouts ? { ...limits, ...call.timeouts } : limits;
    if (key.startsWith("GET ")) return retried(key, encoded, call, timeouts);
    return outcomes.watch(key, parameters, call.signal, () =>
      retried(key, encoded, call, timeouts),
    );
  }

  async function retried(
    key: EndpointKey,
    encoded: EncodedRequest,
    call: RequestOptions,
    timeouts: Timeouts,
  ): Promise<Answer> {
    const scope = openScope(timeouts.call, call.signal);
    try {
      for (let retries = 0; ; retries += 1) {
        try {
          return await authenticated(key, encoded, call, scope.signal, timeouts);
        } catch (error) {
          if (!(error instanceof ProxmoxError)) throw error;
          const delay = retryDelay(error, retries, Math.random());
          if (delay === undefined) throw error;
          logger.debug({ endpoint: key, delay: Math.round(delay), retries }, "trying again");
          await waitFor(delay, scope.signal, error);
        }
      }
    } finally {
      scope.close();
    }
  }

  /** @throws the error that is waited after, when the call's time is over first */
  async function waitFor(delay: number, signal: AbortSignal, after: ProxmoxError): Promise<void> {
    try {
      await clock.sleep(delay, signal);
    } catch (reason) {
      if (!(reason instanceof Failure)) throw reason;
      if (reason.kind === "timeout") throw after;
      throw new CancelledError(`${after.message}; then cancelled by the caller`, {
        ...(after.endpoint && { endpoint: after.endpoint }),
      });
    }
  }

  async function authenticated(
    key: EndpointKey,
    encoded: EncodedRequest,
    call: RequestOptions,
    signal: AbortSignal,
    timeouts: Timeouts,
  ): Promise<Answer> {
    for (let again = true; ; again = false) {
      const headers = await credentialsFor(key, encoded.method, signal);
      const sent = { key, encoded, headers, signal, timeouts };
      const answer = await exchange.send(call.body ? { ...sent, body: call.body } : sent);
      try {
        return read(answer, key);
      } catch (error) {
        if (!(error instanceof AuthenticationError && again && authentication.refused(headers))) {
          throw error;
        }
      }
    }
  }

  async function credentialsFor(
    key: EndpointKey,
    method: string,
    signal: AbortSignal,
  ): Promise<Record<string, string>> {
    const headers = authentication.headers(method);
    if (!(headers instanceof Promise)) return headers;
    try {
      return await within(headers, signal);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw errorOfFailure(unsent(error), key, exchange.address());
    }
  }

  function read(answer: WireAnswer, endpoint: EndpointKey): Answer {
    return readAnswer(answer, { endpoint, identity: authentication.identity, redact });
  }

  return {
    identity: authentication.identity,
    clock,
    logger,
    request,
    document,
    redact,
    async call(endpoint, parameters, callOptions) {
      return (await request(endpoint, parameters, callOptions)).data;
    },
    version() {
      asked ??= request("GET /version", {})
        .then(({ data }) => readVersion(data))
        .catch((error: unknown) => {
          asked = undefined;
          throw error;
        });
      return asked;
    },
    async close() {
      exchange.close();
      agent.destroy();
    },
  };
}

function createAuthentication(
  credentials: Credentials,
  clock: Clock,
  logIn: (form: Record<string, string>) => Promise<unknown>,
): Authentication {
  return credentials.kind === "token"
    ? tokenAuthentication(credentials)
    : ticketAuthentication(credentials, logIn, clock);
}

function readVersion(data: unknown): Version {
  const { version, release, repoid } = isObject(data) ? data : {};
  const minor = minorRelease(String(release ?? version));
  if (typeof version !== "string" || minor === undefined) {
    throw new UnexpectedAnswerError("GET /version: the answer names no version", {
      endpoint: "GET /version",
      hint: "Check that PROXMOX_HOST is a Proxmox VE node and not another Proxmox product.",
    });
  }
  return { version, release: minor, repoid: String(repoid ?? "") };
}
