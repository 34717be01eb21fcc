import type { Handler } from "../../../../src/tools/define.js";

/** Corosync's nodes, its totem settings and its quorum device; the API has an index in their place. */
export const readClusterConfig: Handler = async ({ call }) => {
  const [nodes, totem, qdevice] = await Promise.all([
    call("GET /cluster/config/nodes"),
    call("GET /cluster/config/totem"),
    call("GET /cluster/config/qdevice"),
  ]);
  return { data: { nodes, totem, qdevice } };
};

/** One node out of the list: the API can't read a single one. */
export const readConfigNode: Handler = async ({ arguments: args, call, refuse }) => {
  const nodes = await call("GET /cluster/config/nodes");
  const found = nodes.find(({ node }) => node === args["node"]);
  if (found) return { data: found };
  const known = nodes.map(({ node }) => node).sort();
  throw refuse(
    `node: ${JSON.stringify(args["node"])} is no node of this cluster; ${known.length > 0 ? `there are ${known.join(", ")}` : "it has none: this node stands alone"}.`,
  );
};
