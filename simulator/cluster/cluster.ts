import { isAtLeast } from "../../src/schema/releases.js";
import { nameOf, processorsOf } from "../guests/guest.js";
import type { Guest } from "../guests/guest-state.js";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import type { NodeState } from "../nodes/node-state.js";
import { contentOf, isEnabled, isShared, spaceOf, usageByStorage } from "../storage/storage.js";
import { guestFigures, loadByNode, nodeFigures } from "../support/figures.js";
import { readProperties } from "../support/properties.js";

type Entry = Record<string, unknown>;

/**
 * A guest as cluster-wide lists show it. Written out field by field: spreading ten thousand of these
 * together costs more than all the rest of a request.
 */
export function guestResource({ state, clock }: Context, guest: Guest): Entry {
  const node = state.nodes.get(guest.node);
  const { tags, lock } = guest.config;
  const id = `${guest.kind}/${guest.vmid}`;
  if (!node?.online) {
    const entry: Entry = {
      id,
      vmid: guest.vmid,
      node: guest.node,
      type: guest.kind,
      status: "unknown",
    };
    if (tags !== undefined) entry["tags"] = tags;
    if (lock !== undefined) entry["lock"] = lock;
    return entry;
  }
  const figures = guestFigures(guest, clock.now());
  const entry: Entry = {
    id,
    vmid: guest.vmid,
    node: guest.node,
    type: guest.kind,
    name: nameOf(guest),
    status: guest.running ? "running" : "stopped",
    template: guest.config["template"] === undefined ? 0 : 1,
    maxcpu: processorsOf(guest, node.processors.cores * node.processors.sockets),
    cpu: figures.cpu,
    maxmem: figures.maxmem,
    mem: figures.mem,
    maxdisk: figures.maxdisk,
    disk: figures.disk,
    netin: figures.netin,
    netout: figures.netout,
    diskread: figures.diskread,
    diskwrite: figures.diskwrite,
    uptime: figures.uptime,
  };
  if (guest.kind === "qemu" && isAtLeast(state.release, "9.0")) entry["memhost"] = figures.mem;
  if (tags !== undefined) entry["tags"] = tags;
  if (lock !== undefined) entry["lock"] = lock;
  return entry;
}

function poolEntries({ state, access }: Context): Entry[] {
  const visible = [...state.pools.keys()].filter((pool) =>
    access.has(`/pool/${pool}`, "Pool.Audit"),
  );
  return visible.sort().map((pool) => ({ id: `/pool/${pool}`, pool, type: "pool" }));
}

function guestEntries(context: Context): Entry[] {
  const { state, access } = context;
  const pools = poolsByGuest(context);
  const entries: Entry[] = [];
  for (const guest of state.guests.values()) {
    if (!access.has(`/vms/${guest.vmid}`, "VM.Audit")) continue;
    const entry = guestResource(context, guest);
    const pool = pools.get(guest.vmid);
    if (pool !== undefined) entry["pool"] = pool;
    const ha = state.ha.resources.get(`${guest.kind === "qemu" ? "vm" : "ct"}:${guest.vmid}`);
    if (ha) entry["hastate"] = ha["state"] ?? "started";
    entries.push(entry);
  }
  return entries;
}

export function poolsByGuest({ state }: Pick<Context, "state">): Map<number, string> {
  const pools = new Map<number, string>();
  for (const [name, pool] of state.pools) for (const vmid of pool.guests) pools.set(vmid, name);
  return pools;
}

export function nodeEntries({ state, clock, access }: Context, fingerprints = false): Entry[] {
  const loads = loadByNode(state);
  return [...state.nodes.values()].map((node) => {
    const isAllowed = access.has(`/nodes/${node.name}`, "Sys.Audit");
    return {
      id: `node/${node.name}`,
      node: node.name,
      type: "node",
      status: node.online ? "online" : "offline",
      level: String(node.subscription["level"] ?? ""),
      ...(isAllowed && node.online && nodeFigures(node, clock.now(), loads.get(node.name))),
      ...(fingerprints ? { ssl_fingerprint: node.fingerprint } : { "cgroup-mode": 2 }),
    };
  });
}

function storageEntries({ state, access }: Context): Entry[] {
  const usage = usageByStorage(state);
  const entries: Entry[] = [];
  for (const node of state.nodes.values()) {
    for (const [name, storage] of state.storages) {
      if (!isEnabled(storage, node.name)) continue;
      if (!access.hasAny(`/storage/${name}`, ["Datastore.Audit", "Datastore.AllocateSpace"])) {
        continue;
      }
      const space = spaceOf(name, storage, node.name, usage);
      entries.push({
        id: `storage/${node.name}/${name}`,
        storage: name,
        node: node.name,
        type: "storage",
        plugintype: storage.config["type"],
        status: node.online ? "available" : "unknown",
        shared: isShared(storage) ? 1 : 0,
        content: contentOf(storage).join(","),
        ...(node.online && { maxdisk: space.total, disk: space.used }),
      });
    }
  }
  return entries;
}

/** Zones as each node sees them: entries of type `network` since 9.0, `sdn` before. */
function networkEntries({ state, access }: Context): Entry[] {
  const isNew = isAtLeast(state.release, "9.0");
  const applied = state.sdn.applied?.zones ?? new Map();
  const zones = new Map<string, unknown>([["localnetwork", undefined]]);
  for (const [zone, section] of state.sdn.edited.zones) zones.set(zone, section["type"]);
  const entries: Entry[] = [];
  for (const node of state.nodes.keys()) {
    for (const [zone, kind] of zones) {
      if (!access.hasAny(`/sdn/zones/${zone}`, ["SDN.Audit", "SDN.Allocate"])) continue;
      const isApplied = kind === undefined || applied.has(zone);
      const status = isApplied ? "ok" : "pending";
      entries.push(
        isNew
          ? {
              id: `network/${node}/zone/${zone}`,
              network: zone,
              "network-type": "zone",
              node,
              type: "network",
              status,
              ...(kind !== undefined && { "zone-type": kind }),
            }
          : { id: `sdn/${node}/${zone}`, sdn: zone, node, type: "sdn", status },
      );
    }
  }
  return entries;
}

function resources(context: Context): Entry[] {
  const type = context.optional("type");
  const wants = (name: string) => type === undefined || type === name;
  return [
    ...(wants("pool") ? poolEntries(context) : []),
    ...(wants("vm") ? guestEntries(context) : []),
    ...(wants("node") ? nodeEntries(context) : []),
    ...(wants("storage") ? storageEntries(context) : []),
    ...(wants("sdn") || type === "network" ? networkEntries(context) : []),
  ];
}

function status({ state }: Context): Entry[] {
  const { cluster } = state;
  const online = [...state.nodes.values()].filter((node) => node.online).length;
  const head = cluster && {
    type: "cluster",
    id: "cluster",
    name: cluster.name,
    nodes: state.nodes.size,
    quorate: online * 2 > cluster.expectedVotes ? 1 : 0,
    version: state.nodes.size,
  };
  const nodes = [...state.nodes.values()].map((node) => nodeStatus(node, state.local));
  return head ? [head, ...nodes] : nodes;
}

function nodeStatus(node: NodeState, local: string): Entry {
  return {
    type: "node",
    id: `node/${node.name}`,
    name: node.name,
    nodeid: node.id,
    ip: node.address,
    local: node.name === local ? 1 : 0,
    online: node.online ? 1 : 0,
    level: String(node.subscription["level"] ?? ""),
  };
}

function nextId({ state, number }: Context): string {
  const wanted = number("vmid");
  if (wanted !== undefined) {
    if (state.guests.has(wanted)) throw parameterFault({ vmid: `VM ${wanted} already exists` });
    return String(wanted);
  }
  const range = readProperties(String(state.options["next-id"] ?? ""));
  const lower = Number(range["lower"] ?? 100);
  const upper = Number(range["upper"] ?? 1_000_000);
  for (let vmid = lower; vmid < upper; vmid += 1) if (!state.guests.has(vmid)) return String(vmid);
  throw fault(`unable to get any free VMID in range [${lower}, ${upper}]`);
}

function log({ state, number, access, identity }: Context): Entry[] {
  const max = number("max") ?? 50;
  const seesAll = access.has("/", "Sys.Syslog");
  const entries = state.log.map((entry, index) => ({
    uid: String(index + 1),
    id: `${index + 1}:${entry.node}`,
    node: entry.node,
    time: entry.time,
    user: entry.user,
    tag: entry.tag,
    pri: entry.priority,
    pid: entry.pid,
    msg: entry.message,
  }));
  const visible = seesAll ? entries : entries.filter((entry) => entry.user === identity.id);
  return visible.reverse().slice(0, max);
}

export const clusterHandlers: Handlers = {
  "GET /cluster/resources": resources,
  "GET /cluster/status": status,
  "GET /cluster/nextid": nextId,
  "GET /cluster/log": log,
  "GET /nodes": (context) => nodeEntries(context, true),
};
