import { isObject, mapValues } from "../../kit/objects.js";
import { allowsGuest, type GuestFacts } from "./guest-rules.js";
import { namedIn } from "./named.js";
import type { Scope } from "./scope.js";

/** Leaves out of a list what is about guests, nodes and storages out of scope. */
export function hideRows(
  answer: unknown,
  scope: Scope,
  guest: (vmid: number) => GuestFacts | undefined,
): unknown {
  if (!Array.isArray(answer)) return answer;
  return (
    answer
      .filter((row) => !isObject(row) || isVisible(row, scope, guest))
      // a pool's members are a list in its row
      .map((row) =>
        isObject(row) ? mapValues(row, (value) => hideRows(value, scope, guest)) : row,
      )
  );
}

function isVisible(
  row: Record<string, unknown>,
  { guests: rules, nodes, storages }: Scope,
  guest: (vmid: number) => GuestFacts | undefined,
): boolean {
  const named = namedIn(rowNames(row));
  const isOther = (vmid: number) => rules && !allowsGuest(rules, guest(vmid) ?? { vmid, tags: [] });
  if ([...named.guests].some(isOther)) return false;
  if (nodes && typeof row["node"] === "string" && !nodes.includes(row["node"])) return false;
  return !storages || ![...named.storages].some((storage) => !storages.includes(storage));
}

/** The fields that say what a row is about: `id` is `qemu/100` in one list and `100` in another. */
function rowNames({ vmid, id, sid, guest, volid, storage, upid }: Record<string, unknown>) {
  const ofId = /^(?:(?:qemu|lxc)\/)?(\d{3,9})(?:-\d+)?$/.exec(String(id ?? ""))?.[1];
  return { vmid: vmid ?? guest ?? ofId, sid, volid, storage, upid };
}
