import { type Api, type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import type { Handler } from "../http/context.js";

/**
 * Directories whose entries aren't simply the paths below them: Proxmox writes some of its lists by
 * hand.
 */
const LISTED: Record<EndpointKey, string[]> = {
  "GET /access": [
    ...["users", "groups", "roles", "acl", "domains", "openid", "tfa"],
    ...["ticket", "password"],
  ],
  "GET /cluster": [
    ...["acme", "backup", "backup-info", "bulk-action", "ceph", "config", "firewall", "ha"],
    ...["jobs", "log", "mapping", "metrics", "notifications", "nextid", "options", "replication"],
    ...["resources", "status", "tasks", "sdn"],
  ],
  "GET /cluster/sdn": ["vnets", "zones", "controllers", "ipams", "dns", "fabrics"],
  "GET /nodes/{node}/firewall": ["rules", "options", "log"],
  "GET /nodes/{node}/lxc/{vmid}": [
    ...["config", "pending", "status", "vncproxy", "termproxy", "vncwebsocket", "spiceproxy"],
    ...["migrate", "clone", "rrd", "rrddata", "firewall", "snapshot", "resize", "interfaces"],
  ],
  "GET /nodes/{node}/qemu/{vmid}": [
    ...["config", "cloudinit", "pending", "status", "unlink", "vncproxy", "termproxy", "migrate"],
    ...["resize", "move", "rrd", "rrddata", "monitor", "agent", "snapshot", "spiceproxy"],
    ...["sendkey", "firewall", "mtunnel", "remote_migrate"],
  ],
  "GET /nodes/{node}/lxc/{vmid}/status": [
    ...["current", "start", "stop", "shutdown", "reboot", "migrate"],
  ],
  "GET /nodes/{node}/qemu/{vmid}/status": [
    ...["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"],
  ],
};

/** Directories with parameters below them that are no lists of objects. */
const OBJECT_DIRECTORIES = new Set<string>([
  "/nodes/{node}/{kind}/{vmid}",
  "/nodes/{node}",
  "/nodes/{node}/tasks/{upid}",
  "/nodes/{node}/services/{service}",
]);

/**
 * A handler for endpoints that only list what lies below them, such as `GET /nodes/{node}/ceph`;
 * undefined for every other endpoint.
 */
export function indexHandler(api: Api, endpoint: Endpoint): Handler | undefined {
  if (endpoint.method !== "GET" || endpoint.returns?.type !== "array") return undefined;
  const field = fieldOf(endpoint);
  if (field === undefined) return undefined;
  const below = childrenOf(api, endpoint.path);
  if (below.length === 0 || (below.includes("{}") && !OBJECT_DIRECTORIES.has(endpoint.path))) {
    return undefined;
  }
  const names = LISTED[keyOf(endpoint)]?.filter((name) => isKnown(api, endpoint.path, name));
  const entries = (names ?? below).map((name) => ({ [field]: name }));
  return () => entries;
}

/** `name` of the link `{name}`: which field of an entry leads on. */
function fieldOf({ returns }: Endpoint): string | undefined {
  const href = returns?.links?.[0]?.href;
  return href === undefined ? undefined : /^\{(\w+)\}$/.exec(href)?.[1];
}

/** First segments below a path, sorted; `{}` where a parameter follows. */
function childrenOf(api: Api, path: string): string[] {
  const prefix = `${path}/`;
  const names = new Set<string>();
  for (const { path: other } of api.endpoints) {
    if (!other.startsWith(prefix)) continue;
    const segment = other.slice(prefix.length).split("/", 1)[0] ?? "";
    names.add(segment.startsWith("{") ? "{}" : segment);
  }
  return [...names].sort();
}

/** A name may stand for something that this release lacks; `move` has no path of its own in any. */
function isKnown(api: Api, path: string, name: string): boolean {
  if (name === "move" || name === "migrate") return true;
  return api.endpoints.some(({ path: other }) => `${other}/`.startsWith(`${path}/${name}/`));
}
