import { gibibytes } from "../../../../src/kit/sizes.js";
import type { Guest, Handler, ToolContext } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { firstFree, readConfig, reportVolume, unusedBy } from "./guest-volumes.js";

const CONFIG = "POST /nodes/{node}/qemu/{vmid}/config";

const DISK = /^((scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0)$/;

const SCSI_DISKS = 31;

export const addDisk: Handler = async (context) => {
  const guest = requireGuest(context);
  const { disk: given, storage, size } = context.arguments;
  const gib = gibibytes(size);
  if (!gib) throw context.refuse(`size: must be a size in GiB such as 32, got ${quote(size)}`);
  const config = await readConfig(context, guest);
  const disk = given === undefined ? firstFree("scsi", SCSI_DISKS, config) : String(given);
  if (disk === undefined) throw context.refuse("disk: all scsi numbers are taken");
  if (!DISK.test(disk))
    throw context.refuse(`disk: must be scsiN, virtioN, sataN or ideN, got ${quote(disk)}`);
  if (config[disk] !== undefined)
    throw context.refuse(`disk: guest ${guest.vmid} has a ${disk} already`);
  const keys = settingsOf(context, "disk", "storage", "size");
  const text = [`${storage}:${gib}`, ...Object.entries(keys).map(print)].join(",");
  await context.request(CONFIG, { ...pathOf(guest), [disk]: text, digest: config["digest"] });
  return reportVolume(context, guest, disk);
};

/** Proxmox keeps the volume and lists it as unused. */
export const detachDisk: Handler = async (context) => {
  const guest = requireGuest(context);
  const disk = String(context.arguments["disk"]);
  const before = await readConfig(context, guest);
  if (before[disk] === undefined)
    throw context.refuse(`disk: guest ${guest.vmid} has no ${quote(disk)}`);
  if (disk.startsWith("unused")) {
    throw context.refuse(`${disk} is detached already.`, "Action destroy deletes its data.");
  }
  await context.request(CONFIG, { ...pathOf(guest), delete: disk, digest: before["digest"] });
  return unusedBy(context, guest, disk, before);
};

export const destroyDisk: Handler = async (context) => {
  const guest = requireGuest(context);
  const disk = String(context.arguments["disk"]);
  const config = await readConfig(context, guest);
  if (config[disk] === undefined)
    throw context.refuse(`disk: guest ${guest.vmid} has no ${quote(disk)}`);
  const endpoint = "PUT /nodes/{node}/qemu/{vmid}/unlink";
  await context.call(endpoint, { ...pathOf(guest), idlist: disk, force: true });
  const volume = String(config[disk]).split(",")[0];
  return (await isWaiting(context, guest, disk))
    ? {
        data: { vmid: guest.vmid, pending: disk, volume },
        notes: ["The running VM holds on to the disk: it is destroyed when the VM stops."],
      }
    : { data: { vmid: guest.vmid, destroyed: disk, volume } };
};

/** What can't be unplugged from a running VM waits for its stop. */
async function isWaiting({ call }: ToolContext, guest: Guest, disk: string): Promise<boolean> {
  const endpoint = "GET /nodes/{node}/qemu/{vmid}/pending";
  const rows = await call(endpoint, pathOf(guest));
  return rows.some((row) => row.key === disk && Number(row.delete ?? 0) > 0);
}

function print([key, value]: [string, unknown]): string {
  return `${key}=${value === true ? 1 : value === false ? 0 : value}`;
}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
