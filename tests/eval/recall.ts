import { tools } from "../../overrides/tools/index.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { actionsOf, endpointsOf } from "../../src/tools/define.js";
import { parameterNames } from "../../src/tools/find-endpoint.js";
import { searchEndpoints } from "../../src/tools/search.js";
import type { Task } from "./tasks.js";

/** Place of the first endpoint by which the task can be done, from 1; undefined where search has none. */
export function placeOf(task: Task): number | undefined {
  const wanted = endpointsFor(task);
  const found = searchEndpoints(loadCatalogue(), task.ask, parameterNames);
  const at = found.findIndex(({ endpoint }) => wanted.has(endpoint));
  return at < 0 ? undefined : at + 1;
}

/** Share of tasks found among the first `depth`, from 0 to 1. */
export function recallAt(places: readonly (number | undefined)[], depth: number): number {
  return places.filter((place) => place !== undefined && place <= depth).length / places.length;
}

/** What a handler only looks up on its way doesn't count where it changes something. */
function endpointsFor({ tool, action }: Task): Set<string> {
  const declared = tools.find(({ name }) => name === tool);
  const chosen = (declared ? actionsOf(declared) : []).filter(
    ([name]) => action === undefined || name === action,
  );
  const keys = chosen.flatMap(([, one]) => endpointsOf(one));
  const changing = keys.filter((key) => !key.startsWith("GET "));
  return new Set(changing.length > 0 && action !== undefined ? changing : keys);
}
