import { defined } from "../../../../src/kit/defined.js";
import type { EndpointRef, Guest, Handler, ToolContext } from "../../../../src/tools/define.js";
import { namesIn } from "../../support/guest-arguments.js";
import { forKind, pathOf } from "../../support/guest-for-kind.js";
import { filterRows, guestOfRow, guestRows } from "../../support/guest-rows.js";
import { inParallel } from "../../support/in-parallel.js";
import type { Resource } from "../../support/resource.js";
import { mergeWithPresent } from "./merge-with-present.js";

/** An endpoint that both kinds of guests may have. */
export type BulkEndpoint = Extract<EndpointRef, `${string}{kind}${string}`>;

const WIDTH = 4;

const WAIT = 120;

/** What picks guests or steers the run; the rest is sent for each of them. */
const BULK_ARGUMENTS = new Set([
  "vmids",
  "node",
  "pool",
  "tag",
  "name",
  "type",
  "status",
  "parallel",
  "dry_run",
  "wait",
  "options",
]);

/** Options with which an action destroys disks, or loses what isn't saved. */
const DESTRUCTIVE_OPTIONS = ["delete", "force", "forceStop"];

interface Outcome {
  vmid: number;
  name?: string;
  node: string;
  result: string;
  error?: string;
  code?: string;
  hint?: string;
  upid?: string;
}

/** The options with which an action that keeps data loses some. */
const LOSES_DATA_WITH: Readonly<Record<string, readonly string[]>> = {
  update: ["delete", "force"],
  shutdown: ["forceStop"],
};

/** @param explicit whether guests must be named by vmid, as for an action that destroys */
export function bulkHandler(endpoint: BulkEndpoint, { explicit }: { explicit?: true }): Handler {
  return async (context) => {
    const { arguments: args, refuse } = context;
    const destroying = (LOSES_DATA_WITH[context.action] ?? []).filter(
      (name) => args[name] !== undefined,
    );
    if (destroying.length > 0 && args["vmids"] === undefined) {
      throw refuse(
        `vmids: missing; ${context.action} with ${destroying.join(", ")} can lose data and needs explicit vmids`,
      );
    }
    const destructive = DESTRUCTIVE_OPTIONS.filter((name) => args[name] !== undefined);
    if ((explicit || destructive.length > 0) && args["vmids"] === undefined) {
      const what = [context.action, ...destructive].join(" with ");
      throw refuse(`vmids: missing; ${what} can't be undone and needs explicit vmids`);
    }
    const guests = chooseGuests(context, await guestRows(context));
    if (args["dry_run"]) return { data: guests, notes: ["Nothing was done: dry_run."] };
    const width = Number(args["parallel"] ?? WIDTH);
    const requests = await inParallel(guests, width, (guest) =>
      requestFor(context, endpoint, guest).catch(() => []),
    );
    await context.announce(requests.flat());
    const outcomes = await inParallel(guests, width, (guest) => act(context, endpoint, guest));
    const failed = outcomes.filter(({ result }) => result === "failed").length;
    const running = outcomes.filter(({ result }) => result === "running").length;
    if (failed === outcomes.length) throw nothingWorked(context, outcomes);
    const partly = failed > 0 ? "Only a part worked: " : "";
    return {
      data: outcomes,
      notes: [
        `${partly}${outcomes.length - failed - running} of ${outcomes.length} done, ${failed} failed, ${running} still running.`,
        ...(running > 0
          ? ["proxmox_node_task with action wait and their upids tells the end."]
          : []),
      ],
    };
  };
}

function nothingWorked(context: ToolContext, outcomes: readonly Outcome[]): Error {
  const codes = new Set(outcomes.map(({ code }) => code));
  return context.fail(
    (codes.size === 1 ? outcomes[0]?.code : undefined) ?? "task",
    `${context.action} failed for ${outcomes.length === 1 ? "the only guest" : `all ${outcomes.length} guests`}`,
    "outcomes has the error of each.",
    { outcomes },
  );
}

function chooseGuests({ arguments: args, refuse }: ToolContext, rows: Resource[]): Guest[] {
  const { vmids, node, pool, tag, name, type, status } = args;
  const filters = { node, pool, tag, name, type, status };
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  if (vmids === undefined && !isFiltered) {
    throw refuse("Say which guests: vmids, or a filter such as tag, pool or node.");
  }
  const wanted = vmids === undefined ? undefined : namesIn(vmids).map(Number);
  const missing = (wanted ?? []).filter(
    (vmid) => !rows.some((row) => Number(row["vmid"]) === vmid),
  );
  if (missing.length > 0) throw refuse(`vmids: there is no guest ${missing.join(", ")}`);
  const chosen = filterRows(rows, filters)
    .filter((row) => wanted?.includes(Number(row["vmid"])) ?? !row["template"])
    .map(guestOfRow);
  if (chosen.length === 0) throw refuse("No guest fits.");
  return chosen;
}

/** One guest's failure leaves the others alone; only the caller's own end stops all. */
async function act(context: ToolContext, endpoint: BulkEndpoint, guest: Guest): Promise<Outcome> {
  const { vmid, node, name } = guest;
  const outcome = { vmid, node, ...defined({ name }) };
  try {
    const { endpoint: key, parameters } = await requestFor(context, endpoint, guest);
    const data = await context.call(key, parameters);
    if (typeof data !== "string" || !data.startsWith("UPID:")) return { ...outcome, result: "ok" };
    const wait = Number(context.arguments["wait"] ?? WAIT);
    const { state, exitstatus } = await context.follow(data, wait);
    const error =
      state === "failed" && exitstatus !== undefined ? { error: exitstatus, code: "task" } : {};
    return { ...outcome, result: state, ...error, upid: data };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof Error)) throw error;
    return { ...outcome, result: "failed", error: error.message, ...explanationOf(error) };
  }
}

function explanationOf(error: Error & { code?: unknown; hint?: unknown }) {
  const { code, hint } = error;
  return {
    ...(typeof code === "string" && { code }),
    ...(typeof hint === "string" && { hint }),
  };
}

async function requestFor(context: ToolContext, endpoint: BulkEndpoint, guest: Guest) {
  const given = parametersFor(context, guest);
  const { settings } =
    context.action === "update"
      ? await mergeWithPresent(context, guest, given)
      : { settings: given };
  return { endpoint: forKind(endpoint, guest), parameters: { ...settings, ...pathOf(guest) } };
}

/** A running VM moves live, a running container only with `restart`; each kind knows its own word. */
function parametersFor({ arguments: args, action }: ToolContext, guest: Guest) {
  const given = Object.fromEntries(
    Object.entries(args).filter(([name]) => !BULK_ARGUMENTS.has(name)),
  );
  if (action !== "migrate") return given;
  const { online, restart, ...rest } = given;
  return guest.kind === "qemu"
    ? { online: online ?? guest.status === "running", ...rest }
    : { ...defined({ restart }), ...rest };
}
