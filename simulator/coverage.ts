import { areaOf } from "../src/schema/area.js";
import { type Api, keyOf } from "../src/schema/model.js";
import { HANDLERS, handlersFor } from "./handlers.js";

export interface AreaCoverage {
  area: string;
  /** Endpoints that answer from the cluster's state. */
  stateful: number;
  /** Endpoints that only list what lies below them. */
  directories: number;
  total: number;
}

/**
 * How many endpoints of each area answer from state. What is neither stateful nor a directory gives an
 * example of its schema.
 */
export function coverage(api: Api): AreaCoverage[] {
  const handlers = handlersFor(api);
  const areas = new Map<string, AreaCoverage>();
  for (const endpoint of api.endpoints) {
    const name = areaOf(endpoint.path);
    const area = areas.get(name) ?? { area: name, stateful: 0, directories: 0, total: 0 };
    area.total += 1;
    const key = keyOf(endpoint);
    if (HANDLERS[key]) area.stateful += 1;
    else if (handlers[key]) area.directories += 1;
    areas.set(name, area);
  }
  return [...areas.values()];
}
