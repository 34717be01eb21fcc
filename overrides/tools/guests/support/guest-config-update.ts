import type { Handler, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { namesIn, settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { mergeWithPresent } from "./merge-with-present.js";

/** Settings may stand in `config` or beside it. */
export const updateConfig: Handler = async (context) => {
  const { config, delete: gone } = context.arguments;
  const deleted = namesIn(gone);
  const given = { ...Object(config), ...settingsOf(context, "config", "delete") };
  const { settings, merged } = await mergeWithPresent(context, requireGuest(context), given);
  const answer = await applySettings(context, {
    ...settings,
    ...(deleted.length > 0 && { delete: deleted.join(",") }),
  });
  if (Object.keys(merged).length === 0) return answer;
  return { ...answer, data: { ...Object(answer.data), merged } };
};

export const resizeGuest: Handler = (context) => applySettings(context, settingsOf(context));

/**
 * Changes settings, then looks which of them wait: of a running guest not everything can change at
 * once, and Proxmox says so only when asked.
 */
export async function applySettings(
  context: ToolContext,
  settings: Readonly<Record<string, unknown>>,
): Promise<ToolAnswer> {
  const guest = requireGuest(context);
  const names = [
    ...Object.keys(settings).filter((name) => !["delete", "digest", "force"].includes(name)),
    ...namesIn(settings["delete"]),
  ].sort();
  if (names.length === 0) throw context.refuse("There is nothing to change: give settings.");
  await context.call("PUT /nodes/{node}/{kind}/{vmid}/config", {
    ...pathOf(guest),
    ...settings,
  });
  const rows = await context.call("GET /nodes/{node}/{kind}/{vmid}/pending", pathOf(guest));
  const waiting = rows
    .filter((row) => row["pending"] !== undefined || Number(row["delete"] ?? 0) > 0)
    .map((row) => String(row["key"]));
  const pending = names.filter((name) => waiting.includes(name));
  return {
    data: { vmid: guest.vmid, changed: names.filter((name) => !pending.includes(name)), pending },
    ...(pending.length > 0 && {
      notes: ["What is pending takes effect at the guest's next start: proxmox_guest_reboot."],
    }),
  };
}
