import { endpointFilter } from "../../schema/endpoint-filter.js";
import type { EndpointKey } from "../../schema/model.js";
import type { Subject } from "./subject.js";

/** Reads the guest in its path, and makes or changes another. */
export const readsItsGuest = endpointFilter(["POST /nodes/{node}/*/{vmid}/clone"]);

const isBulk = endpointFilter(["POST /cluster/bulk-action/guest/*"]);
const isAllOfNode = endpointFilter([
  "POST /nodes/{node}/startall",
  "POST /nodes/{node}/stopall",
  "POST /nodes/{node}/suspendall",
  "POST /nodes/{node}/migrateall",
]);
const isBackup = endpointFilter(["POST /nodes/{node}/vzdump", "POST /cluster/backup"]);
const isPruning = endpointFilter(["DELETE /nodes/{node}/storage/{storage}/prunebackups"]);

/** How to name the guests of what touches all of them otherwise; undefined where it doesn't. */
export function howToName({ endpoint, parameters }: Subject): string | undefined {
  const isOn = (value: unknown) => [true, 1, "1", "true"].includes(value as never);
  const names = (name: string) => parameters[name] !== undefined && parameters[name] !== "";
  if (isBulk(endpoint) || isAllOfNode(endpoint))
    return names("vms") ? undefined : "name them in vms";
  if (isBackup(endpoint)) {
    const isAll = isOn(parameters["all"]) || names("pool") || !names("vmid");
    return isAll ? "name them in vmid" : undefined;
  }
  if (isPruning(endpoint)) return names("vmid") ? undefined : "name one in vmid";
  return undefined;
}

/** Changes an entry that others may be in too, whatever the request names. */
export const mayTouchOthers = endpointFilter([
  "PUT /cluster/backup/{id}",
  "DELETE /cluster/backup/{id}",
  "PUT /cluster/ha/rules/{rule}",
  "DELETE /cluster/ha/rules/{rule}",
  "PUT /cluster/ha/groups/{group}",
  "DELETE /cluster/ha/groups/{group}",
]);

const addsFiles = endpointFilter([
  "POST /nodes/{node}/storage/{storage}/upload",
  "POST /nodes/{node}/storage/{storage}/download-url",
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull",
  "POST /nodes/{node}/aplinfo",
]);
const stopsTask = endpointFilter(["DELETE /nodes/{node}/tasks/{upid}"]);

/** What serves guests in scope and changes none that isn't: files to install from, own tasks. */
export function changesNoGuest({ endpoint }: Subject): boolean {
  return addsFiles(endpoint) || stopsTask(endpoint);
}

const writesAllDisks = endpointFilter([
  "DELETE /nodes/{node}/*/{vmid}",
  "POST /nodes/{node}/*/{vmid}/snapshot",
  "DELETE /nodes/{node}/*/{vmid}/snapshot/{snapname}",
  "POST /nodes/{node}/*/{vmid}/snapshot/{snapname}/rollback",
  "POST /nodes/{node}/*/{vmid}/template",
  "POST /nodes/{node}/*/{vmid}/clone",
]);
const writesOneDisk = endpointFilter([
  "PUT /nodes/{node}/*/{vmid}/resize",
  "POST /nodes/{node}/qemu/{vmid}/move_disk",
  "POST /nodes/{node}/lxc/{vmid}/move_volume",
]);

/** Which disks of its guest a request writes to: all, the one of this name, or none. */
export function disksWritten(
  endpoint: EndpointKey,
  parameters: Readonly<Record<string, unknown>>,
): string | undefined {
  if (writesOneDisk(endpoint)) return String(parameters["disk"] ?? parameters["volume"]);
  const isElsewhere = endpoint.endsWith("/clone") && parameters["storage"] !== undefined;
  return writesAllDisks(endpoint) && !isElsewhere ? "all" : undefined;
}
