import type { EndpointKey } from "../../schema/model.js";
import { type Address, printAddress } from "../wire/address.js";
import type { ConnectionFailure } from "../wire/connection-failure.js";
import {
  CancelledError,
  ConnectionError,
  type ProxmoxError,
  TimeoutError,
  TlsError,
  TooLargeError,
} from "./errors.js";

export const ASK_FOR_LESS = "Ask for less: many lists take limit, start or a filter.";

/** The error that the absence of an answer stands for. */
export function errorOfFailure(
  failure: ConnectionFailure,
  endpoint: EndpointKey,
  address: Address,
): ProxmoxError {
  const reads = isHarmless(endpoint);
  const mayHaveRun = failure.phase === "sent" && !reads;
  const facts = { endpoint, mayHaveRun };
  const where = printAddress(address);
  const message = `${endpoint}: ${failure.message}`;
  switch (failure.kind) {
    case "tls":
      return new TlsError(
        message,
        { ...facts, ...(failure.certificate && { hint: failure.certificate.hint }) },
        failure.certificate?.fingerprint,
      );
    case "timeout":
      return new TimeoutError(message, {
        ...facts,
        hint: withFate(
          mayHaveRun,
          endpoint,
          failure.phase === "connect"
            ? `Nothing at ${where} takes the connection: check «host», «port» and the firewalls in between.`
            : "The server took too long. «timeouts.call» allows more.",
        ),
      });
    case "cancelled":
      return new CancelledError(message, {
        ...facts,
        hint: withFate(mayHaveRun, endpoint, "The caller ended it."),
      });
    case "too_large":
      return new TooLargeError(message, {
        ...facts,
        hint: withFate(mayHaveRun, endpoint, ASK_FOR_LESS),
      });
    case "dns":
      return new ConnectionError(
        `${endpoint}: the name ${address.host} isn't known (${failure.message})`,
        {
          ...facts,
          hint: "Check the spelling of «host» and this machine's name servers, or use the node's IP address.",
        },
      );
    case "refused":
      return new ConnectionError(`${endpoint}: no connection to ${where} (${failure.message})`, {
        ...facts,
        retryable: true,
        hint: "Check that the node runs, «host» and «port» are right, and no firewall is in between.",
      });
    case "reset":
      return new ConnectionError(
        `${endpoint}: the connection to ${where} broke (${failure.message})`,
        {
          ...facts,
          retryable: reads,
          hint: withFate(
            mayHaveRun,
            endpoint,
            mayHaveRun
              ? "The API server may be restarting."
              : "The API server may be restarting. Try again in a few seconds.",
          ),
        },
      );
  }
}

/** Sending it twice does no more than sending it once: reads, and logging in. */
export function isHarmless(endpoint: EndpointKey): boolean {
  return endpoint.startsWith("GET ") || endpoint === "POST /access/ticket";
}

function withFate(mayHaveRun: boolean, endpoint: EndpointKey, hint: string): string {
  return mayHaveRun ? `${hint} ${fateHint(endpoint)}` : hint;
}

/** For a write whose answer never came: what tells whether it happened. */
export function fateHint(endpoint: EndpointKey): string {
  const where = endpoint.includes("{node}")
    ? "read the object, and GET /nodes/{node}/tasks for a task that was started"
    : "read the object";
  return `It may have been carried out all the same: before sending it again, ${where}.`;
}
