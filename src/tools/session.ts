import { setMaxListeners } from "node:events";
import { isObject } from "../kit/objects.js";
import type { Tier } from "../schema/catalogue.js";
import type { EndpointKey, Schema } from "../schema/model.js";
import { compareReleases } from "../schema/releases.js";
import type { Guest, TaskResult, ToolAnswer } from "./define.js";
import { refuse, ToolError } from "./errors.js";
import type { Gate } from "./gate.js";
import {
  followTask,
  inventoryOf,
  isUpid,
  type Progress,
  stopTask,
  toGuest,
} from "./guests-and-tasks.js";
import type { Knowledge } from "./learnt-catalogue.js";
import { missingFieldsNote, type Page, paginate } from "./page.js";
import { adaptAnswer, adaptRequest } from "./quirks.js";
import { shapeAnswer } from "./shape.js";

/** One tool call: its way to the cluster, its cancellation and its progress. */
export interface Session {
  access: Tier;
  signal: AbortSignal;
  /** Whether the cluster runs this release or a newer one. */
  runs(release: string): Promise<boolean>;
  /** What is known of the API; asks the node only where it may be learnt from. */
  knowledge(): Promise<Knowledge>;
  /** Sends a request; the answer's `data` as Proxmox gave it. */
  call(endpoint: EndpointKey, parameters: Record<string, unknown>): Promise<unknown>;
  /** As `call`, for code that relies on the answer's shape: one of another shape is an error. */
  callChecked(endpoint: EndpointKey, parameters: Record<string, unknown>): Promise<unknown>;
  /** Sends a request and makes its whole answer readable. */
  read(endpoint: EndpointKey, parameters: Record<string, unknown>): Promise<unknown>;
  /** Makes an answer of `call` readable. */
  shape(endpoint: EndpointKey, data: unknown): Promise<unknown>;
  /** Sends a request and makes its answer readable; follows the task that it started. */
  send(
    endpoint: EndpointKey,
    parameters: Record<string, unknown>,
    options?: { wait?: number | undefined; page?: Page },
  ): Promise<ToolAnswer>;
  findGuest(vmid: number): Promise<Guest>;
  /** Runs something with a guest, and once more where it turns out to have moved meanwhile. */
  withGuest<T>(vmid: number, run: (guest: Guest) => Promise<T>): Promise<T>;
  follow(upid: string, wait: number): Promise<TaskResult>;
  page(entries: readonly unknown[], page: Page, defaults: Page): ToolAnswer;
}

/** A task that was started and then failed is a failure of what was asked for. */
function failedTask(endpoint: EndpointKey, task: TaskResult): ToolError {
  return new ToolError(
    "task",
    `${endpoint}: the task failed: ${task.exitstatus ?? "no reason was given"}`,
    "The task's log says more: proxmox_node_task with its upid.",
    { task },
  );
}

/** @throws ToolError for what isn't a list of objects or an object where there should be one */
function checkShape(endpoint: EndpointKey, answer: unknown, returns: Schema | undefined): void {
  const rows = returns?.items?.type === "object" ? answer : [];
  const fits =
    returns?.type === "array"
      ? Array.isArray(answer) && (rows as unknown[]).every(isObject)
      : returns?.type !== "object" || isObject(answer);
  if (fits) return;
  throw new ToolError(
    "unexpected_answer",
    `${endpoint}: the answer isn't ${returns?.type === "array" ? "a list" : "an object"} as Proxmox's is`,
    "Something else than Proxmox VE, or a proxy before it, may have answered.",
  );
}

/** Seconds that a call waits for its task unless told otherwise. */
const DEFAULT_WAIT = 30;

export interface SessionOptions {
  signal: AbortSignal;
  progress: Progress;
  /** A call that is cancelled while it waits for a task stops the task too. */
  stopOnCancel?: boolean;
}

export function createSession(
  gate: Gate,
  access: Tier,
  { signal, progress, stopOnCancel = false }: SessionOptions,
): Session {
  // one call may send many requests, and each listens
  setMaxListeners(0, signal);
  const follow = async (upid: string, wait: number) => {
    try {
      return await followTask(gate, upid, { wait, signal, onProgress: progress });
    } catch (error) {
      if (signal.aborted && stopOnCancel) await stopTask(gate, upid);
      throw error;
    }
  };
  const runs = async (release: string) =>
    compareReleases((await gate.connected()).release, release) >= 0;
  const call = async (endpoint: EndpointKey, parameters: Record<string, unknown>) => {
    const adapted = await adaptRequest(endpoint, parameters, { runs, refuse });
    const answer = await gate.call(endpoint, adapted, { signal });
    // it may have moved, created or destroyed a guest
    if (!endpoint.startsWith("GET ")) (await inventoryOf(gate)).clear();
    return answer;
  };
  const readable = async (endpoint: EndpointKey, answer: unknown) => {
    const { returns } = await gate.endpoint(endpoint);
    const { data, notes } = adaptAnswer(endpoint, answer);
    return { data: shapeAnswer(data, returns), notes };
  };
  const page = (entries: readonly unknown[], given: Page, defaults: Page): ToolAnswer => {
    const answer = paginate(entries, {
      fields: given.fields ?? defaults.fields,
      limit: given.limit ?? defaults.limit,
      cursor: given.cursor,
    });
    const note = missingFieldsNote(entries, given.fields);
    return note === undefined ? answer : { ...answer, notes: [note] };
  };
  return {
    access,
    signal,
    knowledge: () => gate.knowledge(),
    runs,
    call,
    callChecked: async (endpoint, parameters) => {
      const answer = await call(endpoint, parameters);
      checkShape(endpoint, answer, (await gate.endpoint(endpoint)).returns);
      return answer;
    },
    shape: async (endpoint, data) => (await readable(endpoint, data)).data,
    read: async (endpoint, parameters) =>
      (await readable(endpoint, await call(endpoint, parameters))).data,
    follow,
    page,
    findGuest: async (vmid) => toGuest(await (await inventoryOf(gate)).find(vmid, { signal })),
    withGuest: async (vmid, run) =>
      (await inventoryOf(gate)).with(vmid, (guest) => run(toGuest(guest)), signal),
    send: async (endpoint, parameters, { wait, page: given = {} } = {}) => {
      const data = await call(endpoint, parameters);
      if (!endpoint.startsWith("GET ") && isUpid(data)) {
        const task = await follow(data, wait ?? DEFAULT_WAIT);
        if (task.state === "failed") throw failedTask(endpoint, task);
        return { data: task };
      }
      const { data: shaped, notes } = await readable(endpoint, data);
      if (shaped === null && !endpoint.startsWith("GET ")) {
        return { data: { done: true }, ...(notes && { notes }) };
      }
      const answer: ToolAnswer = Array.isArray(shaped) ? page(shaped, given, {}) : { data: shaped };
      return notes ? { ...answer, notes: [...notes, ...(answer.notes ?? [])] } : answer;
    },
  };
}
