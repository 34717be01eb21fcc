import type { Duplex } from "node:stream";
import { defined } from "../../kit/defined.js";
import { isObject } from "../../kit/objects.js";
import type { Endpoint, EndpointKey } from "../../schema/model.js";
import { minorRelease } from "../../schema/releases.js";
import type { Caller, CallOptions } from "../caller.js";
import { type Answer, readAnswer } from "../errors/answer.js";
import { errorOfFailure } from "../errors/error-of-failure.js";
import { UnexpectedAnswerError } from "../errors/errors.js";
import {
  type Authentication,
  type Credentials,
  tokenAuthentication,
} from "../login/authentication.js";
import { splitAuthentication } from "../login/split.js";
import { ticketAuthentication } from "../login/ticket.js";
import type { Address } from "./address.js";
import { createAttempts } from "./attempts.js";
import { createJudge, type TlsOptions } from "./certificates.js";
import { type Clock, systemClock } from "./clock.js";
import { ConnectionFailure } from "./connection-failure.js";
import { openScope } from "./deadline.js";
import { type EncodedRequest, encodeRequest } from "./encode.js";
import { createExchange, type RequestOptions, type Timeouts } from "./exchange.js";
import { type Logger, silentLogger } from "./logger.js";
import { createLostWrites } from "./lost-writes.js";
import { NoWebSocket } from "./no-web-socket.js";
import { createRedactor, type Redact } from "./redact.js";
import { createAgent } from "./tls-agent.js";
import { createTransport, type WireAnswer } from "./transport.js";
import type { openWebSocket } from "./web-socket.js";

export interface ClientOptions {
  /** Of one cluster, in the order in which they are tried; the one that answers is kept. */
  hosts: readonly Address[];
  credentials: Credentials;
  /** Another login for what isn't GET; the same one where absent. */
  act?: Credentials;
  tls: TlsOptions;
  timeouts?: Partial<Timeouts>;
  /** Requests at a time; the rest waits. */
  maxRequests?: number;
  /** Bytes of an answer; see `ExchangeOptions`. */
  maxAnswer?: number;
  logger?: Logger;
  /** What is known about an endpoint, so that lists and property strings are spelt as it wants. */
  endpointOf?: (key: EndpointKey) => Endpoint | undefined;
  clock?: Clock;
  /** Makes websockets; who needs none is spared its library. */
  openWebSocket?: typeof openWebSocket;
}

export type { RequestOptions, StreamedBody, Timeouts } from "./exchange.js";

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
  /**
   * As `request`, for a request that is encoded already: parameters are judged once, by whoever
   * encodes them.
   */
  transmit(
    endpoint: EndpointKey,
    encoded: EncodedRequest,
    options?: RequestOptions,
  ): Promise<Answer>;
  version(): Promise<Version>;
  /**
   * A file that the node serves outside its API, such as its own API description; sent without
   * credentials, which nobody needs for those.
   */
  document(path: `/${string}`): Promise<string>;
  /**
   * Opens the websocket of an endpoint that has one, on the host that answered last: a console's port
   * is open there alone.
   *
   * @returns its bytes; destroying the stream closes the connection
   */
  openSocket(
    endpoint: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Duplex>;
  /** Masks our credentials in a text. */
  redact: Redact;
  /** Ends every connection, and what is still under way over them. */
  close(): Promise<void>;
}

/** Connects when first asked something; nothing is sent before. */
export function createClient(options: ClientOptions): Client {
  const { endpointOf = () => undefined, clock = systemClock, logger = silentLogger } = options;
  const limits: Timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const agent = createAgent({
    judge: createJudge(options.tls, logger),
    connectTimeout: limits.connect,
    ...defined({ ca: options.tls.ca }),
  });
  const authentication = createAuthentication(options, clock, logIn);
  const redact = createRedactor(authentication.secrets);
  const exchange = createExchange({
    addresses: options.hosts,
    transport: createTransport(agent),
    maxRequests: options.maxRequests ?? MAX_REQUESTS,
    maxAnswer: options.maxAnswer,
    logger,
    redact,
    onAnswer: ({ headers }) => lostWrites.serverTime(headers.date),
  });
  const { attempt } = createAttempts({
    exchange,
    authentication,
    timeouts: limits,
    redact,
    clock,
    logger,
  });
  const lostWrites = createLostWrites({
    attempt,
    identity: authentication.identity,
    timeout: limits.call,
    clock,
    logger,
  });

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

  async function openSocket(
    key: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    { signal }: CallOptions = {},
  ): Promise<Duplex> {
    const scope = openScope(limits.connect + limits.response, signal);
    const address = exchange.address();
    try {
      const { target } = encodeRequest(key, parameters);
      // a console's ticket is good for the login alone that has asked for it
      const headers = await authentication.headers(options.act ? "POST" : "GET");
      const open = options.openWebSocket;
      if (!open) throw new Error("this client was made without websockets");
      return await open(agent, address, target, { headers, signal: scope.signal });
    } catch (error) {
      if (error instanceof NoWebSocket) {
        read(error.answer, key);
        throw new UnexpectedAnswerError(`${key}: the server made no websocket`, { endpoint: key });
      }
      throw error instanceof ConnectionFailure ? errorOfFailure(error, key, address) : error;
    } finally {
      scope.close();
    }
  }

  const transmit: Client["transmit"] = async (key, encoded, call = {}) =>
    await lostWrites.attemptRecoverably(key, encoded, call);

  const request: Client["request"] = async (key, parameters, call) =>
    transmit(key, encodeRequest(key, parameters, endpointOf(key)), call);

  function read(answer: WireAnswer, endpoint: EndpointKey): Answer {
    return readAnswer(answer, { endpoint, identity: authentication.identity, redact });
  }

  return {
    identity: authentication.identity,
    clock,
    logger,
    request,
    transmit,
    document,
    openSocket,
    redact,
    async call(endpoint, parameters, callOptions) {
      return (await request(endpoint, parameters, callOptions)).data;
    },
    version: async () => readVersion((await request("GET /version", {})).data),
    async close() {
      exchange.close();
      agent.destroy();
    },
  };
}

function createAuthentication(
  { credentials, act }: Pick<ClientOptions, "credentials" | "act">,
  clock: Clock,
  logIn: (form: Record<string, string>) => Promise<unknown>,
): Authentication {
  const of = (one: Credentials) =>
    one.kind === "token" ? tokenAuthentication(one) : ticketAuthentication(one, logIn, clock);
  return act ? splitAuthentication(of(credentials), of(act)) : of(credentials);
}

/** It is told to people and becomes part of a file's name. */
const VERSION = /^[\w.~+-]{1,40}$/;

function readVersion(data: unknown): Version {
  const { version, release, repoid } = isObject(data) ? data : {};
  const minor = minorRelease(String(release ?? version));
  if (typeof version !== "string" || !VERSION.test(version) || minor === undefined) {
    throw new UnexpectedAnswerError("GET /version: the answer names no version", {
      endpoint: "GET /version",
      hint: "Check that «host» is a Proxmox VE node and not another Proxmox product.",
    });
  }
  return { version, release: minor, repoid: String(repoid ?? "") };
}
