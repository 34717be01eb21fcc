import type { Handler } from "../../../../src/tools/define.js";
import { execute } from "../../support/execute.js";
import { requireGuest } from "../../support/guest-for-kind.js";
import { execInGuest } from "./agent-exec.js";

/** Runs a program in a VM by its agent, in a container by whichever way there is. */
export const execInEither: Handler = (context) => {
  const guest = requireGuest(context);
  if (guest.kind === "qemu") return execInGuest(context);
  return execute(context, { tool: "proxmox_guest_exec", node: guest.node, guest });
};

export const execInLxc: Handler = async (context) => {
  const guest = requireGuest(context);
  if (guest.kind === "qemu") {
    throw context.refuse(`Guest ${guest.vmid} is a VM.`, "Use proxmox_guest_exec.");
  }
  return execute(context, { tool: "proxmox_lxc_exec", node: guest.node, guest });
};
