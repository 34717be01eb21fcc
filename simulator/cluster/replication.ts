import { dataDrives } from "../guests/guest.js";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { Section } from "../state/state.js";
import { nextRun } from "../support/schedule.js";
import { isOn, sectionHandlers } from "../support/sections.js";

type Entry = Record<string, unknown>;

function missing(id: string) {
  return fault(`no such replication job '${id}'`);
}

function jobOf({ state, text }: Context): Section {
  const job = state.replicationJobs.get(text("id"));
  if (!job) throw missing(text("id"));
  return job;
}

function guestId(id: string): number {
  return Number(id.split("-")[0]);
}

function checkJob({ state }: Context, id: string, section: Section): void {
  const guest = state.guests.get(guestId(id));
  if (!guest) throw fault(`Guest '${guestId(id)}' does not exist.`);
  const target = String(section["target"]);
  if (!state.nodes.has(target)) throw fault(`Target '${target}' does not exist.`);
  if (guest.node === target) throw fault("Source and target must not be identical");
  if (dataDrives(guest.kind, guest.config).length === 0)
    throw fault("No replicatable volumes found");
}

function statusOf(context: Context, id: string, job: Section): Entry {
  const { state, time } = context;
  const guest = state.guests.get(guestId(id));
  const schedule = String(job["schedule"] ?? "*/15");
  return {
    id,
    ...job,
    ...(guest && { source: guest.node, vmtype: guest.kind }),
    last_sync: Number(job["last_sync"] ?? 0),
    last_try: Number(job["last_sync"] ?? 0),
    fail_count: 0,
    duration: job["last_sync"] === undefined ? 0 : 3.2,
    next_sync: nextRun(schedule, time) ?? 0,
  };
}

function ofNode(context: Context): Entry[] {
  const { state, node, number, access } = context;
  const wanted = number("guest");
  return [...state.replicationJobs].flatMap(([id, job]) => {
    const vmid = guestId(id);
    const isHere = state.guests.get(vmid)?.node === node;
    if (!isHere || (wanted !== undefined && wanted !== vmid)) return [];
    if (!access.has(`/vms/${vmid}`, "VM.Audit")) return [];
    return [statusOf(context, id, job)];
  });
}

function log(context: Context): Entry[] {
  const job = jobOf(context);
  context.attributes["total"] = 1;
  const last = job["last_sync"];
  if (last === undefined) return [{ n: 1, t: "no content" }];
  return [{ n: 1, t: `${context.text("id")}: end replication job` }];
}

function runNow(context: Context): void {
  const job = jobOf(context);
  const id = context.text("id");
  if (isOn(job, "disable")) throw fault(`job '${id}' is disabled`);
  context.clock.after(3000, () => {
    job["last_sync"] = Math.floor(context.clock.now() / 1000);
  });
}

export const replicationHandlers: Handlers = {
  ...sectionHandlers({
    collection: "/cluster/replication",
    id: "id",
    sections: ({ state }) => state.replicationJobs,
    missing,
    exists: (id) => fault(`replication job '${id}' already exists`),
    skip: ["force", "keep"],
    isVisible: ({ access }, id) => access.has(`/vms/${guestId(id)}`, "VM.Audit"),
    show: (section, id) => ({
      ...section,
      guest: guestId(id),
      jobnum: Number(id.split("-")[1]),
    }),
    check(context, id, section, mode) {
      if (mode === "create") checkJob(context, id, section);
    },
    checkDelete({ flag }) {
      if (flag("keep") && flag("force")) {
        throw parameterFault({ keep: "conflicts with parameter 'force'" });
      }
    },
  }),
  "GET /nodes/{node}/replication": ofNode,
  "GET /nodes/{node}/replication/{id}": () => [
    { name: "schedule_now" },
    { name: "log" },
    { name: "status" },
  ],
  "GET /nodes/{node}/replication/{id}/status": (context) =>
    statusOf(context, context.text("id"), jobOf(context)),
  "GET /nodes/{node}/replication/{id}/log": log,
  "POST /nodes/{node}/replication/{id}/schedule_now": runNow,
};
