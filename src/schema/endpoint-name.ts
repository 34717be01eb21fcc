import type { Endpoint } from "./model.js";

/**
 * The name of an endpoint's function in the library, in parts: `nodes`, `qemu`, `config`, `get` of
 * GET /nodes/{node}/qemu/{vmid}/config.
 *
 * Made from method and path alone, so that a new endpoint never renames another. Parameters leave no
 * part, and those at the path's end leave `item` each, whatever they are called: releases have
 * renamed parameters.
 */
export function endpointName({ method, path }: Pick<Endpoint, "method" | "path">): string[] {
  const segments = path.split("/").filter((segment) => segment !== "");
  const last = segments.findLastIndex((segment) => !segment.startsWith("{"));
  const parts = segments.flatMap((segment, index) => {
    if (!segment.startsWith("{")) return [camelCase(segment)];
    return index > last ? ["item"] : [];
  });
  return [...parts, method.toLowerCase()];
}

/** `bulk-action` → `bulkAction`, `move_disk` → `moveDisk`. */
function camelCase(text: string): string {
  return text.replace(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `bulk-action` → `BulkAction`, `move_disk` → `MoveDisk`. */
export function pascalCase(text: string): string {
  return camelCase(text).replace(/^./, (letter) => letter.toUpperCase());
}
