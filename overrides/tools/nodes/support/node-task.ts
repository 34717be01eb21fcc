import { isoTime } from "../../../../src/kit/iso-time.js";
import { isUpid } from "../../../../src/kit/upid.js";
import type { Handler, ResultOf, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { withUnixSeconds } from "../../support/moments.js";

type Task = ResultOf<"GET /cluster/tasks">[number];
type Filter = (row: Task, wanted: string) => boolean;

const FILTERS: Record<string, Filter> = {
  vmid: (row, vmid) => String(row["id"]) === vmid,
  typefilter: (row, type) => row["type"] === type,
  userfilter: (row, user) => String(row["user"]).includes(user),
  errors: (row, errors) => errors === "false" || isFailed(row),
  since: (row, since) => Number(row["starttime"]) >= Number(since),
  until: (row, until) => Number(row["starttime"]) <= Number(until),
};

/**
 * The tasks of one node, or the recent ones of all nodes: those the cluster keeps in one short list
 * that knows no filters, so they are applied here.
 */
export const listTasks: Handler = async (context) => {
  const { arguments: args, call, request, page, refuse } = context;
  const { node, limit, cursor, fields, wait, ...given } = args;
  const filters = await withUnixSeconds(context, given);
  if (node !== undefined) {
    const answer = await request("GET /nodes/{node}/tasks", {
      node,
      limit: limit ?? 50,
      ...filters,
    });
    return fields === undefined ? withoutNoise(answer) : answer;
  }
  const unknown = Object.keys(filters).filter((name) => !(name in FILTERS));
  if (unknown.length > 0) {
    throw refuse(`${unknown.join(", ")} needs a node: the cluster's own list can't tell.`);
  }
  const rows = await call("GET /cluster/tasks");
  const wanted = rows.filter((row) =>
    Object.entries(filters).every(([name, value]) => FILTERS[name]?.(row, String(value))),
  );
  wanted.sort((a, b) => Number(b["starttime"]) - Number(a["starttime"]));
  const shown = wanted.map((row) => ({ ...row, ...timesOf(row) }));
  return page(fields === undefined ? shown.map(brief) : shown, { limit: 50 });
};

/** The UPID holds the node, the process, its start and the token. */
function withoutNoise(answer: ToolAnswer): ToolAnswer {
  if (!Array.isArray(answer.data)) return answer;
  const data = answer.data.map(({ pid: _, pstart: __, node: ___, tokenid: ____, ...rest }) => rest);
  return { ...answer, data };
}

/** A running task has no status yet; one with warnings has succeeded. */
export function isFailed({ status }: { [name: string]: unknown }): boolean {
  return typeof status === "string" && !/^(OK|running|RUNNING|WARNINGS: \d+)$/.test(status);
}

function brief({ pid: _, pstart: __, saved: ___, tokenid: ____, ...rest }: object & Task): object {
  return rest;
}

function timesOf(row: Task): object {
  const times = ["starttime", "endtime"].filter((name) => Number(row[name]) > 0);
  return Object.fromEntries(times.map((name) => [name, isoTime(row[name])]));
}

/** Status and the end of the log. */
export const taskStatus: Handler = (context) => follow(context, 0, "end");

const LOG = "GET /nodes/{node}/tasks/{upid}/log";
const LOG_LINES = 500;

/** From `start`, else the newest lines: a log may have a million. */
export const taskLog: Handler = async ({ arguments: args, request, follow }) => {
  const { start, limit = LOG_LINES, cursor: _, fields: __, ...others } = args;
  const place = { node: String(args["upid"]).split(":")[1], ...others };
  const read = (from: unknown) => request(LOG, { ...place, start: from, limit });
  if (start !== undefined) return read(start);
  const answer = await read(0);
  const { lines = 0 } = isFull(answer, limit) ? await follow(String(args["upid"]), 0) : {};
  const before = lines - Number(limit);
  if (before <= 0) return answer;
  const note = `Lines 1 to ${before} come before these; options.start reads from another line on.`;
  return { ...(await read(before)), notes: [note] };
};

function isFull({ data }: ToolAnswer, limit: unknown): boolean {
  return Array.isArray(data) && data.length >= Number(limit);
}

/** Waits for one task, or for several at once: each has the whole time. */
export const waitForTasks: Handler = async (context) => {
  const wait = Number(context.arguments["wait"] ?? 30);
  const upids = String(context.arguments["upid"])
    .split(",")
    .map((upid) => upid.trim());
  if (upids.length === 1) return follow(context, wait);
  const wrong = upids.filter((upid) => !isUpid(upid));
  if (wrong.length > 0) throw context.refuse(`upid: ${JSON.stringify(wrong[0])} is none.`);
  if (upids.length > MOST_TASKS) {
    throw context.refuse(`upid: ${upids.length} are given, at most ${MOST_TASKS} are waited for.`);
  }
  const tasks = await Promise.all(upids.map((upid) => context.follow(upid, wait)));
  const running = tasks.filter(({ state }) => state === "running").length;
  return {
    data: tasks,
    ...(running > 0 && { notes: [`${running} of ${tasks.length} still run.`] }),
  };
};

const MOST_TASKS = 50;

async function follow(context: ToolContext, wait: number, logs?: "end") {
  const task = await context.follow(String(context.arguments["upid"]), wait, logs);
  return { data: task };
}
