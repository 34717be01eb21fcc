import { isObject } from "../../kit/objects.js";
import { isUpid, parseUpid } from "../../kit/upid.js";
import type { EndpointKey } from "../../schema/model.js";
import { taskTypes } from "../cluster/task-types.js";
import type { Answer } from "../errors/answer.js";
import { ProxmoxError } from "../errors/errors.js";
import type { RequestOptions } from "./client.js";
import type { Clock } from "./clock.js";
import type { Logger } from "./logger.js";

/** Finds out what became of writes whose answer was lost, instead of sending them again. */
export interface Outcomes {
  /** Sends a write; when its fate is unknown and it starts a task, looks for that task. */
  watch(
    endpoint: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
    send: () => Promise<Answer>,
  ): Promise<Answer>;
  /** The `Date` header of any answer: tasks are dated by the server's clock. */
  serverTime(date: string | undefined): void;
}

export interface OutcomesOptions {
  request(
    endpoint: EndpointKey,
    parameters: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ): Promise<Answer>;
  identity: string;
  clock: Clock;
  logger: Logger;
}

/** A worker takes a moment to show up; after all of them it isn't there. Milliseconds. */
const LOOKS = [0, 250, 500, 1_000, 2_000];

const LOOK_TIMEOUT = 5_000;

/** Seconds by which the two clocks may be apart after correction, as dates are whole seconds. */
const SLACK = 2;

/** UPIDs that were answered to somebody and so belong to another call. */
const MEMORY = 1_000;

interface Wanted {
  node: string;
  types: readonly string[];
  vmid: string | undefined;
  /** Seconds by the server's clock. */
  since: number;
}

export function createOutcomes(options: OutcomesOptions): Outcomes {
  const { clock, logger } = options;
  const answered = new Set<string>();
  const underWay = new Map<string, number>();
  let ahead = 0;

  function claim(upid: string): void {
    answered.add(upid);
    const oldest = answered.values().next().value;
    if (answered.size > MEMORY && oldest !== undefined) answered.delete(oldest);
  }

  async function look(wanted: Wanted, alike: string): Promise<string | undefined> {
    for (const wait of LOOKS) {
      await clock.sleep(wait);
      // Its task can't be told from ours until that one was answered.
      if ((underWay.get(alike) ?? 0) > 1) continue;
      const found = (await listTasks(wanted)).filter((upid) => !answered.has(upid));
      const [only] = found;
      if (found.length === 1 && only !== undefined) {
        claim(only);
        return only;
      }
    }
    return undefined;
  }

  async function listTasks(wanted: Wanted): Promise<string[]> {
    const query = {
      node: wanted.node,
      source: "all",
      since: wanted.since,
      limit: 100,
      ...(wanted.vmid !== undefined && { vmid: wanted.vmid }),
    };
    const { data } = await options
      .request("GET /nodes/{node}/tasks", query, { timeouts: { call: LOOK_TIMEOUT } })
      .catch((error: unknown): Answer => {
        if (error instanceof ProxmoxError) return { data: [] };
        throw error;
      });
    const upids = (Array.isArray(data) ? data : []).map((row) => isObject(row) && row["upid"]);
    return [...new Set(upids.filter(isUpid))].filter((upid) => {
      const task = parseUpid(upid);
      return (
        wanted.types.includes(task.type) &&
        task.user === options.identity &&
        task.starttime >= wanted.since &&
        (wanted.vmid === undefined || task.id === wanted.vmid)
      );
    });
  }

  return {
    serverTime(date) {
      if (date !== undefined) ahead = Date.parse(date) - clock.now() || 0;
    },
    async watch(endpoint, parameters, signal, send) {
      const types = taskTypes(endpoint);
      if (types.length === 0) return send();
      const { node, vmid } = parameters;
      const alike = `${endpoint} ${node} ${vmid}`;
      const since = Math.floor((clock.now() + ahead) / 1000) - SLACK;
      underWay.set(alike, (underWay.get(alike) ?? 0) + 1);
      try {
        const answer = await send();
        if (isUpid(answer.data)) claim(answer.data);
        return answer;
      } catch (error) {
        // Whoever cancelled no longer waits for an answer.
        if (!(error instanceof ProxmoxError && error.mayHaveRun) || signal?.aborted) throw error;
        const wanted = {
          node: String(node),
          types,
          vmid: vmid === undefined ? undefined : String(vmid),
          since,
        };
        const upid = await look(wanted, alike);
        if (upid === undefined) throw error;
        logger.info({ endpoint, upid }, "the answer was lost, but its task was found");
        return { data: upid };
      } finally {
        const others = (underWay.get(alike) ?? 1) - 1;
        if (others > 0) underWay.set(alike, others);
        else underWay.delete(alike);
      }
    },
  };
}
