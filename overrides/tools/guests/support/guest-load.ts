import { isoTime } from "../../../../src/kit/iso-time.js";
import type { Handler } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { chartOf } from "../../support/load-chart.js";

const FIELDS = ["time", "cpu", "mem", "disk", "netin", "netout", "diskread", "diskwrite"];

/** Times without figures, from before the guest ran, are left out. */
export const loadOverTime: Handler = async (context) => {
  const guest = requireGuest(context);
  const rows = await context.call("GET /nodes/{node}/{kind}/{vmid}/rrddata", {
    ...pathOf(guest),
    ...settingsOf(context, "chart"),
  });
  if (isOn(context.arguments["chart"])) {
    const name = guest.name === undefined ? "" : ` (${guest.name})`;
    return chartOf(context, "guest", `Guest ${guest.vmid}${name}`, rows);
  }
  const points = rows.filter((row) => Object.keys(row).length > 1).map(rounded);
  return context.page(points, { fields: FIELDS });
};

/** Four digits tell all that there is to see, and cost a third. */
function rounded(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row).map(([key, value]) => {
    if (key === "time") return [key, isoTime(value)];
    return [key, typeof value === "number" ? Number(value.toPrecision(4)) : value];
  });
  return Object.fromEntries(entries);
}
