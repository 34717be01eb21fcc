import type { Handler } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { moveRule } from "./firewall-rule.js";

/**
 * Creates a rule. Proxmox puts a new one at the top whatever `pos` says, and leaves it switched off
 * by default; and no rule of a guest does anything while the guest's firewall is off.
 */
export const createGuestRule: Handler = async (context) => {
  const guest = requireGuest(context);
  const { pos, moveto, rule_action: action, rule_type: type } = context.arguments;
  const place = pos ?? moveto;
  const own = ["pos", "moveto", "rule_action", "rule_type"];
  await context.call("POST /nodes/{node}/{kind}/{vmid}/firewall/rules", {
    ...settingsOf(context, ...own),
    ...pathOf(guest),
    action,
    type,
  });
  const path = "/nodes/{node}/{kind}/{vmid}/firewall/rules";
  const at = place === undefined ? 0 : await moveRule(context, path, pathOf(guest), Number(place));
  return {
    data: { vmid: guest.vmid, pos: at },
    ...(!isOn(context.arguments["enable"]) && {
      notes: ["The rule is switched off: update it with enable=1."],
    }),
  };
};
