import { parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { RawAnswer } from "../http/context.js";
import { isUpid } from "./task.js";
import type { Task } from "./task-state.js";

type Entry = Record<string, unknown>;

function identityParts({ user }: Task): Entry {
  const [name = "", token] = user.split("!");
  return { user: name, ...(token !== undefined && { tokenid: token }) };
}

function facts(task: Task): Entry {
  const { upid, node, pid, pstart, starttime, type, id } = task;
  return { upid, node, pid, pstart, starttime, type, id, ...identityParts(task) };
}

/** Running tasks show the full token id as their user; finished ones have it split. */
function listEntry(task: Task): Entry {
  if (task.exitstatus !== undefined) {
    return { ...facts(task), endtime: task.endtime, status: task.exitstatus };
  }
  const { upid, node, pid, pstart, starttime, type, id, user } = task;
  return { upid, node, pid, pstart, starttime, type, id, user };
}

function newestFirst({ state }: Context): Task[] {
  return [...state.tasks.values()].reverse();
}

function maySee({ access, identity }: Context, task: Task): boolean {
  return isOwner(identity, task) || access.has(`/nodes/${task.node}`, "Sys.Audit");
}

/** A token sees its own tasks, a user those of all their tokens too. */
function isOwner(identity: Context["identity"], task: Task): boolean {
  return task.user === identity.id || task.user.startsWith(`${identity.id}!`);
}

const STATUS_FILTERS: Record<string, (exitstatus: string) => boolean> = {
  ok: (status) => status === "OK",
  warning: (status) => status.startsWith("WARNINGS: "),
  error: (status) => status !== "OK" && !status.startsWith("WARNINGS: ") && status !== "unknown",
  unknown: (status) => status === "unknown",
};

function nodeTasks(context: Context): Entry[] {
  const { node, optional, number, flag, list, attributes } = context;
  const source = optional("source") ?? "archive";
  const [vmid, type, user] = [optional("vmid"), optional("typefilter"), optional("userfilter")];
  const [since, until] = [number("since"), number("until")];
  const statuses = list("statusfilter");
  const fits = (task: Task) => {
    const ended = task.exitstatus;
    if (task.node !== node || !maySee(context, task)) return false;
    if (source === "archive" && ended === undefined) return false;
    if (source === "active" && ended !== undefined) return false;
    if (vmid !== undefined && task.id !== vmid) return false;
    if (type !== undefined && !task.type.includes(type)) return false;
    if (user !== undefined && !task.user.includes(user)) return false;
    if (since !== undefined && task.starttime < since) return false;
    if (until !== undefined && task.starttime > until) return false;
    if (flag("errors") && (ended === undefined || STATUS_FILTERS["ok"]?.(ended))) return false;
    if (statuses.length === 0) return true;
    return statuses.some((name) => ended !== undefined && STATUS_FILTERS[name]?.(ended));
  };
  const found = newestFirst(context).filter(fits);
  attributes["total"] = found.length;
  const start = number("start") ?? 0;
  return found.slice(start, start + (number("limit") ?? 50)).map((task) => {
    const entry = listEntry(task);
    return task.exitstatus === undefined ? { ...entry, status: "RUNNING" } : entry;
  });
}

function clusterTasks(context: Context): Entry[] {
  const tasks = newestFirst(context).filter(
    (task) =>
      isOwner(context.identity, task) || context.access.has(`/nodes/${task.node}`, "Sys.Audit"),
  );
  return tasks.slice(0, 25).map((task) => {
    const { pid: _pid, pstart: _pstart, ...entry } = listEntry(task);
    return { ...entry, saved: task.exitstatus === undefined ? 0 : "1" };
  });
}

/** The task that a path names, if the caller may see it. */
function taskOf(context: Context): Task {
  const upid = context.text("upid");
  if (!isUpid(upid)) throw parameterFault({ upid: "unable to parse worker upid" });
  const task = context.state.tasks.get(upid);
  if (!task) throw parameterFault({ upid: "no such task" });
  if (!isOwner(context.identity, task)) context.require(`/nodes/${task.node}`, "Sys.Audit");
  return task;
}

function taskStatus(context: Context): Entry {
  const task = taskOf(context);
  const { exitstatus } = task;
  return {
    ...facts(task),
    status: exitstatus === undefined ? "running" : "stopped",
    ...(exitstatus !== undefined && { exitstatus }),
  };
}

/** Bytes; PVE::API2::Tasks pipes longer logs through gzip. */
const PIPED_ABOVE = 1024;

function taskLog(context: Context): unknown {
  const task = taskOf(context);
  if (context.flag("download")) {
    const began = new Date(task.starttime * 1000).toISOString().replace(/\.\d+Z$/, "Z");
    const name = `task-${task.node}-${task.type}-${began}.log`;
    const text = task.log.map((line) => `${line}\n`).join("");
    return new RawAnswer("text/plain", text, {
      headers: { "Content-Disposition": `attachment; filename="${name}"` },
      piped: text.length > PIPED_ABOVE,
    });
  }
  return pageOfLines(context, task.log);
}

/** Lines with their numbers, cut to `start` and `limit`; 0 means all. */
export function pageOfLines(context: Context, lines: readonly string[]): Entry[] {
  const start = context.number("start") ?? 0;
  const limit = context.number("limit") ?? 50;
  context.attributes["total"] = Math.max(1, lines.length);
  if (lines.length === 0) return [{ n: 1, t: "no content" }];
  const end = limit === 0 ? lines.length : start + limit;
  return lines.slice(start, end).map((t, index) => ({ n: start + index + 1, t }));
}

export const taskHandlers: Handlers = {
  "GET /cluster/tasks": clusterTasks,
  "GET /nodes/{node}/tasks": nodeTasks,
  "GET /nodes/{node}/tasks/{upid}": () => [{ name: "log" }, { name: "status" }],
  "GET /nodes/{node}/tasks/{upid}/status": taskStatus,
  "GET /nodes/{node}/tasks/{upid}/log": taskLog,
  "DELETE /nodes/{node}/tasks/{upid}": (context) => {
    const upid = context.text("upid");
    if (!isUpid(upid)) throw parameterFault({ upid: "unable to parse worker upid" });
    const task = context.state.tasks.get(upid);
    if (!task) throw parameterFault({ upid: "no such task" });
    if (!isOwner(context.identity, task)) context.require(`/nodes/${task.node}`, "Sys.Modify");
    task.interrupt();
  },
};
