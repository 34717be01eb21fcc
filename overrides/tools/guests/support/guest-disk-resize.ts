import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

/** A size without a unit is GiB, as everywhere in these tools: to Proxmox it would be bytes. */
export const growDisk: Handler = (context) => {
  const { disk, size } = context.arguments;
  const isBare = /^\+?\d+(\.\d+)?$/.test(String(size));
  return context.request("PUT /nodes/{node}/{kind}/{vmid}/resize", {
    ...settingsOf(context, "disk", "size"),
    ...pathOf(requireGuest(context)),
    disk,
    size: isBare ? `${size}G` : size,
  });
};
