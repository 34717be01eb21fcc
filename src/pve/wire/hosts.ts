import type { Address } from "./address.js";

/** The hosts of one cluster; the one that answered last is tried first. */
export interface Hosts {
  current(): Address;
  /** This one can't be connected to. @returns false when all have been tried in this round */
  failed(address: Address, tried: ReadonlySet<Address>): boolean;
}

export function createHosts(addresses: readonly Address[]): Hosts {
  const [first] = addresses;
  if (first === undefined) throw new Error("at least one host is needed");
  let current: Address = first;
  return {
    current: () => current,
    failed(address, tried) {
      // Another call may have moved on already.
      if (address === current) {
        const next = addresses[(addresses.indexOf(address) + 1) % addresses.length];
        current = next ?? first;
      }
      return !addresses.every((candidate) => tried.has(candidate));
    },
  };
}
