import { printProperties, readProperties } from "../../../../src/kit/properties.js";
import type { Guest, ToolContext } from "../../../../src/tools/define.js";
import type { Config } from "./guest-volumes.js";

/** What steers the clone, and what is put into other settings below. */
const CLONE_ARGUMENTS = new Set([
  "template",
  "name",
  "newid",
  "full",
  "storage",
  "target",
  "pool",
  "disk_size",
  "bridge",
  "vlan",
  "ip",
  "gw",
  "start",
  "options",
  "wait",
  "fields",
  "limit",
  "cursor",
]);

const CLOUD_INIT = ["ciuser", "cipassword", "sshkeys"];

/** The settings of the new guest as Proxmox spells them, from the template's and what was asked. */
export function settingsFor(context: ToolContext, template: Guest, config: Config): Config {
  const { arguments: args } = context;
  const plain = Object.fromEntries(
    Object.entries(args).filter(
      ([name, value]) => !CLONE_ARGUMENTS.has(name) && value !== undefined,
    ),
  );
  if (args["gw"] !== undefined && (args["ip"] === undefined || args["ip"] === "dhcp")) {
    throw context.refuse("gw: needs a fixed ip");
  }
  const unknown = CLOUD_INIT.filter((name) => plain[name] !== undefined);
  if (template.kind === "lxc" && unknown.length > 0) {
    throw context.refuse(
      `${unknown.join(", ")}: ${template.vmid} is a container's template, and containers have no cloud-init`,
      "Leave it out, or make the container with proxmox_create_lxc, which takes password and ssh-public-keys.",
    );
  }
  return {
    ...plain,
    ...(template.kind === "lxc"
      ? containerNetwork(context, config)
      : { ...vmNetwork(context, config), ...cloudInit(context, config, plain) }),
  };
}

function vmNetwork(context: ToolContext, config: Config): Config {
  const { bridge, vlan } = context.arguments;
  if (bridge === undefined && vlan === undefined) return {};
  return { net0: printProperties(setBridge(context, withoutMac(config["net0"], "virtio"))) };
}

/** The copy gets a MAC address of its own: the template's stays out. */
function withoutMac(net: unknown, model: string): Map<string, string> {
  const properties = readProperties(String(net ?? `model=${model}`));
  const entries = [...properties].flatMap(([key, value]): [string, string][] => {
    if (key === "macaddr" || key === "hwaddr") return [];
    return isMac(value) ? [["model", key]] : [[key, value]];
  });
  return new Map(entries);
}

function isMac(value: string): boolean {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value);
}

function setBridge({ arguments: args, refuse }: ToolContext, properties: Map<string, string>) {
  const { bridge, vlan } = args;
  if (bridge !== undefined) properties.set("bridge", String(bridge));
  if (vlan !== undefined) properties.set("tag", String(vlan));
  if (!properties.has("bridge")) {
    throw refuse("bridge: missing; the template has no network interface to take it from");
  }
  return properties;
}

function containerNetwork(context: ToolContext, config: Config): Config {
  const { bridge, vlan, ip, gw } = context.arguments;
  if ([bridge, vlan, ip, gw].every((value) => value === undefined)) return {};
  const properties = setBridge(context, withoutMac(config["net0"] ?? "name=eth0", "veth"));
  if (ip !== undefined) properties.set("ip", String(ip));
  if (ip === "dhcp") properties.delete("gw");
  else if (gw !== undefined) properties.set("gw", String(gw));
  return { net0: printProperties(properties) };
}

/** Without a cloud-init drive none of it would ever reach the guest. */
function cloudInit(context: ToolContext, config: Config, plain: Config): Config {
  const { ip, gw } = context.arguments;
  const asked = [...CLOUD_INIT.filter((name) => plain[name] !== undefined), ...(ip ? ["ip"] : [])];
  const hasDrive = Object.values(config).some((value) => /:?\bcloudinit\b/.test(String(value)));
  if (asked.length > 0 && !hasDrive) {
    throw context.refuse(
      `${asked.join(", ")}: the template has no cloud-init drive, so this would have no effect`,
      "Add one to the template first: proxmox_guest_config_update with config {ide2: '<storage>:cloudinit'}; or leave these out and set them inside.",
    );
  }
  if (ip === undefined) return {};
  return { ipconfig0: `ip=${ip}${gw !== undefined && ip !== "dhcp" ? `,gw=${gw}` : ""}` };
}
