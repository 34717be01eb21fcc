import { isAtLeast } from "../../src/schema/releases.js";
import { bootDiskSize, memoryOf, nameOf, processorsOf } from "../guests/guest.js";
import type { Guest } from "../guests/guest-state.js";
import type { NodeState } from "../nodes/node-state.js";
import type { State } from "../state/state.js";
import { readProperties } from "./properties.js";
import { GIB, MIB } from "./sizes.js";

/** What a guest uses right now. Bytes, but for `cpu` (share of its processors) and `uptime` (seconds). */
export interface GuestFigures {
  cpu: number;
  mem: number;
  maxmem: number;
  disk: number;
  maxdisk: number;
  netin: number;
  netout: number;
  diskread: number;
  diskwrite: number;
  uptime: number;
}

/** A slow wave between 0.7 and 1.3, different for each `phase`, the same for the same moment. */
export function wave(now: number, phase: number): number {
  return 1 + 0.2 * Math.sin(now / 61_000 + phase) + 0.1 * Math.sin(now / 7_000 + phase * 3);
}

export function guestFigures(guest: Guest, now: number): GuestFigures {
  const maxmem = memoryOf(guest);
  const maxdisk = bootDiskSize(guest);
  const isOn = guest.running;
  const uptime = isOn ? Math.max(0, Math.floor((now - guest.startedAt) / 1000)) : 0;
  const traffic = uptime * (1 + (guest.vmid % 7));
  const busy = isOn && !guest.paused ? guest.load * wave(now, guest.vmid) : 0;
  const share = Math.min(0.98, guest.memoryShare * (0.95 + wave(now, 1) / 20));
  return {
    cpu: Math.min(1, busy),
    mem: isOn ? Math.floor(maxmem * share) : 0,
    maxmem,
    disk: isOn && guest.kind === "lxc" ? Math.floor(maxdisk * 0.4) : 0,
    maxdisk,
    netin: traffic * 1800,
    netout: traffic * 950,
    diskread: traffic * 400,
    diskwrite: traffic * 1100,
    uptime,
  };
}

const PRESSURES = ["cpufull", "cpusome", "iofull", "iosome", "memoryfull", "memorysome"];

/** Pressure stall figures of a running guest: numbers for QEMU, strings for containers. */
function pressures(guest: Guest): Record<string, number | string> {
  const zero = guest.kind === "lxc" ? "0.00" : 0;
  return Object.fromEntries(PRESSURES.map((name) => [`pressure${name}`, zero]));
}

/** A guest as `/nodes/{node}/qemu` and `/nodes/{node}/lxc` list it. */
export function guestSummary(state: State, guest: Guest, now: number): Record<string, unknown> {
  const figures = guestFigures(guest, now);
  const { config } = guest;
  const isContainer = guest.kind === "lxc";
  const hasPressure = guest.running && isAtLeast(state.release, "9.0");
  const { diskread, diskwrite, ...others } = figures;
  const host = state.nodes.get(guest.node)?.processors;
  return {
    vmid: guest.vmid,
    name: nameOf(guest),
    status: guest.running ? "running" : "stopped",
    cpus: processorsOf(guest, host ? host.cores * host.sockets : 1),
    ...others,
    ...((isContainer || guest.running) && { diskread, diskwrite }),
    ...(isContainer && swapOf(guest)),
    ...(isContainer && { type: "lxc" }),
    ...(!isContainer && isAtLeast(state.release, "9.0") && { memhost: figures.mem }),
    ...(guest.running && { pid: guest.pid }),
    ...(hasPressure && pressures(guest)),
    ...(config["tags"] !== undefined && { tags: config["tags"] }),
    ...(config["lock"] !== undefined && { lock: config["lock"] }),
    ...(config["template"] !== undefined && { template: 1 }),
    ...(!isContainer && guest.running && hasSerial(guest) && { serial: 1 }),
  };
}

function swapOf({ config, running }: Guest): { swap: number; maxswap: number } {
  const maxswap = Number(config["swap"] ?? 512) * MIB;
  return { swap: running ? Math.floor(maxswap * 0.02) : 0, maxswap };
}

function hasSerial({ config }: Guest): boolean {
  return Object.keys(config).some((key) => /^serial\d$/.test(key));
}

/** Network figures per interface, as `status/current` of a virtual machine has them. */
export function nicFigures(guest: Guest, now: number): Record<string, unknown> {
  const { netin, netout } = guestFigures(guest, now);
  const keys = Object.keys(guest.config).filter((key) => /^net\d+$/.test(key));
  return Object.fromEntries(
    keys.map((key, index) => [
      `tap${guest.vmid}i${key.slice(3)}`,
      index === 0 ? { netin, netout } : { netin: 0, netout: 0 },
    ]),
  );
}

export function macOf(kind: Guest["kind"], value: string): string | undefined {
  const properties = readProperties(value, "model");
  if (kind === "lxc") return properties["hwaddr"];
  return Object.values(properties).find((part) => /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/i.test(part));
}

export interface NodeFigures {
  cpu: number;
  maxcpu: number;
  mem: number;
  maxmem: number;
  disk: number;
  maxdisk: number;
  uptime: number;
}

/** What the running guests of a node ask of it: processors and bytes. */
export interface NodeLoad {
  busy: number;
  mem: number;
}

const NO_LOAD: NodeLoad = { busy: 0, mem: 0 };

/** One pass over all guests, for callers that want every node. */
export function loadByNode({ guests }: State): Map<string, NodeLoad> {
  const loads = new Map<string, NodeLoad>();
  for (const guest of guests.values()) {
    if (!guest.running) continue;
    const load = loads.get(guest.node) ?? { busy: 0, mem: 0 };
    load.busy += guest.load * processorsOf(guest);
    load.mem += memoryOf(guest) * guest.memoryShare;
    loads.set(guest.node, load);
  }
  return loads;
}

export function nodeFigures(
  node: NodeState,
  now: number,
  { busy, mem }: NodeLoad = NO_LOAD,
): NodeFigures {
  const maxcpu = node.processors.cores * node.processors.sockets;
  return {
    cpu: Math.min(0.99, (node.load * maxcpu * wave(now, node.id) + busy) / maxcpu),
    maxcpu,
    mem: Math.floor(Math.min(node.memory * 0.97, 2.5 * GIB + mem)),
    maxmem: node.memory,
    disk: Math.floor(node.rootfs * 0.18),
    maxdisk: node.rootfs,
    uptime: Math.max(0, Math.floor((now - node.bootedAt) / 1000)),
  };
}
