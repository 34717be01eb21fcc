import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { withVmid } from "../../support/next-vmid.js";

/** What a VM calls name is a container's hostname. */
export const cloneGuest: Handler = (context) => {
  const guest = requireGuest(context);
  const { newid, name, hostname } = context.arguments;
  const label = name ?? hostname;
  const settings = {
    ...settingsOf(context, "newid", "name", "hostname"),
    ...(label !== undefined && { [guest.kind === "lxc" ? "hostname" : "name"]: label }),
  };
  const endpoint = "POST /nodes/{node}/{kind}/{vmid}/clone";
  return withVmid(context, newid, async (id) => {
    const answer = await context.request(endpoint, { ...pathOf(guest), newid: id, ...settings });
    return {
      ...answer,
      data: { vmid: id, node: settings["target"] ?? guest.node, task: answer.data },
    };
  });
};
