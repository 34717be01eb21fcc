import { withCaveat } from "../cluster-release.js";
import { UnknownHere } from "../errors.js";
import { type FoundEndpoint, parseEndpoint } from "../find-endpoint.js";
import type { Gate } from "../gate-types.js";

/**
 * The endpoint that a caller means. What isn't known is looked up once more, as the cluster's own
 * description may be on its way.
 *
 * @param method what a path without a method means
 * @throws UnknownHere with the nearest endpoint, and the release whose endpoints are known
 */
export async function knownEndpoint(
  gate: Gate,
  given: unknown,
  method?: "GET",
): Promise<FoundEndpoint> {
  const find = async () => parseEndpoint(given, (await gate.knowledge()).catalogue, method);
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof UnknownHere)) throw error;
    // a cluster that can't be reached says nothing of endpoints
    if (await gate.reconsider().catch(() => false)) return await find();
    const { caveat } = await gate.knowledge();
    throw new UnknownHere(error.code, error.message, withCaveat(error.hint ?? "", caveat));
  }
}
