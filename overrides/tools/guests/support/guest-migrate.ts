import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

/**
 * A running VM moves live by default. A running container can only move with a restart,
 * which must be asked for.
 */
export const migrateGuest: Handler = async (context) => {
  const guest = requireGuest(context);
  const settings = settingsOf(context, "check");
  if (context.arguments["check"]) {
    const target = settings["target"] === undefined ? {} : { target: settings["target"] };
    return context.request("GET /nodes/{node}/{kind}/{vmid}/migrate", {
      ...pathOf(guest),
      ...target,
    });
  }
  if (settings["target"] === undefined) {
    throw context.refuse("target: missing; the node to move to");
  }
  const isRunning = guest.status === "running";
  const notes: string[] = [];
  if (guest.kind === "qemu" && isRunning && settings["online"] === undefined) {
    settings["online"] = true;
  }
  if (guest.kind === "lxc" && settings["with-local-disks"] !== undefined) {
    if (!settings["with-local-disks"]) {
      throw context.refuse("with-local-disks: a container's local volumes always move with it");
    }
    delete settings["with-local-disks"];
    notes.push("A container's local volumes always move with it.");
  }
  if (guest.kind === "lxc" && isRunning && (settings["online"] === true || !settings["restart"])) {
    throw context.refuse(
      `Container ${guest.vmid} is running, and containers can't move live.`,
      "Say restart=true instead of online: it is shut down, moved and started again.",
    );
  }
  const endpoint = "POST /nodes/{node}/{kind}/{vmid}/migrate";
  const answer = await context.request(endpoint, { ...pathOf(guest), ...settings });
  return notes.length > 0 ? { ...answer, notes } : answer;
};
