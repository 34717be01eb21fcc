import { dataDrives, nameOf } from "../guests/guest.js";
import type { Guest } from "../guests/guest-state.js";
import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { Section } from "../state/state.js";
import { randomUuid } from "../support/random.js";
import { nextRun, nextRuns } from "../support/schedule.js";
import {
  checkDigest,
  deleteKeys,
  fileDigest,
  sectionFrom,
  sectionHandlers,
} from "../support/sections.js";

type Entry = Record<string, unknown>;

function withNextRun({ time }: Context, section: Section): Section {
  const isOff = Number(section["enabled"] ?? 1) === 0;
  const next = isOff ? undefined : nextRun(String(section["schedule"] ?? ""), time);
  return next === undefined ? section : { ...section, "next-run": next };
}

const BACKUP_ROOT_ONLY = ["tmpdir", "dumpdir", "script"];

function missingJob(id: string) {
  return parameterFault({ id: `No such job '${id}'` });
}

function checkRootOnly({ values, isRoot }: Context): void {
  const option = BACKUP_ROOT_ONLY.find((key) => values[key] !== undefined);
  if (option !== undefined && !isRoot) {
    throw parameterFault({ [option]: "Only root may set this option." });
  }
}

/** The older way of saying when: `starttime` and `dow`. */
function scheduleOf(context: Context): string | undefined {
  const { optional, has } = context;
  if (has("starttime") && has("schedule")) {
    throw parameterFault({ starttime: "'starttime' and 'schedule' cannot both be set" });
  }
  const start = optional("starttime");
  if (start === undefined) return optional("schedule");
  const days = optional("dow");
  return days === undefined ? start : `${days} ${start}`;
}

const CONFLICTS = ["all", "exclude", "pool"];

/** PVE::VZDump: a job names its guests in one way; `exclude` alone means all others. */
function withSelection(section: Section): Section {
  const isSet = (key: string) => !["", "0", "undefined"].includes(String(section[key]));
  const rival = isSet("vmid") ? CONFLICTS.find(isSet) : undefined;
  if (rival !== undefined) throw parameterFault({ [rival]: "option conflicts with option 'vmid'" });
  const implied: { all?: number } = isSet("exclude") && !isSet("pool") ? { all: 1 } : {};
  if (!implied.all && !["vmid", "pool", "all"].some(isSet)) {
    throw parameterFault({ vmid: "property is missing" });
  }
  return { ...section, ...implied };
}

const NOT_STORED = ["id", "delete", "digest", "starttime", "dow", "schedule"];

function createBackup(context: Context): void {
  const { state, values, optional } = context;
  checkRootOnly(context);
  const schedule = scheduleOf(context);
  if (schedule === undefined) {
    throw parameterFault({ schedule: "neither 'starttime' nor 'schedule' were set" });
  }
  const id = optional("id") ?? `backup-${randomUuid(state).slice(0, 13)}`;
  if (state.backupJobs.has(id)) throw fault(`Job '${id}' already exists`);
  const section = withSelection(sectionFrom(values, NOT_STORED));
  state.backupJobs.set(id, { type: "vzdump", enabled: 1, ...section, schedule });
}

function readBackup(context: Context): Entry {
  const id = context.text("id");
  const section = context.state.backupJobs.get(id);
  if (!section) throw missingJob(id);
  return { id, ...section };
}

function updateBackup(context: Context): void {
  const { state, text, values } = context;
  if (Object.keys(values).length <= 1) throw fault("no options specified");
  checkRootOnly(context);
  const id = text("id");
  const section = state.backupJobs.get(id);
  if (!section) throw fault("no such vzdump job");
  checkDigest(context, fileDigest(state.backupJobs));
  const changed = { ...section };
  deleteKeys(context, changed);
  const schedule = scheduleOf(context);
  Object.assign(changed, sectionFrom(values, NOT_STORED), schedule !== undefined && { schedule });
  state.backupJobs.set(id, withSelection(changed));
}

/** Guests that a job takes along. */
export function guestsOfJob({ state }: Pick<Context, "state">, job: Section): Guest[] {
  const wanted = splitList(job["vmid"]).map(Number);
  const excluded = splitList(job["exclude"]).map(Number);
  const pool = job["pool"] === undefined ? undefined : state.pools.get(String(job["pool"]));
  const node = job["node"];
  return [...state.guests.values()].filter((guest) => {
    if (node !== undefined && guest.node !== node) return false;
    if (wanted.length > 0) return wanted.includes(guest.vmid);
    if (pool) return pool.guests.has(guest.vmid);
    return Number(job["all"] ?? 0) === 1 && !excluded.includes(guest.vmid);
  });
}

function includedVolumes(context: Context): Entry {
  const id = context.text("id");
  const job = context.state.backupJobs.get(id);
  if (!job) throw missingJob(id);
  return { children: guestsOfJob(context, job).map(guestVolumes) };
}

function guestVolumes(guest: Guest): Entry {
  const drives = dataDrives(guest.kind, guest.config).filter(
    (drive) => !drive.key.startsWith("unused"),
  );
  const children = drives.map((drive) => {
    const isExcluded = drive.options["backup"] === "0";
    const isDefault = guest.kind === "qemu" || drive.key === "rootfs";
    const isIncluded = drive.options["backup"] === "1" || (isDefault && !isExcluded);
    return {
      id: `${guest.vmid}:${drive.key}`,
      name: drive.volid,
      leaf: 1,
      included: isIncluded ? 1 : 0,
      reason: isExcluded ? "backup=no" : isIncluded ? "backup=yes" : "not a rootfs",
    };
  });
  return {
    id: guest.vmid,
    name: nameOf(guest),
    type: guest.kind,
    leaf: children.length > 0 ? 0 : 1,
    children,
  };
}

/** Guests that no enabled job covers. */
function notBackedUp(context: Context): Entry[] {
  const { state, access } = context;
  const covered = new Set<number>();
  for (const job of state.backupJobs.values()) {
    if (Number(job["enabled"] ?? 1) === 0) continue;
    for (const guest of guestsOfJob(context, job)) covered.add(guest.vmid);
  }
  return [...state.guests.values()]
    .filter(({ vmid }) => !covered.has(vmid) && access.has(`/vms/${vmid}`, "VM.Audit"))
    .map((guest) => ({ vmid: guest.vmid, name: nameOf(guest), type: guest.kind }));
}

export const jobHandlers: Handlers = {
  "GET /cluster/backup": (context) =>
    [...context.state.backupJobs].map(([id, section]) => ({
      id,
      ...withNextRun(context, section),
    })),
  "POST /cluster/backup": createBackup,
  "GET /cluster/backup/{id}": readBackup,
  "PUT /cluster/backup/{id}": updateBackup,
  "DELETE /cluster/backup/{id}": (context) => {
    const id = context.text("id");
    if (!context.state.backupJobs.delete(id)) throw missingJob(id);
  },
  "GET /cluster/backup/{id}/included_volumes": includedVolumes,
  "GET /cluster/backup-info": () => [{ subdir: "not-backed-up" }],
  "GET /cluster/backup-info/not-backed-up": notBackedUp,
  ...sectionHandlers({
    collection: "/cluster/jobs/realm-sync",
    createsOn: "item",
    id: "id",
    sections: ({ state }) => state.realmSyncJobs,
    missing: missingJob,
    exists: (id) => fault(`Job '${id}' already exists`),
    digest: "none",
    defaults: () => ({ type: "realm-sync", enabled: 1 }),
    show: (section, _id, context) => withNextRun(context, section),
    check({ state }, _id, section) {
      const realm = String(section["realm"]);
      if (!state.access.realms.has(realm))
        throw parameterFault({ realm: `No such realm '${realm}'` });
    },
  }),
  "GET /cluster/jobs/schedule-analyze": ({ text, number, time }) => {
    const start = number("starttime") ?? time;
    const runs = nextRuns(text("schedule"), start, number("iterations") ?? 10);
    return runs.map((timestamp) => ({ timestamp, utc: utcText(timestamp) }));
  },
};

/** `Tue Nov 24 00:00:00 2026` */
function utcText(timestamp: number): string {
  const [, day, month, year, clock] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(timestamp * 1000).toUTCString()) ?? [];
  const weekday = new Date(timestamp * 1000).toUTCString().slice(0, 3);
  return `${weekday} ${month} ${String(Number(day)).padStart(2, " ")} ${clock} ${year}`;
}
