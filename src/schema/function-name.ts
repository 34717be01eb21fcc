import type { Endpoint } from "./model.js";

/**
 * `getNodesByNodeQemuByVmidConfig` of GET /nodes/{node}/qemu/{vmid}/config.
 *
 * Made from method and path alone, so that a new endpoint never renames another.
 */
export function functionName(endpoint: Pick<Endpoint, "method" | "path">): string {
  return endpoint.method.toLowerCase() + typeName(endpoint);
}

/** `NodesByNodeQemuByVmidConfig`: the path's part of the name. */
function typeName(endpoint: Pick<Endpoint, "path">): string {
  return endpoint.path.split("/").map(segmentName).join("");
}

function segmentName(segment: string): string {
  const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
  return parameter === undefined ? pascalCase(segment) : `By${pascalCase(parameter)}`;
}

/** `bulk-action` → `BulkAction`, `move_disk` → `MoveDisk`. */
export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
