import { defined } from "../../../../src/kit/defined.js";
import { gibibytes } from "../../../../src/kit/sizes.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { settingsOf, textOf } from "../../support/guest-arguments.js";
import { withVmid } from "../../support/next-vmid.js";

export const createVm: Handler = async (context) => {
  const { node, vmid } = context.arguments;
  const disks = await disksOf(context);
  const given = {
    ...disks,
    ...settingsOf(context, "storage", "disk_size", "iso"),
  };
  const assumed = isRestore(context) ? {} : await assumedBeside(context, given);
  return withVmid(context, vmid, async (id) => {
    const answer = await context.request("POST /nodes/{node}/qemu", {
      node,
      vmid: id,
      ...given,
      ...assumed,
    });
    const told = { ...assumed, ...(isRestore(context) ? {} : defined({ scsi0: disks["scsi0"] })) };
    const made = { vmid: id, node, ...(Object.keys(told).length > 0 && { assumed: told }) };
    return { ...answer, data: { ...made, task: answer.data } };
  });
};

/**
 * What Proxmox's own dialog chooses, and the guest agent. The endpoint's defaults are those of long
 * ago: a CPU without AES, a SCSI controller without threads.
 */
async function assumedBeside(
  { runs }: ToolContext,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const current = {
    ostype: "l26",
    scsihw: "virtio-scsi-single",
    agent: "enabled=1",
    // the model came with 8.0
    ...(given["arch"] === undefined && (await runs("8.0")) && { cpu: "x86-64-v2-AES" }),
  };
  return Object.fromEntries(Object.entries(current).filter(([name]) => given[name] === undefined));
}

/** `storage` means the place of what is restored only together with an archive. */
function isRestore({ arguments: { archive } }: ToolContext): boolean {
  return archive !== undefined;
}

async function disksOf(context: ToolContext): Promise<Record<string, unknown>> {
  const { iso, storage, disk_size: size } = context.arguments;
  if (isRestore(context)) return storage === undefined ? {} : { storage };
  if ((storage === undefined) !== (size === undefined)) {
    const missing = size === undefined ? "disk_size" : "storage";
    throw context.refuse(`${missing}: missing; a disk needs both storage and disk_size`);
  }
  const disk = size === undefined ? {} : { scsi0: await diskOf(context) };
  return { ...disk, ...(textOf(iso) && { ide2: `${iso},media=cdrom` }) };
}

async function diskOf(context: ToolContext): Promise<string> {
  const { storage, disk_size: size } = context.arguments;
  const gib = gibibytes(size);
  if (!gib)
    throw context.refuse(
      `disk_size: must be a size in GiB such as 32, got ${JSON.stringify(size)}`,
    );
  const discard = (await givesSpaceBack(context, String(storage))) ? ",discard=on" : "";
  return `${storage}:${gib}${discard},iothread=1`;
}

/** Kinds of storages that keep what a guest has deleted. */
const KEEPS_SPACE = new Set(["iscsi", "iscsidirect", "lvm", "zfs"]);

async function givesSpaceBack({ call }: ToolContext, storage: string): Promise<boolean> {
  const rows = await call("GET /cluster/resources", { type: "storage" });
  const kind = rows.find((row) => row["storage"] === storage)?.["plugintype"];
  return kind !== undefined && !KEEPS_SPACE.has(String(kind));
}
