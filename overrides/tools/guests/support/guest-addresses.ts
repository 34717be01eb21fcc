import { readProperties } from "../../../../src/kit/properties.js";
import type { Guest, ToolContext } from "../../../../src/tools/define.js";
import { pathOf } from "../../support/guest-for-kind.js";
import type { Config } from "./guest-volumes.js";

export interface Addresses {
  /** As the guest itself has them, or else as configured. */
  addresses: string[];
  /** Who says so: the guest agent, the node that runs the container, or the configuration. */
  source: "agent" | "container" | "config" | "none";
  /** Why there are none, or why they may not be in use. */
  note?: string;
}

/** One interface as the guest itself sees it. */
export interface LiveInterface {
  name: string;
  mac: string;
  addresses: string[];
}

/** An interface as the guest agent and the node's container tools list it. */
interface ListedInterface {
  name?: string;
  "hardware-address"?: string;
  "ip-addresses"?: ListedAddress[];
  /** Older releases list a container's addresses in these alone. */
  hwaddr?: string;
  inet?: string;
  inet6?: string;
}

interface ListedAddress {
  "ip-address"?: string;
  prefix?: number;
}

/** The guest's own interfaces; undefined where neither agent nor node lists them. */
export type Live = readonly LiveInterface[] | "forbidden" | undefined;

/** The interfaces inside a running guest. */
export async function liveInterfaces({ call, signal }: ToolContext, guest: Guest): Promise<Live> {
  if (guest.status !== "running") return undefined;
  try {
    if (guest.kind === "lxc") {
      const rows = await call("GET /nodes/{node}/lxc/{vmid}/interfaces", pathOf(guest));
      return rows.filter(isReal).map(readContainer);
    }
    const endpoint = "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces";
    const answer = await call(endpoint, pathOf(guest));
    return listOf(answer["result"]).filter(isReal).map(readAgent);
  } catch (error) {
    // no agent, not yet up, or not allowed: then the configuration has to do
    if (signal.aborted) throw error;
    return (error as { code?: unknown }).code === "permission" ? "forbidden" : undefined;
  }
}

/** The addresses of a guest: its own, else those that are configured. */
export function addressesOf(guest: Guest, config: Config, live: Live): Addresses {
  const found = interfacesIn(live).flatMap(({ addresses }) => addresses);
  if (found.length > 0) {
    return { addresses: found, source: guest.kind === "lxc" ? "container" : "agent" };
  }
  const configured = configuredAddresses(config, guest.kind);
  const note = explain(guest, config, live);
  return {
    addresses: configured,
    source: configured.length > 0 ? "config" : "none",
    note,
  };
}

/** Fixed addresses in `netN` of a container or `ipconfigN` of a VM. */
export function configuredAddresses(config: Config, kind: Guest["kind"]): string[] {
  const family = kind === "lxc" ? /^net\d+$/ : /^ipconfig\d+$/;
  const texts = Object.keys(config)
    .filter((key) => family.test(key))
    .sort()
    .map((key) => readProperties(String(config[key])));
  const values = texts.flatMap((text) => [text.get("ip"), text.get("ip6")]);
  return values.filter((value): value is string => value !== undefined && /[.:]/.test(value));
}

export function interfacesIn(live: Live): readonly LiveInterface[] {
  return live === undefined || live === "forbidden" ? [] : live;
}

function explain(guest: Guest, config: Config, live: Live): string {
  if (guest.status !== "running") return "It isn't running.";
  if (live === "forbidden") {
    const privilege =
      guest.kind === "lxc" ? "VM.Audit" : "VM.GuestAgent.Audit, before 9 VM.Monitor";
    return `This account may not ask the guest (${privilege}): only what is configured is known.`;
  }
  if (guest.kind === "qemu") {
    return live
      ? "The guest agent reports no address."
      : "Its guest agent doesn't answer: only what is configured is known.";
  }
  if (!live) {
    return "Its node doesn't tell its addresses: that needs Proxmox VE 8.1 or newer, and VM.Audit.";
  }
  const usesDhcp = Object.entries(config).some(
    ([key, value]) => /^net\d+$/.test(key) && readProperties(String(value)).get("ip") === "dhcp",
  );
  return usesDhcp
    ? "It asks for its address by DHCP and has none: no DHCP server answers on that bridge and VLAN, or its DHCP client doesn't run. A fixed one: proxmox_guest_network update with ip and gw."
    : "It has no address: none is configured. proxmox_guest_network update with ip and gw, or ip=dhcp, sets one.";
}

function listOf(value: unknown): ListedInterface[] {
  return Array.isArray(value) ? value : [];
}

function isReal({ name }: ListedInterface): boolean {
  return name !== "lo" && !/^loopback/i.test(String(name));
}

function readContainer(row: ListedInterface): LiveInterface {
  const listed = (row["ip-addresses"] ?? []).map(readAddress);
  const older = [row.inet, row.inet6].filter((text) => typeof text === "string");
  return {
    name: String(row.name),
    mac: String(row["hardware-address"] ?? row.hwaddr ?? ""),
    addresses: (listed.length > 0 ? listed : older.flatMap((text) => text.split(" "))).filter(
      isUseful,
    ),
  };
}

function readAgent(row: ListedInterface): LiveInterface {
  return {
    name: String(row.name),
    mac: String(row["hardware-address"] ?? ""),
    addresses: (row["ip-addresses"] ?? []).map(readAddress).filter(isUseful),
  };
}

function readAddress({ "ip-address": address, prefix }: ListedAddress): string {
  return prefix === undefined ? String(address) : `${address}/${prefix}`;
}

/** Link-local ones say nothing about how to reach a guest. */
function isUseful(address: string): boolean {
  return address !== "" && !/^(fe80:|169\.254\.)/i.test(address);
}
