import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { Section } from "../state/state.js";
import { fileDigest, sectionFrom, sectionHandlers } from "../support/sections.js";
import { checkLockToken } from "./sdn.js";

type Entry = Record<string, unknown>;

function requireVnet({ state, text }: Context): Section {
  const vnet = state.sdn.edited.vnets.get(text("vnet"));
  if (!vnet) throw fault(`sdn '${text("vnet")}' does not exist`);
  if (vnet["zone"] !== text("zone"))
    throw fault(`vnet ${text("vnet")} isn't in zone ${text("zone")}`);
  return vnet;
}

function toNumber(ip: string): number {
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The subnet of a vnet that an address lies in. */
function subnetFor({ state, text }: Context, ip: string): string {
  for (const [id, subnet] of state.sdn.edited.subnets) {
    if (subnet["vnet"] !== text("vnet")) continue;
    const [network = "", mask = ""] = id.split("-").slice(-2);
    const size = 2 ** (32 - Number(mask));
    if (Math.floor(toNumber(ip) / size) === Math.floor(toNumber(network) / size)) return id;
  }
  throw fault(`can't find any subnet for ip ${ip}`);
}

function addIp(context: Context): void {
  requireVnet(context);
  const { state, text, optional, number } = context;
  const ip = text("ip");
  const subnet = subnetFor(context, ip);
  if (state.sdn.addresses.some((address) => address.ip === ip && address.subnet === subnet)) {
    throw fault(`IP ${ip} is already in use`);
  }
  const mac = optional("mac");
  const vmid = number("vmid");
  state.sdn.addresses.push({
    zone: text("zone"),
    vnet: text("vnet"),
    subnet,
    ip,
    ...(mac !== undefined && { mac }),
    ...(vmid !== undefined && { vmid }),
  });
}

function removeIp(context: Context): void {
  requireVnet(context);
  const { state, text } = context;
  const before = state.sdn.addresses.length;
  state.sdn.addresses = state.sdn.addresses.filter(
    (address) => address.ip !== text("ip") || address.vnet !== text("vnet"),
  );
  if (state.sdn.addresses.length === before) throw fault(`IP ${text("ip")} isn't allocated`);
}

function updateIp(context: Context): void {
  const { state, text, optional } = context;
  const mac = optional("mac");
  state.sdn.addresses = state.sdn.addresses.filter(
    (address) =>
      address.vnet !== text("vnet") || (address.ip !== text("ip") && address.mac !== mac),
  );
  addIp(context);
}

function ipamStatus({ state, text }: Context): Entry[] {
  if (!state.sdn.ipams.has(text("ipam"))) throw fault(`sdn '${text("ipam")}' does not exist`);
  if (text("ipam") !== "pve") throw fault("Currently only PVE IPAM is supported!");
  return state.sdn.addresses.map(({ vmid, ...address }) => ({
    ...address,
    ...(vmid !== undefined && { vmid, hostname: state.guests.get(vmid)?.config["name"] }),
  }));
}

/** Zones as one node sees them. */
function nodeZones({ state, access }: Context): Entry[] {
  return [...state.sdn.edited.zones.keys()]
    .filter((zone) => access.hasAny(`/sdn/zones/${zone}`, ["SDN.Audit", "SDN.Allocate"]))
    .map((zone) => ({
      zone,
      status: state.sdn.applied?.zones.has(zone) ? "available" : "pending",
    }));
}

function zoneContent({ state, text }: Context): Entry[] {
  const zone = text("zone");
  if (zone !== "localnetwork" && !state.sdn.edited.zones.has(zone)) {
    throw parameterFault({ zone: "zone does not exist" });
  }
  const vnets = [...state.sdn.edited.vnets].filter(([, section]) => section["zone"] === zone);
  return vnets.map(([vnet]) => {
    const isApplied = state.sdn.applied?.vnets.has(vnet) ?? false;
    const statusmsg = "vnet is not generated";
    return isApplied ? { vnet, status: "available" } : { vnet, status: "error", statusmsg };
  });
}

function bridges({ state, node, text }: Context): Entry[] {
  const network = state.nodes.get(node)?.network.active ?? new Map<string, Section>();
  const isLocal = text("zone") === "localnetwork";
  const names = isLocal
    ? [...network].filter(([, section]) => section["type"] === "bridge").map(([name]) => name)
    : [...(state.sdn.applied?.vnets ?? [])]
        .filter(([, section]) => section["zone"] === text("zone"))
        .map(([name]) => name);
  return names.map((name) => {
    const card = String(network.get(name)?.["bridge_ports"] ?? "");
    const cards = card === "" ? [] : card.split(" ").map((port) => ({ name: port }));
    return { name, vlan_filtering: 0, ports: [...cards, ...guestPorts(state, node, name)] };
  });
}

function guestPorts(state: Context["state"], node: string, bridge: string): Entry[] {
  return [...state.guests.values()]
    .filter((guest) => guest.node === node && guest.running)
    .flatMap(({ vmid, kind, config }) =>
      Object.entries(config)
        .filter(([key, value]) => /^net\d+$/.test(key) && `${value},`.includes(`bridge=${bridge},`))
        .map(([index]) => ({
          name: `${kind === "qemu" ? "tap" : "veth"}${vmid}i${index.slice(3)}`,
          index,
          vmid: String(vmid),
        })),
    );
}

function requireEvpn({ state, text }: Context, zone: string): void {
  const type = state.sdn.edited.zones.get(zone)?.["type"];
  if (type === undefined) throw parameterFault({ zone: "zone does not exist" });
  if (type !== "evpn")
    throw parameterFault({ zone: `zone ${text("zone") || zone} is not an EVPN zone.` });
}

const fabricHandlers = sectionHandlers({
  collection: "/cluster/sdn/fabrics/fabric",
  id: "id",
  sections: ({ state }) => state.sdn.fabrics,
  missing: (id) => fault(`fabric ${id} does not exist in the section config`),
  exists: (id) => fault(`fabric ${id} already exists`),
  check: (context) => checkLockToken(context),
  checkDelete: ({ state }, id) => {
    for (const key of state.sdn.fabricNodes.keys()) {
      if (key.startsWith(`${id}/`)) state.sdn.fabricNodes.delete(key);
    }
  },
});

function fabricNodes(context: Context, fabric?: string): Entry[] {
  const { fabricNodes: all } = context.state.sdn;
  const digest = fileDigest(all);
  return [...all]
    .filter(([key]) => fabric === undefined || key.startsWith(`${fabric}/`))
    .map(([, section]) => ({ ...section, digest }));
}

function fabricNodeKey({ text }: Context): string {
  return `${text("fabric_id")}/${text("node_id")}`;
}

function changeFabricNode(context: Context, mode: "create" | "update"): void {
  checkLockToken(context);
  const { state, values, text } = context;
  if (!state.sdn.fabrics.has(text("fabric_id"))) {
    throw fault(`fabric ${text("fabric_id")} does not exist in the section config`);
  }
  const key = fabricNodeKey(context);
  const known = state.sdn.fabricNodes.get(key);
  if (mode === "create" && known) throw fault(`node ${text("node_id")} already exists in fabric`);
  if (mode === "update" && !known) throw fault(`node ${key} does not exist in the section config`);
  state.sdn.fabricNodes.set(key, {
    ...known,
    ...sectionFrom(values, ["delete", "digest", "lock-token"]),
  });
}

const base = "/cluster/sdn/fabrics/node/{fabric_id}";

export const sdnAddressHandlers: Handlers = {
  "POST /cluster/sdn/vnets/{vnet}/ips": addIp,
  "PUT /cluster/sdn/vnets/{vnet}/ips": updateIp,
  "DELETE /cluster/sdn/vnets/{vnet}/ips": removeIp,
  "GET /cluster/sdn/ipams/{ipam}/status": ipamStatus,
  "GET /nodes/{node}/sdn/zones": nodeZones,
  "GET /nodes/{node}/sdn/zones/{zone}/content": zoneContent,
  "GET /nodes/{node}/sdn/zones/{zone}/bridges": bridges,
  "GET /nodes/{node}/sdn/zones/{zone}/ip-vrf": (context) => {
    requireEvpn(context, context.text("zone"));
    return [];
  },
  "GET /nodes/{node}/sdn/vnets/{vnet}/mac-vrf": (context) => {
    const vnet = context.state.sdn.edited.vnets.get(context.text("vnet"));
    requireEvpn(context, String(vnet?.["zone"] ?? ""));
    return [];
  },
  ...fabricHandlers,
  "GET /cluster/sdn/fabrics": () => [{ subdir: "fabric" }, { subdir: "node" }, { subdir: "all" }],
  "GET /cluster/sdn/fabrics/all": (context) => ({
    fabrics: [...context.state.sdn.fabrics].map(([id, section]) => ({ id, ...section })),
    nodes: fabricNodes(context),
  }),
  "GET /cluster/sdn/fabrics/node": (context) => fabricNodes(context),
  [`GET ${base}`]: (context) => fabricNodes(context, context.text("fabric_id")),
  [`POST ${base}`]: (context) => changeFabricNode(context, "create"),
  [`GET ${base}/{node_id}`]: (context) => {
    const key = fabricNodeKey(context);
    const section = context.state.sdn.fabricNodes.get(key);
    if (!section) throw fault(`node ${key} does not exist in the section config`);
    return { ...section, digest: fileDigest(context.state.sdn.fabricNodes) };
  },
  [`PUT ${base}/{node_id}`]: (context) => changeFabricNode(context, "update"),
  [`DELETE ${base}/{node_id}`]: (context) => {
    const key = fabricNodeKey(context);
    if (!context.state.sdn.fabricNodes.delete(key)) {
      throw fault(`node ${key} does not exist in the section config`);
    }
  },
  "GET /nodes/{node}/sdn/fabrics/{fabric}": () => [{ subdir: "neighbors" }, { subdir: "routes" }],
  "GET /nodes/{node}/sdn/fabrics/{fabric}/interfaces": () => [],
  "GET /nodes/{node}/sdn/fabrics/{fabric}/neighbors": () => [],
  "GET /nodes/{node}/sdn/fabrics/{fabric}/routes": () => [],
};
