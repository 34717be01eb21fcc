import { type Api, keyOf } from "../../schema/model.js";
import type { Handler, Handlers } from "../context.js";
import { clusterHandlers } from "./cluster.js";
import { guestHandlers } from "./guests.js";
import { indexHandler } from "./indexes.js";
import { powerHandlers } from "./power.js";
import { snapshotHandlers } from "./snapshots.js";
import { taskHandlers } from "./tasks.js";
import { versionHandlers } from "./version.js";

/** One table per area; a test shows that every key is an endpoint of some release. */
export const HANDLERS: Handlers = {
  ...versionHandlers,
  ...clusterHandlers,
  ...guestHandlers,
  ...powerHandlers,
  ...snapshotHandlers,
  ...taskHandlers,
};

/** The handlers of one release, directories included. */
export function handlersFor(api: Api): Handlers {
  const handlers: Record<string, Handler> = {};
  for (const endpoint of api.endpoints) {
    const key = keyOf(endpoint);
    const handler = HANDLERS[key] ?? indexHandler(api, endpoint);
    if (handler) handlers[key] = handler;
  }
  return handlers;
}
