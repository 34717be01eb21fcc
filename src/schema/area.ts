import type { EndpointKey } from "./model.js";

/**
 * Paths whose endpoints form an area of their own. What lies under none of them belongs to the area
 * of its first segment, so a path that a later release brings always has one.
 */
const AREAS = [
  "/cluster/acme",
  "/cluster/backup",
  "/cluster/bulk-action",
  "/cluster/ceph",
  "/cluster/config",
  "/cluster/firewall",
  "/cluster/ha",
  "/cluster/jobs",
  "/cluster/mapping",
  "/cluster/metrics",
  "/cluster/notifications",
  "/cluster/replication",
  "/cluster/sdn",
  "/nodes/apt",
  "/nodes/capabilities",
  "/nodes/ceph",
  "/nodes/certificates",
  "/nodes/disks",
  "/nodes/firewall",
  "/nodes/hardware",
  "/nodes/lxc",
  "/nodes/lxc/firewall",
  "/nodes/network",
  "/nodes/qemu",
  "/nodes/qemu/agent",
  "/nodes/qemu/firewall",
  "/nodes/replication",
  "/nodes/scan",
  "/nodes/sdn",
  "/nodes/services",
  "/nodes/storage",
  "/nodes/tasks",
] as const;

const names = new Set<string>(AREAS.map(nameOf));

/** `nodes-qemu` of `/nodes/{node}/qemu/{vmid}/config`: the longest area that the path lies in. */
export function areaOf(path: string): string {
  const segments = path.split("/").filter((segment) => segment && !segment.startsWith("{"));
  for (let length = segments.length; length > 1; length -= 1) {
    const name = segments.slice(0, length).join("-");
    if (names.has(name)) return name;
  }
  return segments[0] ?? "root";
}

/** `areaOf` the path in `"GET /nodes/{node}/qemu"`. */
export function areaOfKey(key: EndpointKey): string {
  return areaOf(key.slice(key.indexOf("/")));
}

function nameOf(prefix: string): string {
  return prefix.slice(1).replaceAll("/", "-");
}
