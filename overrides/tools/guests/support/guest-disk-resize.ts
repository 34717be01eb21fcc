import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

const INSIDE = "The partition and file system still have to grow, from inside.";

/** A size without a unit is GiB, as everywhere in these tools: to Proxmox it would be bytes. */
export const growDisk: Handler = async (context) => {
  const { disk, size } = context.arguments;
  const guest = requireGuest(context);
  const isBare = /^\+?\d+(\.\d+)?$/.test(String(size));
  const answer = await context.request("PUT /nodes/{node}/{kind}/{vmid}/resize", {
    ...settingsOf(context, "disk", "size"),
    ...pathOf(guest),
    disk,
    size: isBare ? `${size}G` : size,
  });
  // a container's file system grows with its volume
  return guest.kind === "lxc" ? answer : { ...answer, notes: [...(answer.notes ?? []), INSIDE] };
};
