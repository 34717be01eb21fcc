import { areaOf } from "../schema/area.js";
import { type Api, keyOf } from "../schema/model.js";
import { handlersFor } from "./handlers/index.js";

export interface AreaCoverage {
  area: string;
  /** Endpoints that answer from the cluster's state. */
  stateful: number;
  total: number;
}

/** How many endpoints of each area answer from state; the others give an example of their schema. */
export function coverage(api: Api): AreaCoverage[] {
  const handlers = handlersFor(api);
  const areas = new Map<string, AreaCoverage>();
  for (const endpoint of api.endpoints) {
    const name = areaOf(endpoint.path);
    const area = areas.get(name) ?? { area: name, stateful: 0, total: 0 };
    area.total += 1;
    if (handlers[keyOf(endpoint)]) area.stateful += 1;
    areas.set(name, area);
  }
  return [...areas.values()];
}
