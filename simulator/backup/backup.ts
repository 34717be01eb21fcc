import { checkLock, dataDrives, nameOf } from "../guests/guest.js";
import type { Guest } from "../guests/guest-state.js";
import { withGuestLock } from "../guests/lock.js";
import { bringDown, bringUp } from "../guests/power-steps.js";
import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import {
  addVolume,
  contentOf,
  findVolume,
  isShared,
  removeVolume,
  requireStorage,
} from "../storage/storage.js";
import type { Volume } from "../storage/storage-state.js";
import { fullVolid, requireVolumeAccess } from "../storage/volumes.js";
import { humanSize } from "../support/sizes.js";
import type { TaskControl } from "../tasks/task.js";
import { guestsOfJob } from "./jobs.js";
import { type Mark, markPrunable, readRetention } from "./prune.js";

const ROOT_ONLY = ["tmpdir", "dumpdir", "script", "job-id"];

const ENDINGS: Record<string, string> = { zstd: ".zst", gzip: ".gz", "1": ".lzo", lzo: ".lzo" };

/** `2026_11_23-03_23_21` */
function stamp(time: number): string {
  const iso = new Date(time * 1000).toISOString();
  return `${iso.slice(0, 10).replaceAll("-", "_")}-${iso.slice(11, 19).replaceAll(":", "_")}`;
}

function checkOptions(context: Context): void {
  const option = ROOT_ONLY.find((name) => context.has(name));
  if (option !== undefined && !context.isRoot) {
    throw parameterFault({ [option]: "Only root may set this option." });
  }
  const isThrottled = ["bwlimit", "performance", "ionice"].some((name) => context.has(name));
  if (isThrottled) context.require("/", "Sys.Modify");
  const storage = context.optional("storage");
  if (storage !== undefined) context.require(`/storage/${storage}`, "Datastore.AllocateSpace");
  if (storage !== undefined && context.has("prune-backups")) {
    context.require(`/storage/${storage}`, "Datastore.Allocate");
  }
}

function vzdump(context: Context): string | null {
  const { state, node, values } = context;
  checkOptions(context);
  if (context.flag("stop")) {
    context.require(`/nodes/${node}`, "Sys.Modify");
    return "OK";
  }
  const wanted = splitList(values["vmid"]).map(Number);
  for (const vmid of wanted) context.require(`/vms/${vmid}`, "VM.Backup");
  const isSelection = wanted.length > 0 || context.flag("all") || context.has("pool");
  if (!isSelection) {
    throw parameterFault({ vmid: "property is missing and it is not optional" });
  }
  const guests = guestsOfJob(context, values).filter((guest) => guest.node === node);
  if (wanted.length > 0 && guests.length === 0) return elsewhere(state, wanted, context);
  const storage = context.optional("storage") ?? "local";
  return context.task("vzdump", wanted.length === 1 ? (wanted[0] ?? "") : "", (task) =>
    backUpAll(context, guests, storage, task),
  );
}

/** Nothing to do here: guests on other nodes are those nodes' business. */
function elsewhere(state: Context["state"], wanted: number[], context: Context): string | null {
  if (wanted.every((vmid) => state.guests.has(vmid))) return null;
  return context.task("vzdump", wanted[0] ?? "", function* (task) {
    yield 200;
    task.log(`INFO: starting new backup job: vzdump ${wanted.join(" ")}`);
    throw fault(`unable to find VM '${wanted[0]}'`);
  });
}

function* backUpAll(context: Context, guests: Guest[], storage: string, task: TaskControl) {
  const { state, node } = context;
  const found = requireStorage(state, storage, node);
  task.log(
    `INFO: starting new backup job: vzdump ${guests.map(({ vmid }) => vmid).join(" ")} --storage ${storage}`,
  );
  if (!contentOf(found).includes("backup")) {
    throw fault(
      `could not get storage information for '${storage}': storage '${storage}' does not support backups`,
    );
  }
  let failed = 0;
  for (const guest of guests) {
    try {
      yield* backUp(context, guest, storage, task);
    } catch (error) {
      failed += 1;
      task.log(`ERROR: Backup of VM ${guest.vmid} failed - ${(error as Error).message.trim()}`);
    }
  }
  if (failed > 0) throw fault("job errors");
  task.log("INFO: Backup job finished successfully");
}

function* backUp(context: Context, guest: Guest, storage: string, task: TaskControl) {
  const { state, clock } = context;
  const isStop = context.text("mode") === "stop";
  const drives = dataDrives(guest.kind, guest.config).filter(
    (drive) => !drive.key.startsWith("unused") && drive.options["backup"] !== "0",
  );
  const bytes = drives.reduce(
    (sum, drive) => sum + (findVolume(state, drive.volid, guest.node)?.used ?? 0),
    0,
  );
  task.log(`INFO: Starting Backup of VM ${guest.vmid} (${guest.kind})`);
  task.log(`INFO: status = ${guest.running ? "running" : "stopped"}`);
  task.log(`INFO: VM Name: ${nameOf(guest)}`);
  yield* withGuestLock(state, guest, function* () {
    checkLock(guest);
    const wasRunning = guest.running;
    const { lock: _lock, ...config } = guest.config;
    guest.config["lock"] = "backup";
    try {
      if (isStop && wasRunning) bringDown(guest);
      const steps = 4;
      for (let step = 1; step <= steps; step += 1) {
        yield Math.min(6000, 400 + bytes / 1024 ** 2 / 80);
        const done = (bytes * step) / steps;
        task.log(
          `INFO: ${String((100 * step) / steps).padStart(3)}% (${humanSize(done)} of ${humanSize(bytes)})`,
        );
      }
    } finally {
      delete guest.config["lock"];
      if (isStop && wasRunning) bringUp(context, guest);
    }
    const volume = addBackup(context, {
      guest,
      storage,
      bytes,
      config,
      time: Math.floor(clock.now() / 1000),
    });
    task.log(`INFO: creating vzdump archive '${volume.volid}'`);
    task.log(`INFO: archive file size: ${humanSize(volume.size)}`);
  });
  pruneAfter(context, guest, storage, task);
  task.log(`INFO: Finished Backup of VM ${guest.vmid}`);
}

function addBackup(
  context: Context,
  made: { guest: Guest; storage: string; bytes: number; config: Guest["config"]; time: number },
): Volume {
  const { guest, storage, bytes, config, time } = made;
  const found = requireStorage(context.state, storage, guest.node);
  const compress = context.optional("compress") ?? "0";
  const ending = `${guest.kind === "qemu" ? "vma" : "tar"}${ENDINGS[compress] ?? ""}`;
  const size = Math.max(1_083_904, Math.floor(bytes * (compress === "0" ? 1 : 0.5)));
  const template = context.optional("notes-template");
  const notes = template
    ?.replaceAll("{{guestname}}", nameOf(guest))
    .replaceAll("{{vmid}}", String(guest.vmid))
    .replaceAll("{{node}}", guest.node)
    .replaceAll("{{cluster}}", context.state.cluster?.name ?? "standalone node");
  return addVolume(context.state, {
    volid: `${storage}:backup/vzdump-${guest.kind}-${guest.vmid}-${stamp(time)}.${ending}`,
    storage,
    content: "backup",
    format: ending,
    size,
    used: size,
    vmid: guest.vmid,
    subtype: guest.kind,
    ctime: time,
    config,
    ...(notes !== undefined && { notes }),
    ...(context.flag("protected") && { protected: true }),
    ...(!isShared(found) && { node: guest.node }),
  });
}

/** Old backups go after a new one where the call or the storage says what to keep. */
function pruneAfter(context: Context, guest: Guest, storage: string, task: TaskControl): void {
  if (!context.flag("remove", true)) return;
  const config = context.state.storages.get(storage)?.config["prune-backups"];
  const retention = readRetention(context.values["prune-backups"] ?? config);
  if (Object.keys(retention).length === 0) return;
  for (const { volume, mark } of marked(context, storage, retention, guest.vmid)) {
    if (mark !== "remove") continue;
    task.log(`INFO: removing backup '${volume.volid}'`);
    removeVolume(context.state, volume.volid, context.node);
  }
}

function marked(
  { state, node }: Context,
  storage: string,
  retention: Record<string, string>,
  vmid?: number,
  kind?: string,
): { volume: Volume; mark: Mark }[] {
  const groups = new Map<string, Volume[]>();
  for (const volume of state.volumes.values()) {
    const isHere = volume.storage === storage && (volume.node ?? node) === node;
    if (!isHere || volume.content !== "backup") continue;
    if (vmid !== undefined && volume.vmid !== vmid) continue;
    if (kind !== undefined && volume.subtype !== kind) continue;
    const group = `${volume.subtype}/${volume.vmid}`;
    groups.set(group, [...(groups.get(group) ?? []), volume]);
  }
  return [...groups.values()].flatMap((volumes) =>
    [...markPrunable(volumes, retention)].map(([volume, mark]) => ({ volume, mark })),
  );
}

function retentionOf(context: Context): Record<string, string> {
  const name = context.text("storage");
  const storage = requireStorage(context.state, name, context.node);
  const retention = readRetention(
    context.values["prune-backups"] ?? storage.config["prune-backups"],
  );
  if (Object.keys(retention).length > 0) return retention;
  throw fault(`no prune-backups options configured for storage '${name}'`);
}

function previewPrune(context: Context): unknown[] {
  const retention = retentionOf(context);
  const found = marked(
    context,
    context.text("storage"),
    retention,
    context.number("vmid"),
    context.optional("type"),
  );
  return found.map(({ volume, mark }) => ({
    volid: volume.volid,
    ctime: volume.ctime,
    mark,
    type: volume.subtype,
    vmid: volume.vmid,
  }));
}

function prune(context: Context): string {
  const retention = retentionOf(context);
  const storage = context.text("storage");
  const vmid = context.number("vmid");
  if (vmid === undefined) context.require(`/storage/${storage}`, "Datastore.Allocate");
  else if (!context.access.has(`/storage/${storage}`, "Datastore.Allocate")) {
    context.require(`/storage/${storage}`, "Datastore.AllocateSpace");
    context.require(`/vms/${vmid}`, "VM.Backup");
  }
  const id = `${vmid === undefined ? "" : `${vmid}@`}${storage}`;
  return context.task("prunebackups", id, function* (task) {
    yield 300;
    for (const { volume, mark } of marked(
      context,
      storage,
      retention,
      vmid,
      context.optional("type"),
    )) {
      if (mark === "remove") removeVolume(context.state, volume.volid, context.node);
      task.log(`${mark === "remove" ? "removed" : mark} backup '${volume.volid}'`);
    }
  });
}

function extractConfig(context: Context): string {
  const volume = findVolume(
    context.state,
    fullVolid(context.text("volume"), undefined),
    context.node,
  );
  if (!volume) throw fault(`volume '${context.text("volume")}' does not exist`);
  requireVolumeAccess(context.access, volume);
  const lines = Object.entries(volume.config ?? {}).map(([key, value]) => `${key}: ${value}\n`);
  return lines.join("");
}

function defaults({ optional }: Context): unknown {
  return {
    all: 0,
    bwlimit: 0,
    compress: "0",
    dumpdir: "/var/lib/vz/dump",
    fleecing: { enabled: 0 },
    ionice: 7,
    lockwait: 180,
    mailnotification: "always",
    mode: "snapshot",
    "notification-mode": "auto",
    performance: { "max-workers": 16, "pbs-entries-max": 1_048_576 },
    pigz: 0,
    "prune-backups": "keep-all=1",
    quiet: 0,
    remove: 1,
    stdexcludes: 1,
    stop: 0,
    stopwait: 10,
    storage: optional("storage") ?? "local",
    zstd: 1,
  };
}

export const backupHandlers: Handlers = {
  "POST /nodes/{node}/vzdump": vzdump,
  "GET /nodes/{node}/vzdump/defaults": defaults,
  "GET /nodes/{node}/vzdump/extractconfig": extractConfig,
  "GET /nodes/{node}/storage/{storage}/prunebackups": previewPrune,
  "DELETE /nodes/{node}/storage/{storage}/prunebackups": prune,
};
