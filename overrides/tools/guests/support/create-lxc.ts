import { gibibytes } from "../../../../src/kit/sizes.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { withVmid } from "../../support/next-vmid.js";

export const createContainer: Handler = (context) => {
  const { node, vmid } = context.arguments;
  const settings = { ...settingsOf(context), ...rootOf(context) };
  return withVmid(context, vmid, async (id) => {
    const answer = await context.request("POST /nodes/{node}/lxc", { node, vmid: id, ...settings });
    const notes = hasNetwork(context)
      ? []
      : ["It has no network: give net0, or use proxmox_guest_network."];
    return {
      ...answer,
      data: { vmid: id, node, task: answer.data },
      notes: [...(answer.notes ?? []), ...notes],
    };
  });
};

/** A bare size needs its storage; one that is complete stays as it is. */
function rootOf({ arguments: { rootfs, storage, restore }, refuse }: ToolContext) {
  if (rootfs === undefined) return {};
  const gib = gibibytes(rootfs);
  if (gib === undefined) return { rootfs };
  if (storage === undefined && !isOn(restore)) {
    throw refuse("storage: missing; rootfs is only a size and needs a storage");
  }
  return { rootfs: `${storage}:${gib}` };
}

function hasNetwork({ arguments: args }: ToolContext): boolean {
  return isOn(args["restore"]) || Object.keys(args).some((name) => /^net\d+$/.test(name));
}
