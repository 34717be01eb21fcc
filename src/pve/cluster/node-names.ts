import { nearest } from "../../kit/nearest.js";
import { isObject } from "../../kit/objects.js";
import type { EndpointKey } from "../../schema/model.js";
import { NotFoundError, UnexpectedAnswerError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";

const ENDPOINT: EndpointKey = "GET /nodes";

/** Whichever node is asked. */
const LOCAL = "localhost";

/** Milliseconds after which a name that the cluster didn't know is asked about again. */
const PAUSE = 5_000;

/** Which nodes the cluster has, offline ones too. */
export interface NodeNames {
  /**
   * Proxmox connects to whatever host a request names in place of a node, so only nodes are named.
   *
   * @throws NotFoundError for a name that isn't one of theirs
   */
  check(node: string, endpoint: EndpointKey): Promise<void>;
  /** A name that the cluster itself gave. */
  learn(node: string): void;
}

/** Asks the cluster with the first name that it hasn't heard. */
export function createNodeNames(client: Client): NodeNames {
  const names = new Set([LOCAL]);
  let asked = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function load(): Promise<void> {
    const data = await client.call(ENDPOINT, {});
    const rows = Array.isArray(data) ? data.filter(isObject) : [];
    const found = rows.map(({ node }) => node).filter((node) => typeof node === "string");
    if (found.length === 0) {
      throw new UnexpectedAnswerError(`${ENDPOINT}: the answer names no nodes`, {
        endpoint: ENDPOINT,
      });
    }
    for (const node of found) names.add(node);
    asked = client.clock.now();
  }

  return {
    async check(node, endpoint) {
      if (names.has(node)) return;
      if (client.clock.now() - asked >= PAUSE) {
        pending ??= load().finally(() => {
          pending = undefined;
        });
        await pending;
      }
      if (!names.has(node)) throw noNode(node, endpoint, [...names]);
    },
    learn: (node) => void names.add(node),
  };
}

const MOST_NAMED = 32;

function noNode(node: string, endpoint: EndpointKey, names: readonly string[]): NotFoundError {
  const there = names.filter((name) => name !== LOCAL).sort();
  const guess = nearest(node, there);
  const list = [...there.slice(0, MOST_NAMED), ...(there.length > MOST_NAMED ? ["…"] : [])];
  const question = guess ? ` Did you mean ${guess}?` : "";
  return new NotFoundError(
    `node: the cluster has no ${JSON.stringify(node.slice(0, 100))}; it has ${list.join(", ")}`,
    { endpoint, hint: `Nothing was sent.${question}` },
  );
}
