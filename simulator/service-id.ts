import type { Guest } from "./state-guest.js";

/** `vm:100`, `ct:200` */
export function serviceId({ kind, vmid }: Pick<Guest, "kind" | "vmid">): string {
  return `${kind === "qemu" ? "vm" : "ct"}:${vmid}`;
}
