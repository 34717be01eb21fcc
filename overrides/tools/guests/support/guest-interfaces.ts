import { printProperties, readProperties } from "../../../../src/kit/properties.js";
import type { Guest, Handler, ToolContext } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { requireGuest } from "../../support/guest-for-kind.js";
import { applySettings } from "./guest-config-update.js";
import { type Config, firstFree, readConfig } from "./guest-volumes.js";

const INTERFACES = 32;

/** The models of network cards, any of which may stand as a key before its MAC address. */
const CARD = /^(virtio|e1000[\w-]*|rtl8139|vmxnet3|ne2k_\w+|pcnet|i8255\w+)$/;

type Properties = Map<string, string>;

export const addInterface: Handler = async (context) => {
  const guest = requireGuest(context);
  const config = await readConfig(context, guest);
  const given = nameOf(context);
  const net = given ?? firstFree("net", INTERFACES, config);
  if (net === undefined) throw context.refuse("net: all interfaces are taken");
  if (config[net] !== undefined) {
    throw context.refuse(`net: guest ${guest.vmid} has a ${net} already`, "Use action update.");
  }
  const fresh: Properties =
    guest.kind === "qemu"
      ? new Map([["model", "virtio"]])
      : new Map([["name", `eth${net.slice(3)}`]]);
  return write(context, guest, net, config, fresh);
};

export const updateInterface: Handler = async (context) => {
  const guest = requireGuest(context);
  const config = await readConfig(context, guest);
  const net = existing(context, guest, config);
  return write(context, guest, net, config, readProperties(String(config[net])));
};

export const removeInterface: Handler = async (context) => {
  const guest = requireGuest(context);
  const config = await readConfig(context, guest);
  const net = existing(context, guest, config);
  const ipconfig = `ipconfig${net.slice(3)}`;
  const gone = [net, ...(config[ipconfig] === undefined ? [] : [ipconfig])];
  return applySettings(context, { delete: gone.join(","), digest: config["digest"] });
};

function nameOf({ arguments: { net }, refuse }: ToolContext): string | undefined {
  if (net === undefined) return undefined;
  const name = /^\d+$/.test(String(net)) ? `net${net}` : String(net);
  if (!/^net\d+$/.test(name)) throw refuse(`net: must be net0, net1 …, got ${JSON.stringify(net)}`);
  return name;
}

function existing(context: ToolContext, guest: Guest, config: Config): string {
  const net = nameOf(context) ?? "";
  if (config[net] !== undefined) return net;
  const has = Object.keys(config).filter((key) => /^net\d+$/.test(key));
  throw context.refuse(
    `net: guest ${guest.vmid} has no ${net}; it has ${has.sort().join(", ") || "none"}`,
  );
}

/** The digest has Proxmox refuse the write if the guest was changed since it was read. */
async function write(
  context: ToolContext,
  guest: Guest,
  net: string,
  config: Config,
  properties: Properties,
) {
  const isVm = guest.kind === "qemu";
  const changed = isVm ? cardOf(context, properties) : linkOf(context, properties);
  const address = isVm ? cloudInitOf(context, net, config) : {};
  const answer = await applySettings(context, {
    [net]: printProperties(changed),
    ...address,
    digest: config["digest"],
  });
  return "notes" in answer || Object.keys(address).length === 0
    ? answer
    : { ...answer, notes: ["A VM takes its address from cloud-init, at its next start."] };
}

function cardOf(context: ToolContext, properties: Properties): Properties {
  const { model, macaddr } = context.arguments;
  const cardKey = [...properties.keys()].find((key) => CARD.test(key));
  const card = String(model ?? properties.get("model") ?? cardKey ?? "virtio");
  const mac = macaddr ?? properties.get("macaddr") ?? (cardKey && properties.get(cardKey));
  const rest = [...properties].filter(([key]) => ![cardKey, "model", "macaddr"].includes(key));
  const first: [string, string] = mac ? [card, String(mac)] : ["model", card];
  return merge(context, new Map([first, ...rest]), ["ip", "gw", "ip6", "gw6"]);
}

function linkOf(context: ToolContext, properties: Properties): Properties {
  const { model, macaddr, ip, gw, ip6, gw6 } = context.arguments;
  if (model !== undefined && model !== "veth") {
    throw context.refuse(
      `model: a container's interface is always veth, got ${JSON.stringify(model)}`,
    );
  }
  const merged = merge(context, new Map(properties), []);
  for (const [key, value] of Object.entries({ hwaddr: macaddr, ip, gw, ip6, gw6 })) {
    if (value === "") merged.delete(key);
    else if (value !== undefined) merged.set(key, String(value));
  }
  if (ip === "dhcp" || ip === "manual") merged.delete("gw");
  return merged;
}

/** What both kinds spell alike, and whatever `options` holds. */
function merge(
  context: ToolContext,
  properties: Properties,
  notHere: readonly string[],
): Properties {
  const { bridge, vlan, firewall } = context.arguments;
  if (bridge !== undefined) properties.set("bridge", String(bridge));
  if (vlan === 0) properties.delete("tag");
  else if (vlan !== undefined) properties.set("tag", String(vlan));
  if (firewall !== undefined) properties.set("firewall", isOn(firewall) ? "1" : "0");
  const own = ["net", "bridge", "vlan", "firewall", "ip", "gw", "macaddr", "model"];
  for (const [key, value] of Object.entries(settingsOf(context, ...own, ...notHere))) {
    properties.set(key, value === true ? "1" : value === false ? "0" : String(value));
  }
  return properties;
}

/** A VM's addresses stand in `ipconfigN` and are applied by cloud-init. */
function cloudInitOf(context: ToolContext, net: string, config: Config): Record<string, string> {
  const { ip, gw, ip6, gw6 } = context.arguments;
  const given = Object.entries({ ip, gw, ip6, gw6 }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return {};
  const hasDrive = Object.values(config).some((value) =>
    /:cloudinit\b|-cloudinit\b/.test(String(value)),
  );
  if (!hasDrive) {
    throw context.refuse(
      "ip: Proxmox sets a VM's address only through cloud-init, and this VM has no cloud-init drive",
      "Set the address inside the VM, or add a drive: proxmox_guest_config_update with config {ide2: '<storage>:cloudinit'}.",
    );
  }
  const name = `ipconfig${net.slice(3)}`;
  const properties = readProperties(String(config[name] ?? ""));
  for (const [key, value] of given) {
    if (value === "") properties.delete(key);
    else properties.set(key, String(value));
  }
  if (ip === "dhcp") properties.delete("gw");
  return { [name]: printProperties(properties) };
}
