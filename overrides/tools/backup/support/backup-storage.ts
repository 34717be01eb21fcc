import type { ToolContext } from "../../../../src/tools/define.js";
import type { Resource } from "../../support/resource.js";

/** A storage on a node that can be asked for it. */
export interface Place {
  node: string;
  storage: string;
}

/**
 * Storages that hold backups, a shared one once. `GET /cluster/resources` has all nodes' in one
 * answer, and says which are reachable.
 */
export async function backupStorages({ call, arguments: args }: ToolContext): Promise<Place[]> {
  const rows = await storageRows(call);
  const wanted = rows.filter(
    (row) =>
      String(row["content"] ?? "")
        .split(",")
        .includes("backup") &&
      (args["node"] === undefined || row["node"] === args["node"]),
  );
  const places = new Map<string, Place>();
  for (const { node, storage, shared } of wanted) {
    const key = shared ? String(storage) : `${node}/${storage}`;
    if (!places.has(key)) places.set(key, { node: String(node), storage: String(storage) });
  }
  return [...places.values()];
}

/** The storage that a volid names, on a node that has it. */
export async function placeOfVolume(
  { call, arguments: args, refuse }: ToolContext,
  volid: string,
): Promise<Place> {
  const [storage = "", rest] = volid.split(/:(.*)/s);
  if (!rest) {
    throw refuse(
      `${JSON.stringify(volid)} is no volid: it must be storage:backup/…, as action list shows it`,
    );
  }
  if (args["node"] !== undefined) return { node: String(args["node"]), storage };
  const row = (await storageRows(call)).find((candidate) => candidate["storage"] === storage);
  if (!row)
    throw refuse(`There is no storage ${JSON.stringify(storage)} on any node that answers.`);
  return { node: String(row["node"]), storage };
}

async function storageRows(call: ToolContext["call"]): Promise<Resource[]> {
  const rows = await call("GET /cluster/resources", { type: "storage" });
  return rows
    .filter((row) => row["status"] === "available")
    .sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
}
