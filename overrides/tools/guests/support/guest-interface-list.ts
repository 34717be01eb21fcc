import { defined } from "../../../../src/kit/defined.js";
import { readProperties } from "../../../../src/kit/properties.js";
import type { Handler } from "../../../../src/tools/define.js";
import { requireGuest } from "../../support/guest-for-kind.js";
import { addressesOf, interfacesIn, liveInterfaces } from "./guest-addresses.js";
import { readConfig } from "./guest-volumes.js";

/** Each configured interface beside what the guest itself makes of it. */
export const listInterfaces: Handler = async (context) => {
  const guest = requireGuest(context);
  const [config, live] = await Promise.all([
    readConfig(context, guest),
    liveInterfaces(context, guest),
  ]);
  const interfaces = Object.keys(config)
    .filter((key) => /^net\d+$/.test(key))
    .sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)))
    .map((net) => {
      const properties = readProperties(String(config[net]));
      const mac = macOf(properties);
      const inside = interfacesIn(live).find((one) => one.mac.toLowerCase() === mac?.toLowerCase());
      const ipconfig = config[`ipconfig${net.slice(3)}`];
      return {
        net,
        ...Object.fromEntries([...properties].map(([key, value]) => [key, typed(key, value)])),
        ...defined({ cloudinit: ipconfig }),
        ...(inside && { inside: inside.name, addresses: inside.addresses }),
      };
    });
  const { addresses, source, note } = addressesOf(guest, config, live);
  return {
    data: { vmid: guest.vmid, addresses, source, interfaces },
    ...(note && { notes: [note] }),
  };
};

/** A container's stands under `hwaddr`, a VM's behind the model of its card. */
function macOf(properties: ReadonlyMap<string, string>): string | undefined {
  return [...properties.values()].find((value) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value));
}

const FLAGS = new Set(["firewall", "link_down", "host-managed"]);

const NUMBERS = new Set(["tag", "mtu", "queues", "rate"]);

function typed(key: string, value: string): string | number | boolean {
  if (FLAGS.has(key)) return value === "1";
  return NUMBERS.has(key) ? Number(value) : value;
}
