import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import type { CallResult } from "../tools/answer/result.js";
import type { CallChannel } from "../tools/call-channel.js";
import type { LongCall } from "../tools/long-call.js";
import type { Toolbox } from "../tools/toolbox.js";

/** Revision 2025-11-25: `tools/call` may be asked for as a task. */
export const TASK_CAPABILITIES = { tasks: { cancel: {}, requests: { tools: { call: {} } } } };

/** What a tool says that may run as one. */
export const TASK_SUPPORT = { execution: { taskSupport: "optional" } };

/** Milliseconds between two questions. */
const POLL = 2_000;

/** Answers that no task of Proxmox stands behind are kept until they are fetched; the newest of them. */
const MOST_ANSWERS = 50;

export interface Tasks {
  /** Answers a `tools/call` that is to be a task. */
  start(name: string, given: Record<string, unknown>, options: CallChannel): Promise<object>;
}

/**
 * Makes tasks of calls. Behind most stands a task of Proxmox, whose UPID is the task's id: it is found
 * again by any server at any time, and nothing of it is kept here.
 */
export function serveTasks(server: Server, toolbox: Toolbox): Tasks {
  const answers = new Map<string, { result: CallResult; time: string }>();
  let made = 0;

  server.setRequestHandler(
    "tasks/get" as never,
    (async (request: Asked, context: Context) => {
      const { taskId } = request.params;
      const answer = answers.get(taskId);
      if (answer) return answered(taskId, answer);
      const { readLongCall } = await import("../tools/long-call.js");
      return taskOf(await explained(readLongCall(toolbox, taskId, context.mcpReq.signal)));
    }) as never,
  );

  server.setRequestHandler(
    "tasks/result" as never,
    (async (request: Asked, context: Context) => {
      const { taskId } = request.params;
      const _meta = { "io.modelcontextprotocol/related-task": { taskId } };
      const answer = answers.get(taskId);
      answers.delete(taskId);
      if (answer) return { ...answer.result, _meta };
      const { finishLongCall } = await import("../tools/long-call.js");
      const { signal } = context.mcpReq;
      const finished = finishLongCall(toolbox, taskId, { signal, progress: () => {} });
      return { ...(await explained(finished)), _meta };
    }) as never,
  );

  server.setRequestHandler(
    "tasks/cancel" as never,
    (async (request: Asked, context: Context) => {
      const { taskId } = request.params;
      const { readLongCall, stopLongCall } = await import("../tools/long-call.js");
      const { signal } = context.mcpReq;
      const call = await explained(readLongCall(toolbox, taskId, signal));
      if (call.state !== "working") throw invalid(`task ${taskId} is over already`);
      await explained(stopLongCall(toolbox, taskId, signal));
      return { ...taskOf(call), status: "cancelled" };
    }) as never,
  );

  /** What went wrong, as the protocol tells it. */
  async function explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw invalid((await toolbox.explain(error)).message);
    }
  }

  return {
    async start(name, given, options) {
      const { startLongCall } = await import("../tools/long-call.js");
      const started = await startLongCall(toolbox, name, given, options);
      if ("id" in started) {
        return created(
          taskOf({ id: started.id, state: "working", message: "", started: Date.now() }),
        );
      }
      made += 1;
      const taskId = `answer-${made}`;
      const answer = { result: started.result, time: new Date().toISOString() };
      answers.set(taskId, answer);
      const [oldest] = answers.keys();
      if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
      return created(answered(taskId, answer));
    },
  };
}

interface Asked {
  params: { taskId: string };
}

interface Context {
  mcpReq: { signal: AbortSignal };
}

/** The SDK takes no answer of a tool without `content`. */
function created(task: object): object {
  return { content: [], task };
}

function taskOf({ id, state, message, started }: LongCall): object {
  return {
    taskId: id,
    status: state,
    ...(message !== "" && { statusMessage: message }),
    createdAt: new Date(started).toISOString(),
    lastUpdatedAt: new Date().toISOString(),
    ttl: null,
    pollInterval: POLL,
  };
}

function answered(taskId: string, { result, time }: { result: CallResult; time: string }): object {
  const status = result.isError ? "failed" : "completed";
  return { taskId, status, createdAt: time, lastUpdatedAt: time, ttl: null, pollInterval: POLL };
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
