import type { Handler } from "../../src/tools/define.js";

type Row = Record<string, unknown>;

/** Quorum and membership as corosync has it, with each node's load beside. */
export const readClusterStatus: Handler = async ({ send }) => {
  const [status, load] = await Promise.all([send("GET /cluster/status"), send("GET /nodes")]);
  const rows = status.data as Row[];
  const loads = new Map((load.data as Row[]).map((row) => [row["node"], row]));
  const cluster = rows.find((row) => row["type"] === "cluster");
  const nodes = rows
    .filter((row) => row["type"] === "node")
    .map((row) => ({ ...loads.get(row["name"]), ...membership(row) }))
    .sort((a, b) => (String(a.node) < String(b.node) ? -1 : 1));
  return {
    data: {
      ...(cluster && { cluster: without(cluster, ["id", "type"]) }),
      nodes,
    },
    ...(!cluster && { notes: ["This node stands alone: it belongs to no cluster."] }),
  };
};

function membership({ name, online, local, ip, nodeid, level }: Row) {
  return { node: name, online, local, ip, nodeid, ...(level !== "" && { level }) };
}

function without(row: Row, names: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}
