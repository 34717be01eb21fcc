import { ApiFault, fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { node as newNode } from "../state/empty.js";
import { digestOf } from "../support/random.js";

type Entry = Record<string, unknown>;

function requireCluster({ state }: Context): NonNullable<Context["state"]["cluster"]> {
  if (!state.cluster) {
    throw new ApiFault(424, "node is not in a cluster, no join info available!");
  }
  return state.cluster;
}

function totem(context: Context): Entry | null {
  const { cluster } = context.state;
  if (!cluster) return null;
  return {
    cluster_name: cluster.name,
    config_version: String(context.state.nodes.size),
    interface: { "0": { linknumber: "0" } },
    ip_version: "ipv4-6",
    link_mode: "passive",
    secauth: "on",
    version: "2",
  };
}

function members({ state }: Context): Entry[] {
  if (!state.cluster) return [];
  return [...state.nodes.values()].map(({ name, id, address }) => ({
    name,
    node: name,
    nodeid: String(id),
    quorum_votes: "1",
    ring0_addr: address,
  }));
}

function joinInfo(context: Context): Entry {
  const { state } = context;
  requireCluster(context);
  return {
    config_digest: digestOf([...state.nodes.keys()]),
    preferred_node: context.optional("node") ?? state.local,
    nodelist: [...state.nodes.values()].map(({ name, id, address, fingerprint }) => ({
      name,
      nodeid: String(id),
      pve_addr: address,
      pve_fp: fingerprint,
      quorum_votes: "1",
      ring0_addr: address,
    })),
    totem: totem(context),
  };
}

function createCluster(context: Context): string {
  const { state, text } = context;
  if (state.cluster) throw fault("cluster config '/etc/pve/corosync.conf' already exists");
  return context.task("clustercreate", text("clustername"), function* (task) {
    task.log("Corosync Cluster Engine Authentication key generator.");
    yield 1500;
    state.cluster = { name: text("clustername"), expectedVotes: 1 };
    const local = state.nodes.get(state.local);
    if (local) local.id = 1;
    task.log("Writing corosync config to /etc/pve/corosync.conf");
    task.log("Restart corosync and cluster filesystem");
  });
}

/** Joining means becoming part of somebody else's cluster, and there's nobody else here. */
function joinCluster(context: Context): string {
  if (context.state.cluster) throw fault("cluster config '/etc/pve/corosync.conf' already exists");
  const host = context.text("hostname");
  return context.task("clusterjoin", "", function* (task) {
    task.log(`Establishing API connection with host '${host}'`);
    yield 3000;
    throw fault(`error connecting to '${host}'`);
  });
}

function addNode(context: Context): Entry {
  const { state, text, clock, optional } = context;
  const cluster = requireCluster(context);
  const name = text("node");
  if (state.nodes.has(name) && !context.flag("force")) {
    throw fault(`can't add existing node '${name}'`);
  }
  const id =
    context.number("nodeid") ?? Math.max(0, ...[...state.nodes.values()].map((n) => n.id)) + 1;
  const address = optional("new_node_ip") ?? `192.0.2.${10 + id}`;
  state.nodes.set(name, newNode({ name, id, address, bootedAt: clock.now() }));
  cluster.expectedVotes = state.nodes.size;
  return { corosync_authkey: "(simulated)", corosync_conf: "", warnings: [] };
}

function deleteNode(context: Context): void {
  const { state, text } = context;
  const name = text("node");
  const found = state.nodes.get(name);
  if (!found)
    throw parameterFault({ node: `Node/IP: ${name} is not a known host of the cluster.` });
  if (name === state.local) throw fault("Cannot delete myself from cluster!");
  if (found.online) throw fault(`Node ${name} is still online, shut it down first`);
  state.nodes.delete(name);
  if (state.cluster) state.cluster.expectedVotes = state.nodes.size;
}

export const clusterConfigHandlers: Handlers = {
  "POST /cluster/config": createCluster,
  "GET /cluster/config/apiversion": () => "1",
  "GET /cluster/config/join": joinInfo,
  "POST /cluster/config/join": joinCluster,
  "GET /cluster/config/nodes": members,
  "POST /cluster/config/nodes/{node}": addNode,
  "DELETE /cluster/config/nodes/{node}": deleteNode,
  "GET /cluster/config/qdevice": () => ({}),
  "GET /cluster/config/totem": totem,
};
