import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

/** What is a disk of a VM is a volume of a container, with endpoints and names to match. */
export const moveDisk: Handler = (context) => {
  const guest = requireGuest(context);
  const { disk, "target-disk": target } = context.arguments;
  const settings = { ...pathOf(guest), ...settingsOf(context, "disk", "target-disk") };
  return guest.kind === "qemu"
    ? context.request("POST /nodes/{node}/qemu/{vmid}/move_disk", {
        ...settings,
        disk,
        ...defined({ "target-disk": target }),
      })
    : context.request("POST /nodes/{node}/lxc/{vmid}/move_volume", {
        ...settings,
        volume: disk,
        ...defined({ "target-volume": target }),
      });
};
