import { isUpid, parseUpid } from "../kit/upid.js";
import { type CallResult, toErrorResult, toResult } from "./answer/result.js";
import { type CallChannel, callTool } from "./call-tool.js";
import { actionsOf } from "./define.js";
import { ToolError } from "./errors.js";
import { followTask } from "./follow-task.js";
import type { Progress } from "./session.js";
import type { Toolbox } from "./toolbox.js";

/** What runs beyond the call that started it: a task of Proxmox, known by its UPID alone. */
export interface LongCall {
  upid: string;
  state: "working" | "completed" | "failed";
  /** The newest line of its log, and how far that says it is. */
  message: string;
  /** Milliseconds since 1970. */
  started: number;
}

/**
 * A client's `tools/call` that needn't wait for the task that it starts. What sends more than one
 * request, one after another's task, is waited for.
 *
 * @returns the task's UPID, or the whole answer where no task goes on
 */
export async function startLongCall(
  toolbox: Toolbox,
  name: string,
  given: Record<string, unknown>,
  options: CallChannel,
): Promise<{ upid: string } | { result: CallResult }> {
  const waits = (await isOneRequest(name, given)) ? { wait: 0 } : {};
  const result = await callTool(toolbox, name, { ...given, ...waits }, options);
  const { upid, state } = Object(result.structuredContent["data"]) as Record<string, unknown>;
  return isUpid(upid) && state === "running" ? { upid } : { result };
}

async function isOneRequest(name: string, given: Record<string, unknown>): Promise<boolean> {
  const { tools } = await import("../../overrides/tools/index.js");
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) return false;
  if (tool.door) return true;
  const chosen = tool.actions ? String(given["action"]) : "";
  const action = new Map(actionsOf(tool)).get(chosen);
  return action !== undefined && !action.run;
}

/** How far a task is. @throws ToolError for what is none */
export async function readLongCall(
  toolbox: Toolbox,
  upid: string,
  signal: AbortSignal,
): Promise<LongCall> {
  const started = startOf(upid);
  let reached = "";
  const progress: Progress = (_, percent) => {
    if (percent !== undefined) reached = `${percent} %: `;
  };
  const session = await toolbox.session({ signal, progress });
  const { state, exitstatus, log = [] } = await followTask(session, upid, 0);
  const isOver = state !== "running";
  return {
    upid,
    state: !isOver ? "working" : state === "ok" || state === "warnings" ? "completed" : "failed",
    message: isOver ? (exitstatus ?? state) : `${reached}${log.at(-1) ?? ""}`,
    started,
  };
}

/** Waits for a task's end; the answer that the call would have had. */
export async function finishLongCall(
  toolbox: Toolbox,
  upid: string,
  { signal, progress }: CallChannel,
): Promise<CallResult> {
  startOf(upid);
  const session = await toolbox.session({ signal, progress });
  const task = await followTask(session, upid, Number.MAX_SAFE_INTEGER / 1000);
  if (task.state === "ok" || task.state === "warnings")
    return toResult({ data: task }, toolbox.redact);
  const why = task.exitstatus ?? "no reason was given";
  const error = new ToolError("task", `the task failed: ${why}`, undefined, { task });
  return toErrorResult(error, undefined, toolbox.redact);
}

export async function stopLongCall(
  toolbox: Toolbox,
  upid: string,
  signal: AbortSignal,
): Promise<void> {
  startOf(upid);
  await (await toolbox.session({ signal })).gate.stopTask(upid);
}

function startOf(upid: string): number {
  if (!isUpid(upid)) throw new ToolError("arguments", "taskId: there is no such task");
  return parseUpid(upid).starttime * 1000;
}
