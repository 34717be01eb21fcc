import { defined } from "../../../../src/kit/defined.js";
import { splitList } from "../../../../src/kit/lists.js";
import type { Handler } from "../../../../src/tools/define.js";

/**
 * Proxmox takes an interface for unconfigured when a change doesn't repeat its addresses, so they
 * are read first and sent along with what changes.
 */
const KEPT = ["type", "cidr", "gateway", "cidr6", "gateway6", "autostart", "comments", "comments6"];

export const updateInterface: Handler = async ({ arguments: args, call, request }) => {
  const { node, iface, delete: deleted, wait: _, ...changes } = args;
  const current = await call("GET /nodes/{node}/network/{iface}", { node, iface });
  const gone = new Set(splitList(String(deleted ?? "")));
  const isTouched = (name: string) => changes[name] !== undefined || gone.has(name);
  const kept = KEPT.filter(
    (name) => current[name] !== undefined && !(REPLACES[name] ?? [name]).some(isTouched),
  );
  return request("PUT /nodes/{node}/network/{iface}", {
    node,
    iface,
    ...Object.fromEntries(kept.map((name) => [name, current[name]])),
    ...changes,
    ...defined({ delete: deleted }),
  });
};

/** An address is also given as `address` and `netmask`. */
const REPLACES: Record<string, readonly string[]> = {
  cidr: ["cidr", "address", "netmask"],
  cidr6: ["cidr6", "address6", "netmask6"],
};
