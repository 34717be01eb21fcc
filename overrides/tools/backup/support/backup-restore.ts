import { defined } from "../../../../src/kit/defined.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { guestOfRow, guestRows } from "../../support/guest-rows.js";
import { withVmid } from "../../support/next-vmid.js";
import { placeOfVolume } from "./backup-storage.js";

const OWN = ["volume", "storage", "mode", "compress", "all"] as const;

/**
 * VMs and containers are restored by the endpoints that create them, under different names. A guest
 * that exists is replaced only with `force`.
 */
export const restoreBackup: Handler = async (context) => {
  const { arguments: args, refuse } = context;
  const archive = String(args["volume"]);
  const kind = kindOf(context, archive);
  const vmid = args["vmid"] === undefined ? undefined : Number(args["vmid"]);
  if (vmid !== undefined && !Number.isSafeInteger(vmid)) {
    throw refuse(`vmid: must be one number, got ${JSON.stringify(args["vmid"])}`);
  }
  for (const name of ["mode", "compress", "all", "vmids"]) {
    if (args[name] !== undefined) throw refuse(`${name}: belongs to another action`);
  }
  const existing = (await guestRows(context)).find((row) => Number(row["vmid"]) === vmid);
  const old = existing && guestOfRow(existing);
  if (old && !isOn(args["force"])) {
    throw refuse(
      `vmid: guest ${vmid} exists; restoring would replace it and its disks`,
      "Leave vmid out for a new guest, or say force=true to replace it.",
    );
  }
  if (old && old.kind !== kind) {
    throw refuse(`vmid: guest ${vmid} is of another kind than the backup`);
  }
  const node = old?.node ?? (await placeOfVolume(context, archive)).node;
  const { storage } = args;
  const settings = {
    ...settingsOf(context, ...OWN),
    ...defined({ storage }),
    node: args["node"] ?? node,
  };
  return withVmid(context, vmid, async (id) => {
    const answer =
      kind === "lxc"
        ? await context.request("POST /nodes/{node}/lxc", {
            ...settings,
            vmid: id,
            ostemplate: archive,
            restore: true,
          })
        : await context.request("POST /nodes/{node}/qemu", { ...settings, vmid: id, archive });
    return { ...answer, data: { vmid: id, node: settings.node, kind, task: answer.data } };
  });
};

/** A backup's name tells its kind: vzdump's own files, and groups of a backup server. */
function kindOf({ arguments: { type }, refuse }: ToolContext, archive: string): "qemu" | "lxc" {
  const told = /vzdump-(qemu|lxc)-/.exec(archive)?.[1] ?? /(?:^|[:/])(vm|ct)\//.exec(archive)?.[1];
  const kinds: Record<string, "qemu" | "lxc"> = { qemu: "qemu", vm: "qemu", lxc: "lxc", ct: "lxc" };
  const kind = kinds[told ?? String(type)];
  if (!kind) throw refuse("type: missing; the archive's name doesn't tell a VM from a container");
  const given = type === undefined ? undefined : kinds[String(type)];
  if (given !== undefined && given !== kind) {
    throw refuse(`type: the archive holds a ${kind === "lxc" ? "container" : "VM"}`);
  }
  return kind;
}
