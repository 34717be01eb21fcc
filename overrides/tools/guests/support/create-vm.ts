import { gibibytes } from "../../../../src/kit/sizes.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { settingsOf, textOf } from "../../support/guest-arguments.js";
import { withVmid } from "../../support/next-vmid.js";

export const createVm: Handler = (context) => {
  const { node, vmid } = context.arguments;
  const settings = {
    ...disksOf(context),
    ...settingsOf(context, "storage", "disk_size", "iso"),
  };
  return withVmid(context, vmid, async (id) => {
    const answer = await context.request("POST /nodes/{node}/qemu", {
      node,
      vmid: id,
      ...settings,
    });
    return { ...answer, data: { vmid: id, node, task: answer.data } };
  });
};

/** `storage` means the place of what is restored only together with an archive. */
function isRestore({ arguments: { archive } }: ToolContext): boolean {
  return archive !== undefined;
}

function disksOf(context: ToolContext): Record<string, unknown> {
  const { iso, storage, disk_size: size } = context.arguments;
  if (isRestore(context)) return storage === undefined ? {} : { storage };
  if ((storage === undefined) !== (size === undefined)) {
    const missing = size === undefined ? "disk_size" : "storage";
    throw context.refuse(`${missing}: missing; a disk needs both storage and disk_size`);
  }
  const disk = size === undefined ? {} : { scsi0: diskOf(context), scsihw: "virtio-scsi-single" };
  return { ...disk, ...(textOf(iso) && { ide2: `${iso},media=cdrom` }) };
}

function diskOf({ arguments: { storage, disk_size: size }, refuse }: ToolContext): string {
  const gib = gibibytes(size);
  if (!gib)
    throw refuse(`disk_size: must be a size in GiB such as 32, got ${JSON.stringify(size)}`);
  return `${storage}:${gib},iothread=1`;
}
