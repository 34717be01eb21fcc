import type { EndpointKey } from "../../schema/model.js";
import { type Answer, readAnswer } from "../errors/answer.js";
import { errorOfFailure } from "../errors/error-of-failure.js";
import { AuthenticationError, CancelledError, ProxmoxError } from "../errors/errors.js";
import type { Authentication } from "../login/authentication.js";
import type { Clock } from "./clock.js";
import { ConnectionFailure, unsent } from "./connection-failure.js";
import { openScope, within } from "./deadline.js";
import type { EncodedRequest } from "./encode.js";
import type { Exchange, RequestOptions, Timeouts } from "./exchange.js";
import type { Logger } from "./logger.js";
import type { Redact } from "./redact.js";
import { retryDelay } from "./retry.js";

export interface AttemptsOptions {
  exchange: Exchange;
  authentication: Authentication;
  timeouts: Timeouts;
  redact: Redact;
  clock: Clock;
  logger: Logger;
}

/** Sends one request, with credentials, as often as is right. */
export interface Attempts {
  /** @throws ProxmoxError for what is refused, and for what fails after the last attempt */
  attempt(key: EndpointKey, encoded: EncodedRequest, options: RequestOptions): Promise<Answer>;
}

export function createAttempts(attemptsOptions: AttemptsOptions): Attempts {
  const { exchange, authentication, redact, clock, logger } = attemptsOptions;

  async function attempt(
    key: EndpointKey,
    encoded: EncodedRequest,
    options: RequestOptions,
  ): Promise<Answer> {
    const timeouts = { ...attemptsOptions.timeouts, ...options.timeouts };
    const scope = openScope(timeouts.call, options.signal);
    try {
      for (let retries = 0; ; retries += 1) {
        try {
          return await authenticated(key, encoded, options, scope.signal, timeouts);
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
      if (!(reason instanceof ConnectionFailure)) throw reason;
      if (reason.kind === "timeout") throw after;
      throw new CancelledError(`${after.message}; then cancelled by the caller`, {
        ...(after.endpoint && { endpoint: after.endpoint }),
      });
    }
  }

  async function authenticated(
    key: EndpointKey,
    encoded: EncodedRequest,
    { body }: RequestOptions,
    signal: AbortSignal,
    timeouts: Timeouts,
  ): Promise<Answer> {
    const { method } = encoded;
    const identity = authentication.identityOf(method);
    for (let again = true; ; again = false) {
      const headers = await credentialsFor(key, method, signal);
      const sent = { key, encoded, headers, signal, timeouts };
      const answer = await exchange.send(body ? { ...sent, body } : sent);
      try {
        return readAnswer(answer, { endpoint: key, identity, redact });
      } catch (error) {
        const isNew = error instanceof AuthenticationError && again;
        if (!isNew || !authentication.refused(headers, method)) throw error;
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
      if (!(error instanceof ConnectionFailure)) throw error;
      throw errorOfFailure(unsent(error), key, exchange.address());
    }
  }

  return { attempt };
}
