import { loadToolList } from "../data/tool-list.js";
import { isUpid, parseUpid } from "../kit/upid.js";
import { type CallResult, toErrorResult, toResult } from "./answer/result.js";
import type { CallChannel } from "./call-channel.js";
import { callTool } from "./call-tool.js";
import { ofCluster } from "./clusters/combine.js";
import { actionsOf } from "./define.js";
import { ToolError } from "./errors.js";
import { followTask } from "./follow-task.js";
import type { Progress } from "./session.js";
import { currentName } from "./tool-names.js";
import type { Toolbox } from "./toolbox.js";

/** What runs beyond the call that started it: a task of Proxmox, known by its id alone. */
export interface LongCall {
  /** Its UPID, after the cluster and a slash where there are several. */
  id: string;
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
 * @returns the task's id, or the whole answer where no task goes on
 */
export async function startLongCall(
  toolbox: Toolbox,
  name: string,
  given: Record<string, unknown>,
  options: CallChannel,
): Promise<{ id: string } | { result: CallResult }> {
  const waits = (await isOneRequest(name, given)) ? { wait: 0 } : {};
  const result = await callTool(toolbox, name, { ...given, ...waits }, options);
  const { cluster, data } = result.structuredContent;
  const { upid, state } = Object(data) as Record<string, unknown>;
  if (!isUpid(upid) || state !== "running") return { result };
  return { id: toolbox.clusters ? `${cluster}/${upid}` : upid };
}

async function isOneRequest(calledName: string, given: Record<string, unknown>): Promise<boolean> {
  const { tools } = await import("../../overrides/tools/index.js");
  const name = currentName(loadToolList(), calledName);
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
  id: string,
  signal: AbortSignal,
): Promise<LongCall> {
  const { own, upid, started } = locate(toolbox, id);
  let reached = "";
  const progress: Progress = (_, percent) => {
    if (percent !== undefined) reached = `${percent} %: `;
  };
  const session = await own.session({ signal, progress });
  const { state, exitstatus, log = [] } = await followTask(session, upid, 0);
  const isOver = state !== "running";
  return {
    id,
    state: !isOver ? "working" : state === "ok" || state === "warnings" ? "completed" : "failed",
    message: isOver ? (exitstatus ?? state) : `${reached}${log.at(-1) ?? ""}`,
    started,
  };
}

/** Waits for a task's end; the answer that the call would have had. */
export async function finishLongCall(
  toolbox: Toolbox,
  id: string,
  { signal, progress }: CallChannel,
): Promise<CallResult> {
  const { own, upid } = locate(toolbox, id);
  const session = await own.session({ signal, progress });
  const task = await followTask(session, upid, Number.MAX_SAFE_INTEGER / 1000);
  if (task.state === "ok" || task.state === "warnings")
    return toResult({ data: task }, toolbox.redact);
  const why = task.exitstatus ?? "no reason was given";
  const error = new ToolError("task", `the task failed: ${why}`, undefined, { task });
  return toErrorResult(error, undefined, toolbox.redact);
}

export async function stopLongCall(
  toolbox: Toolbox,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { own, upid } = locate(toolbox, id);
  await (await own.session({ signal })).gate.stopTask(upid);
}

/** The task that an id means. @throws ToolError for what is none */
function locate(toolbox: Toolbox, id: string): { own: Toolbox; upid: string; started: number } {
  const slash = toolbox.clusters ? id.indexOf("/") : -1;
  const upid = id.slice(slash + 1);
  if (!isUpid(upid)) throw new ToolError("arguments", "taskId: there is no such task");
  const own = ofCluster(toolbox, slash < 0 ? undefined : id.slice(0, slash));
  return { own, upid, started: parseUpid(upid).starttime * 1000 };
}
