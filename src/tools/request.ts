import { letOthersRun } from "../kit/let-others-run.js";
import { isObject } from "../kit/objects.js";
import { isUpid } from "../kit/upid.js";
import type { EndpointKey, Schema } from "../schema/model.js";
import type { EndpointRef, ResultOf, TaskResult, ToolAnswer } from "./define.js";
import { refuse, ToolError } from "./errors.js";
import { followTask } from "./follow-task.js";
import type { Announced } from "./gate-types.js";
import { type Page, pageOfList } from "./page.js";
import { adaptAnswer, adaptRequest } from "./quirks.js";
import { callOptions, type Session } from "./session.js";
import { shapeAnswer } from "./shape.js";

type Parameters = Readonly<Record<string, unknown>>;

/** Seconds that a call waits for its task by default. */
const DEFAULT_WAIT = 30;

const STILL_RUNS = "It still runs: proxmox_node_task with action wait and its upid tells the end.";

/** Sends a request; makes its answer readable, or follows the task that it started. */
export async function request(
  session: Session,
  endpoint: EndpointKey,
  parameters: Parameters,
  { wait = DEFAULT_WAIT, page = {} }: { wait?: number | undefined; page?: Page } = {},
): Promise<ToolAnswer> {
  const data = await transmitAdapted(session, endpoint, parameters);
  const isWrite = !endpoint.startsWith("GET ");
  if (isWrite && isUpid(data)) {
    const task = await followTask(session, data, wait);
    if (task.state === "failed") throw failedTask(endpoint, task);
    return { data: task, ...(task.state === "running" && { notes: [STILL_RUNS] }) };
  }
  // some reads have nothing to tell
  if (data !== null) checkShape(endpoint, data, (await session.gate.endpoint(endpoint)).returns);
  const { data: shaped, notes } = await readable(session, endpoint, data);
  if (shaped === null && isWrite) return { data: { done: true }, ...(notes && { notes }) };
  const answer: ToolAnswer = Array.isArray(shaped) ? pageOfList(shaped, page) : { data: shaped };
  return notes ? { ...answer, notes: [...notes, ...(answer.notes ?? [])] } : answer;
}

/**
 * Sends a request; the answer's `data` as Proxmox gave it.
 *
 * @throws ToolError for what isn't a list of objects or an object where there should be one
 */
export async function call<K extends EndpointKey>(
  session: Session,
  endpoint: K,
  parameters: Parameters,
): Promise<K extends EndpointRef ? ResultOf<K> : unknown> {
  const data = await transmitAdapted(session, endpoint, parameters);
  checkShape(endpoint, data, (await session.gate.endpoint(endpoint)).returns);
  return data as never;
}

/** Makes an answer of `call` readable. */
export async function shape(
  session: Session,
  endpoint: EndpointKey,
  data: unknown,
): Promise<unknown> {
  return (await readable(session, endpoint, data)).data;
}

/**
 * Says which requests will be sent, so that the user is asked about all of them at once.
 *
 * @throws ToolError where the user declines
 */
export async function announce(session: Session, requests: readonly Announced[]): Promise<void> {
  const { gate } = session;
  const adapted = await Promise.allSettled(
    requests.map(async ({ endpoint, parameters }) => ({
      endpoint,
      parameters: await adaptRequest(endpoint, parameters, { runs: gate.runs, refuse }),
    })),
  );
  const fitting = adapted.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  await gate.announce(fitting, callOptions(session));
}

async function transmitAdapted(
  session: Session,
  endpoint: EndpointKey,
  parameters: Parameters,
): Promise<unknown> {
  const { gate, started } = session;
  const adapted = await adaptRequest(endpoint, parameters, { runs: gate.runs, refuse });
  const data = await gate.authorise(endpoint, adapted, callOptions(session));
  await letOthersRun();
  if (!endpoint.startsWith("GET ")) {
    if (isUpid(data)) started.push(data);
    // it may have moved, created or destroyed a guest
    (await gate.inventory()).clear();
  }
  return data;
}

async function readable(
  { gate }: Session,
  endpoint: EndpointKey,
  answer: unknown,
): Promise<{ data: unknown; notes?: string[] | undefined }> {
  const { returns } = await gate.endpoint(endpoint);
  const { data, notes } = adaptAnswer(endpoint, answer);
  return { data: shapeAnswer(data, returns), notes };
}

/** A task that was started and then failed is a failure of what was asked for. */
function failedTask(endpoint: EndpointKey, task: TaskResult): ToolError {
  const lock = lockIn([task.exitstatus, ...(task.log ?? [])]);
  if (lock !== undefined) {
    return new ToolError("locked", `${endpoint}: the guest is locked (${lock})`, unlockHint(lock), {
      task,
    });
  }
  return new ToolError(
    "task",
    `${endpoint}: the task failed: ${task.exitstatus ?? "no reason was given"}`,
    "The task's log says more: proxmox_node_task with its upid.",
    { task },
  );
}

function lockIn(texts: readonly (string | undefined)[]): string | undefined {
  return texts.map((text) => /\bis locked \(([\w-]+)\)/.exec(text ?? "")?.[1]).find(Boolean);
}

/** The API can't take a lock away: only root on the node can. */
export function unlockHint(lock: string): string {
  return `A task that runs holds the lock "${lock}", or one that broke off left it. proxmox_node_task with action list and the vmid tells whether one runs; if none does, as root on the node: qm unlock VMID, for a container pct unlock VMID.`;
}

/** What an answer of each type must be; texts may hold numbers, and flags are 0 and 1. */
const SHAPES: Partial<Record<NonNullable<Schema["type"]>, [string, (answer: unknown) => boolean]>> =
  {
    array: ["a list", Array.isArray],
    object: ["an object", isObject],
    string: ["a text", isScalar],
    integer: ["a number", isScalar],
    number: ["a number", isScalar],
    boolean: ["a flag", isScalar],
  };

function isScalar(answer: unknown): boolean {
  return typeof answer !== "object" || answer === null;
}

function checkShape(endpoint: EndpointKey, answer: unknown, returns: Schema | undefined): void {
  const [what, fits] = SHAPES[returns?.type ?? "any"] ?? ["", () => true];
  const rows = returns?.items?.type === "object" && Array.isArray(answer) ? answer : [];
  if (fits(answer) && rows.every(isObject)) return;
  const mayHaveRun = !endpoint.startsWith("GET ");
  const hint = "Something else than Proxmox VE, or a proxy before it, may have answered.";
  throw new ToolError(
    "unexpected_answer",
    `${endpoint}: the answer isn't ${what} as Proxmox's is`,
    mayHaveRun ? `${hint} It may have been carried out all the same.` : hint,
    { endpoint, ...(mayHaveRun && { mayHaveRun }) },
  );
}
