import type { Handler } from "../../../../src/tools/define.js";
import type { Resource } from "../../support/resource.js";

const FIELDS = [
  "storage",
  "node",
  "plugintype",
  "shared",
  "status",
  "content",
  "disk",
  "maxdisk",
  "readable",
];

/** How full the storages are: as one node sees them, or of the whole cluster, a shared one once. */
export const readUsage: Handler = async ({ arguments: args, call, shape, request, page }) => {
  const { node, fields, limit, cursor, ...filters } = args;
  if (node !== undefined) return request("GET /nodes/{node}/storage", { node, ...filters });
  const key = "GET /cluster/resources";
  const rows = await shape(key, await call(key, { type: "storage" }));
  const seen = new Map<string, Resource>();
  for (const row of rows) {
    if (filters["storage"] !== undefined && filters["storage"] !== row["storage"]) continue;
    const key = row["shared"] ? String(row["storage"]) : `${row["storage"]}/${row["node"]}`;
    const known = seen.get(key);
    if (known?.["status"] !== "available") seen.set(key, row);
  }
  const storages = [...seen.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return page(
    storages.map(([, row]) => withUsage(row)),
    {},
  );
};

function withUsage(row: Resource): object {
  const [used, size] = [Number(row["disk"] ?? 0), Number(row["maxdisk"] ?? 0)];
  const known = Object.fromEntries(FIELDS.map((name) => [name, row[name]]));
  return {
    ...known,
    shared: Boolean(row["shared"]),
    ...(row["shared"] ? { node: undefined } : {}),
    ...(size > 0 && { used_percent: Math.round((used / size) * 1000) / 10 }),
  };
}
