import type { Kind } from "../guests/guest-state.js";
import type { Context } from "../http/context.js";
import { scheduleService } from "./ha-manager.js";
import { serviceId } from "./service-id.js";

export function isManaged({ state, number }: Context, kind: Kind): boolean {
  const section = state.ha.resources.get(serviceId({ kind, vmid: number("vmid") ?? 0 }));
  return section !== undefined && section["state"] !== "ignored" && section["state"] !== "disabled";
}

/**
 * Asks the HA manager for a state. The task ends at once; what was asked for happens later, in a
 * task of the manager's own (see `ha-manager.ts`).
 */
export function requestState(context: Context, kind: Kind, wanted: "started" | "stopped"): string {
  const vmid = context.number("vmid") ?? 0;
  const sid = serviceId({ kind, vmid });
  const type = wanted === "started" ? "hastart" : "hastop";
  return context.task(type, vmid, function* (task) {
    task.log(
      `Requesting HA ${wanted === "started" ? "start" : "stop"} for ${sid.replace(":", " ").toUpperCase()}`,
    );
    yield 300;
    const section = context.state.ha.resources.get(sid);
    if (section) section["state"] = wanted;
    scheduleService(context, sid);
  });
}
