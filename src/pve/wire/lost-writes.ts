import { defined } from "../../kit/defined.js";
import { isObject } from "../../kit/objects.js";
import { isUpid, parseUpid } from "../../kit/upid.js";
import type { EndpointKey } from "../../schema/model.js";
import { promisesTask, taskTypes } from "../cluster/task-types.js";
import type { Answer } from "../errors/answer.js";
import { ProxmoxError, UnexpectedAnswerError } from "../errors/errors.js";
import type { Attempts } from "./attempts.js";
import type { Clock } from "./clock.js";
import { API_PATH, type EncodedRequest, encodeRequest } from "./encode.js";
import type { RequestOptions } from "./exchange.js";
import type { Logger } from "./logger.js";

/** Finds out what became of writes whose answer was lost, instead of sending them again. */
export interface LostWrites {
  /** Sends a request; when a write's fate is unknown and it starts a task, looks for that task. */
  attemptRecoverably(
    key: EndpointKey,
    encoded: EncodedRequest,
    options: RequestOptions,
  ): Promise<Answer>;
  /** The `Date` header of any answer: tasks are dated by the server's clock. */
  serverTime(date: string | undefined): void;
}

export interface LostWritesOptions extends Attempts {
  identity: string;
  /** Milliseconds that a call may take. */
  timeout: number;
  clock: Clock;
  logger: Logger;
}

/** A worker takes a moment to show up; after all of them it isn't there. Milliseconds. */
const LOOKS = [0, 250, 500, 1_000, 2_000];

const LOOK_TIMEOUT = 5_000;

/** Milliseconds for all of them, and never more than a call may take. */
const LOOKING = 10_000;

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

export function createLostWrites(options: LostWritesOptions): LostWrites {
  const { attempt, clock, logger } = options;
  const answered = new Set<string>();
  const underWay = new Map<string, number>();
  let ahead = 0;

  function claim(upid: string): void {
    answered.add(upid);
    const oldest = answered.values().next().value;
    if (answered.size > MEMORY && oldest !== undefined) answered.delete(oldest);
  }

  async function findTask(wanted: Wanted, sameRequest: string): Promise<string | undefined> {
    const end = clock.now() + Math.min(LOOKING, options.timeout);
    for (const wait of LOOKS) {
      const left = end - clock.now() - wait;
      if (left <= 0) return undefined;
      await clock.sleep(wait);
      // Its task can't be told from ours until that one was answered.
      if ((underWay.get(sameRequest) ?? 0) > 1) continue;
      const found = (await listTasks(wanted, left)).filter((upid) => !answered.has(upid));
      const [only] = found;
      if (found.length === 1 && only !== undefined) {
        claim(only);
        return only;
      }
    }
    return undefined;
  }

  async function listTasks(wanted: Wanted, left: number): Promise<string[]> {
    const query = {
      node: wanted.node,
      source: "all",
      since: wanted.since,
      limit: 100,
      ...defined({ vmid: wanted.vmid }),
    };
    const key: EndpointKey = "GET /nodes/{node}/tasks";
    const limits = { timeouts: { call: Math.min(LOOK_TIMEOUT, left) } };
    const { data } = await attempt(key, encodeRequest(key, query), limits).catch(
      (error: unknown): Answer => {
        if (error instanceof ProxmoxError) return { data: [] };
        throw error;
      },
    );
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
    async attemptRecoverably(endpoint, encoded, call) {
      const types = taskTypes(endpoint);
      if (types.length === 0) return whole(endpoint, await attempt(endpoint, encoded, call));
      const { node, vmid } = subjectOf(endpoint, encoded);
      const sameRequest = `${endpoint} ${node} ${vmid}`;
      const since = Math.floor((clock.now() + ahead) / 1000) - SLACK;
      underWay.set(sameRequest, (underWay.get(sameRequest) ?? 0) + 1);
      try {
        const answer = whole(endpoint, await attempt(endpoint, encoded, call));
        if (isUpid(answer.data)) claim(answer.data);
        return answer;
      } catch (error) {
        // Whoever cancelled no longer waits for an answer.
        if (!(error instanceof ProxmoxError && error.mayHaveRun) || call.signal?.aborted)
          throw error;
        const wanted = {
          node: String(node),
          types,
          vmid,
          since,
        };
        const upid = await findTask(wanted, sameRequest);
        if (upid === undefined) throw error;
        logger.info({ endpoint, upid }, "the answer was lost, but its task was found");
        return { data: upid };
      } finally {
        const others = (underWay.get(sameRequest) ?? 1) - 1;
        if (others > 0) underWay.set(sameRequest, others);
        else underWay.delete(sameRequest);
      }
    },
  };
}

/**
 * @throws UnexpectedAnswerError for an answer that names no task where one is always started: something
 * between here and Proxmox gave it, and the task may well run
 */
function whole(endpoint: EndpointKey, answer: Answer): Answer {
  if (isUpid(answer.data) || !promisesTask(endpoint)) return answer;
  throw new UnexpectedAnswerError(
    `${endpoint}: the answer should name the task that was started, and doesn't`,
    {
      endpoint,
      mayHaveRun: true,
      hint: "It may have been carried out all the same: list the node's tasks before sending it again.",
    },
  );
}

/** The node and the guest that a request is about, as its path and form name them. */
function subjectOf(
  key: EndpointKey,
  { target, body }: EncodedRequest,
): { node?: string | undefined; vmid?: string | undefined } {
  const template = key.slice(key.indexOf(" ") + 1).split("/");
  const [path = ""] = target.slice(API_PATH.length).split("?");
  const values = path.split("/");
  const named = (name: string) => {
    const index = template.indexOf(`{${name}}`);
    return index < 0 ? undefined : decodeURIComponent(values[index] ?? "");
  };
  const vmid = named("vmid") ?? new URLSearchParams(body).get("vmid") ?? undefined;
  return { node: named("node"), vmid };
}
