import type { Guest } from "../guests/guest-state.js";

/** `vm:100`, `ct:200` */
export function serviceId({ kind, vmid }: Pick<Guest, "kind" | "vmid">): string {
  return `${kind === "qemu" ? "vm" : "ct"}:${vmid}`;
}
