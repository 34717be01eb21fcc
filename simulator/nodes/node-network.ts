import { parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { Section, Sections } from "../state/state.js";
import { sectionFrom } from "../support/sections.js";
import { nodeOf } from "./nodes.js";

type Entry = Record<string, unknown>;

/** What is staged, or what is active where nothing is. */
function current(context: Context): Sections {
  const { network } = nodeOf(context);
  return network.staged ?? network.active;
}

/** Editing begins with a copy of what is active. */
function staged(context: Context): Sections {
  const { network } = nodeOf(context);
  network.staged ??= structuredClone(network.active);
  return network.staged;
}

const TYPE_FILTERS: Record<string, (type: string) => boolean> = {
  any_bridge: (type) => /^(?:bridge|OVSBridge)$/.test(type),
  any_local_bridge: (type) => /^(?:bridge|OVSBridge)$/.test(type),
  include_sdn: (type) => /^(?:bridge|OVSBridge|vnet)$/.test(type),
};

function list(context: Context): Entry[] {
  const type = context.optional("type");
  const fits = (own: string) => type === undefined || (TYPE_FILTERS[type]?.(own) ?? own === type);
  const { network } = nodeOf(context);
  if (network.staged) context.attributes["changes"] = difference(network.active, network.staged);
  const vnets = [...(context.state.sdn.applied?.vnets ?? [])].map(
    ([iface]): Entry => ({
      iface,
      type: "vnet",
      active: 1,
    }),
  );
  const entries = [...current(context)].map(([iface, section]): Entry => ({ iface, ...section }));
  const all = type === "any_bridge" || type === "include_sdn" ? [...entries, ...vnets] : entries;
  return all.filter((entry) => fits(String(entry["type"])));
}

/** A unified diff in the manner of `/etc/network/interfaces`, good enough to read. */
function difference(active: Sections, next: Sections): string {
  const lines = ["--- /etc/network/interfaces", "+++ /etc/network/interfaces.new"];
  for (const name of new Set([...active.keys(), ...next.keys()])) {
    const [before, after] = [active.get(name), next.get(name)];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    if (before) lines.push(...stanza(name, before).map((line) => `-${line}`));
    if (after) lines.push(...stanza(name, after).map((line) => `+${line}`));
  }
  return `${lines.join("\n")}\n`;
}

function stanza(name: string, section: Section): string[] {
  const lines = [`iface ${name} inet ${section["method"] ?? "manual"}`];
  if (section["autostart"] === 1) lines.unshift(`auto ${name}`);
  for (const key of ["cidr", "gateway", "bridge_ports", "mtu"]) {
    const word = key === "cidr" ? "address" : key.replace("_", "-");
    if (section[key] !== undefined) lines.push(`\t${word} ${section[key] || "none"}`);
  }
  return lines;
}

function missing(): Error {
  return parameterFault({ iface: "interface does not exist" });
}

/** Keys that follow from others: addresses both ways round, bridges' own settings. */
function complete(section: Section): Section {
  const completed: Section = { ...section };
  const { cidr, address, netmask } = completed;
  if (typeof cidr === "string") {
    const [ip = "", mask = ""] = cidr.split("/");
    completed["address"] = ip;
    completed["netmask"] = mask;
  } else if (address !== undefined && netmask !== undefined) {
    completed["cidr"] = `${address}/${netmask}`;
  }
  completed["method"] = completed["address"] === undefined ? "manual" : "static";
  completed["method6"] = completed["address6"] === undefined ? "manual" : "static";
  completed["families"] = completed["address6"] === undefined ? ["inet"] : ["inet", "inet6"];
  if (completed["type"] === "bridge") {
    completed["bridge_ports"] ??= "";
    completed["bridge_stp"] = "off";
    completed["bridge_fd"] = "0";
  }
  if (completed["autostart"] === 0) delete completed["autostart"];
  return completed;
}

const NOT_STORED = ["node", "iface", "delete"];

function checkAddress(context: Context, iface: string, section: Section): void {
  for (const [other, known] of current(context)) {
    if (other === iface) continue;
    if (section["gateway"] !== undefined && known["gateway"] !== undefined) {
      throw parameterFault({ gateway: `Default gateway already exists on interface '${other}'.` });
    }
    if (section["address"] !== undefined && section["address"] === known["address"]) {
      throw parameterFault({ address: `address already exists on interface '${other}'.` });
    }
  }
}

function create(context: Context): void {
  const iface = context.text("iface");
  if (current(context).has(iface)) throw parameterFault({ iface: "interface already exists" });
  const section = complete(sectionFrom(context.values, NOT_STORED));
  checkAddress(context, iface, section);
  const sections = staged(context);
  sections.set(iface, { ...section, priority: sections.size + 2 });
}

/** What isn't given is gone: an update replaces the whole stanza. */
function update(context: Context): void {
  const iface = context.text("iface");
  const known = current(context).get(iface);
  if (!known) throw missing();
  const section = complete(sectionFrom(context.values, NOT_STORED));
  for (const key of context.list("delete")) delete section[key];
  checkAddress(context, iface, section);
  const { priority, active, exists } = known;
  staged(context).set(iface, {
    ...section,
    ...(priority !== undefined && { priority }),
    ...(active !== undefined && { active }),
    ...(exists !== undefined && { exists }),
  });
}

function remove(context: Context): void {
  const iface = context.text("iface");
  if (!current(context).has(iface)) throw missing();
  staged(context).delete(iface);
}

function reload(context: Context): string {
  const { network } = nodeOf(context);
  return context.task("srvreload", "networking", function* (task) {
    task.log("reloading network config");
    yield 2000;
    if (!network.staged) return;
    network.active = new Map(
      [...network.staged].map(([iface, section]) => [iface, { ...section, active: 1 }]),
    );
    delete network.staged;
  });
}

export const nodeNetworkHandlers: Handlers = {
  "GET /nodes/{node}/network": list,
  "POST /nodes/{node}/network": create,
  "PUT /nodes/{node}/network": reload,
  "DELETE /nodes/{node}/network": (context) => {
    delete nodeOf(context).network.staged;
  },
  "GET /nodes/{node}/network/{iface}": (context) => {
    const section = current(context).get(context.text("iface"));
    if (!section) throw missing();
    return section;
  },
  "PUT /nodes/{node}/network/{iface}": update,
  "DELETE /nodes/{node}/network/{iface}": remove,
};
