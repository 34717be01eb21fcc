import { ConnectionError, LockedError, type ProxmoxError, ServerError } from "../errors/errors.js";

/** A kind of failure that may be tried again, how often, and after how many milliseconds. */
interface Policy {
  retries: number;
  first: number;
  most: number;
}

/** The API server is restarting, or a connection broke: over in a second or two. */
const RESTART: Policy = { retries: 4, first: 100, most: 2_000 };

/** The server itself has waited 10 s for the lock before it says so. */
const LOCK: Policy = { retries: 3, first: 500, most: 5_000 };

/**
 * How long to wait before sending the same request again, or undefined when it must not be.
 * Only what can't have happened already is sent twice: reads, and writes that were refused or
 * never left.
 *
 * @param retries how many there were already
 * @param random 0 to 1: spreads the clients that failed together
 */
export function retryDelay(
  error: ProxmoxError,
  retries: number,
  random: number,
): number | undefined {
  const policy = policyFor(error);
  if (!policy || retries >= policy.retries) return undefined;
  const full = Math.min(policy.first * 2 ** retries, policy.most);
  return full / 2 + (full / 2) * random;
}

function policyFor(error: ProxmoxError): Policy | undefined {
  if (!error.retryable || error.mayHaveRun) return undefined;
  if (error instanceof LockedError) return LOCK;
  if (error instanceof ConnectionError || error instanceof ServerError) return RESTART;
  return undefined;
}
