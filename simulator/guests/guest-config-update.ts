import { findProperty } from "../../src/schema/numbered-parameters.js";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { withMac } from "../state/add.js";
import { readProperties } from "../support/properties.js";
import { randomUuid } from "../support/random.js";
import { sectionFrom } from "../support/sections.js";
import type { TaskControl } from "../tasks/task.js";
import { checkLock, configDigest, GUEST_WORD, guestOf, isDriveKey, memoryOf } from "./guest.js";
import { checkDrives, createDrives, detachDrive } from "./guest-disks.js";
import { checkConfigPermissions, listedKeys } from "./guest-permissions.js";
import type { Config, Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { withGuestLock } from "./lock.js";

/** Parameters that aren't options of the guest. */
const NOT_STORED = [
  ...["node", "vmid", "digest", "delete", "revert", "force", "skiplock", "background_delay"],
  ...["skip_cloud_init", "import-working-storage"],
];

/** What a running guest takes at once; the rest waits for its next start. */
const HOT: Record<Kind, RegExp> = {
  qemu: /^(?:name|onboot|shares|startup|description|protection|vmstatestorage|hookscript|tags|balloon|net\d+|unused\d+|(?:scsi|virtio|sata|ide)\d+|boot|cipassword|ciuser|ipconfig\d+|sshkeys|nameserver|searchdomain)$/,
  lxc: /^(?:memory|swap|cores|cpulimit|cpuunits|hostname|nameserver|searchdomain|net\d+|mp\d+|unused\d+|description|onboot|startup|protection|tags)$/,
};

interface Change {
  values: Config;
  deleted: string[];
  reverted: string[];
}

/** What a request asks to change, with its contradictions refused. */
function readChange(context: Context): Change {
  const values = sectionFrom(context.values, NOT_STORED) as Config;
  const deleted = listedKeys(context, "delete");
  const reverted = listedKeys(context, "revert");
  if (context.flag("skiplock") && !context.isRoot) {
    throw parameterFault({ skiplock: "Only root may use this option." });
  }
  if (Object.keys(values).length + deleted.length + reverted.length === 0) {
    throw fault("no options specified");
  }
  for (const [list, keys] of Object.entries({ delete: deleted, revert: reverted })) {
    for (const key of keys) checkListed(context, { list, key, values });
  }
  const both = deleted.find((key) => reverted.includes(key));
  if (both !== undefined) {
    throw parameterFault({
      revert: `you can't use '-delete ${both}' and -revert ${both}' at the same time`,
    });
  }
  return { values, deleted, reverted };
}

function checkListed(
  { endpoint }: Context,
  { list, key, values }: { list: string; key: string; values: Config },
): void {
  if (values[key] !== undefined) {
    throw parameterFault({
      delete: `you can't use '-${key}' and -${list} ${key}' at the same time`,
    });
  }
  const isOption = key === "lock" || findProperty(endpoint.parameters, key) !== undefined;
  if (!isOption || NOT_STORED.includes(key)) {
    throw parameterFault({ [list]: `unknown option '${key}'` });
  }
}

/** The guest, unless somebody else changed or locked it meanwhile. */
function checkedGuest(context: Context, kind: Kind, change: Change): Guest {
  const guest = guestOf(context, kind);
  const digest = context.optional("digest");
  if (digest !== undefined && digest !== "" && digest !== configDigest(guest.config)) {
    throw fault(
      kind === "qemu"
        ? "checksum mismatch (file change by other user?)"
        : "detected modified configuration - file changed by other user? Try again.",
    );
  }
  checkLock(guest, context.flag("skiplock") || change.deleted.includes("lock"));
  checkBalloon(guest, change.values);
  for (const key of change.deleted) {
    const isDisk = isDriveKey(kind, key) && guest.config[key] !== undefined;
    if (isDisk && Number(guest.config["protection"] ?? 0) === 1) {
      throw fault(`can't remove drive '${key}' - protection mode enabled`);
    }
  }
  return guest;
}

function checkBalloon(guest: Guest, values: Config): void {
  const balloon =
    values["balloon"] ?? (values["memory"] === undefined ? undefined : guest.config["balloon"]);
  if (guest.kind === "lxc" || balloon === undefined) return;
  const memory = memoryOf({ config: { ...guest.config, ...values } }) / 1024 ** 2;
  if (Number(balloon) > memory) {
    throw fault("balloon value too large (must be smaller than assigned memory)");
  }
}

/** Values as Proxmox stores them: MAC addresses filled in, UUIDs made. */
export function completeValues({ state }: Context, kind: Kind, values: Config): Config {
  const completed: Config = {};
  for (const [key, value] of Object.entries(values)) {
    if (/^net\d+$/.test(key)) completed[key] = withMac(state, kind, String(value));
    else if (key === "vmgenid" && value === "1") completed[key] = randomUuid(state);
    else if (key === "memory" && kind === "qemu") completed[key] = String(value);
    else completed[key] = value;
  }
  return completed;
}

function update(context: Context, kind: Kind): null {
  const change = readChange(context);
  const vmid = context.number("vmid") ?? 0;
  const current = context.state.guests.get(vmid)?.config ?? {};
  const { values, deleted } = change;
  const unprivileged = Number(current["unprivileged"] ?? 0) === 1;
  checkConfigPermissions(context, { kind, vmid, values, deleted, current, unprivileged });
  const guest = checkedGuest(context, kind, change);
  checkDrives(context, kind, values);
  apply(context, guest, change);
  return null;
}

function apply(context: Context, guest: Guest, change: Change, task?: TaskControl): void {
  for (const key of change.reverted) guest.pending.delete(key);
  for (const key of change.deleted) deleteKey(context, guest, key);
  const values = createDrives(
    context,
    guest,
    completeValues(context, guest.kind, change.values),
    task,
  );
  for (const [key, value] of Object.entries(values)) setKey(context, guest, key, value);
}

/** Whether a change has to wait until the guest stops. */
function mustWait(guest: Guest, key: string): boolean {
  if (!guest.running || HOT[guest.kind].test(key)) return false;
  const hotplug = String(guest.config["hotplug"] ?? "network,disk,usb").split(",");
  if (guest.kind === "qemu" && /^(?:cores|sockets|vcpus)$/.test(key))
    return !hotplug.includes("cpu");
  if (guest.kind === "qemu" && key === "memory") return !hotplug.includes("memory");
  return key !== "lock";
}

function deleteKey(context: Context, guest: Guest, key: string): void {
  guest.pending.delete(key);
  const value = guest.config[key];
  if (value === undefined) return;
  if (mustWait(guest, key)) {
    guest.pending.set(key, null);
    return;
  }
  delete guest.config[key];
  if (isDriveKey(guest.kind, key)) detachDrive(context, guest, key, String(value));
  removeFromBoot(guest, key);
}

function removeFromBoot({ config }: Guest, key: string): void {
  const order = readProperties(String(config["boot"] ?? ""), "legacy")["order"]?.split(";");
  if (!order?.includes(key)) return;
  config["boot"] = `order=${order.filter((name) => name !== key).join(";")}`;
}

function setKey(context: Context, guest: Guest, key: string, value: string | number): void {
  if (mustWait(guest, key)) {
    if (guest.config[key] === value) guest.pending.delete(key);
    else guest.pending.set(key, value);
    return;
  }
  guest.pending.delete(key);
  const before = guest.config[key];
  guest.config[key] = value;
  if (before !== undefined && isDriveKey(guest.kind, key)) {
    const isSame = String(before).split(",")[0] === String(value).split(",")[0];
    if (!isSame) detachDrive(context, guest, key, String(before));
  }
}

const HIDDEN = ["cipassword", "password"];

/** POST does the same in a task, so that making disks may take its time. */
function updateInTask(context: Context): string {
  const change = readChange(context);
  const vmid = context.number("vmid") ?? 0;
  const { values, deleted } = change;
  const current = context.state.guests.get(vmid)?.config ?? {};
  checkConfigPermissions(context, { kind: "qemu", vmid, values, deleted, current });
  checkedGuest(context, "qemu", change);
  checkDrives(context, "qemu", values);
  const shown = [
    ...Object.entries(values),
    ...(deleted.length > 0 ? [["delete", deleted.join(",")] as const] : []),
  ].map(([key, value]) => `-${key} ${HIDDEN.includes(key) ? "<hidden>" : value}`);
  return context.task("qmconfig", vmid, (task) =>
    withGuestLock(context.state, { vmid, kind: "qemu" }, function* () {
      task.log(`update ${GUEST_WORD.qemu} ${vmid}: ${shown.join(" ")}`);
      const guest = checkedGuest(context, "qemu", change);
      if (Object.keys(values).some((key) => isDriveKey("qemu", key))) yield 1500;
      apply(context, guest, change, task);
    }),
  );
}

export const guestConfigHandlers: Handlers = {
  ...forBothKinds({ "PUT /nodes/{node}/{kind}/{vmid}/config": update }),
  "POST /nodes/{node}/qemu/{vmid}/config": updateInTask,
};
