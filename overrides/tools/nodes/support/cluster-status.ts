import type { Handler, ResultOf } from "../../../../src/tools/define.js";

type Member = ResultOf<"GET /cluster/status">[number];

/** Quorum and membership as corosync has it, with each node's load beside. */
export const readClusterStatus: Handler = async ({ call, shape }) => {
  const read = async <K extends "GET /cluster/status" | "GET /nodes">(endpoint: K) =>
    await shape(endpoint, await call(endpoint));
  const [rows, load] = await Promise.all([read("GET /cluster/status"), read("GET /nodes")]);
  const loads = new Map(load.map((row) => [row["node"], without(row, ["id", "type", "level"])]));
  const cluster = rows.find((row) => row["type"] === "cluster");
  const nodes = rows
    .filter((row) => row.type === "node")
    .map((row) => ({ ...loads.get(row["name"]), ...membership(row) }))
    .sort((a, b) => (String(a.node) < String(b.node) ? -1 : 1));
  return {
    data: {
      ...(cluster && { cluster: without(cluster, ["id", "type"]) }),
      nodes,
    },
    ...(!cluster && { notes: ["This node isn't part of a cluster."] }),
  };
};

function membership({ name, online, local, ip, nodeid, level }: Member) {
  return { node: name, online, local, ip, nodeid, ...(level !== "" && { level }) };
}

function without(row: object, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}
