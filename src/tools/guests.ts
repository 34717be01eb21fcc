import { defined } from "../kit/defined.js";
import type { Guest as ListedGuest } from "../pve/cluster/inventory.js";
import { isMissingGuest } from "../pve/errors/error-of-answer.js";
import type { Guest } from "./define.js";
import type { Session } from "./session.js";

/** The guest behind a vmid. @throws NotFoundError when there is none */
export async function findGuest({ gate, signal }: Session, vmid: number): Promise<Guest> {
  const inventory = await gate.inventory();
  return toGuest(await inventory.find(vmid, { signal }));
}

/**
 * Where a guest is after a request to its node failed. Nothing was done there if the node had no
 * such guest, so the request may be repeated at the new place.
 *
 * @throws the error itself, unless it says that the guest isn't there and the guest has moved
 */
export async function findMovedGuest(
  { gate, signal }: Session,
  guest: Guest,
  error: unknown,
): Promise<Guest> {
  if (!isMissingGuest(error)) throw error;
  const inventory = await gate.inventory();
  const moved = await inventory.find(guest.vmid, { fresh: true, signal });
  if (moved.node === guest.node && moved.kind === guest.kind) throw error;
  return toGuest(moved);
}

function toGuest({ vmid, node, kind, name, status }: ListedGuest): Guest {
  return { vmid, node, kind, status, ...defined({ name }) };
}
