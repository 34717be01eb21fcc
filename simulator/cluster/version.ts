import type { Context, Handlers } from "../http/context.js";
import { clusterTime } from "../http/context.js";

function version({ state }: Context): unknown {
  return { version: state.version, release: state.release, repoid: state.repoid };
}

export const versionHandlers: Handlers = {
  "GET /version": version,
  "GET /nodes/{node}/version": version,
  "GET /nodes/{node}/time": (context) => {
    const time = clusterTime(context);
    const timezone = context.state.nodes.get(context.node)?.timezone ?? "UTC";
    return { timezone, time, localtime: time + offsetOf(timezone, time) };
  },
  "PUT /nodes/{node}/time": ({ state, node, text }) => {
    const found = state.nodes.get(node);
    if (found) found.timezone = text("timezone");
  },
};

/** Seconds east of UTC. */
function offsetOf(timezone: string, time: number): number {
  try {
    const date = new Date(time * 1000);
    const there = new Date(date.toLocaleString("en-US", { timeZone: timezone }));
    const utc = new Date(date.toLocaleString("en-US", { timeZone: "UTC" }));
    return Math.round((there.getTime() - utc.getTime()) / 1000);
  } catch {
    return 0;
  }
}
