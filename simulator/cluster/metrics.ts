import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestFigures, loadByNode, nodeFigures } from "../support/figures.js";
import { sectionHandlers } from "../support/sections.js";

const SECRETS = ["token", "otel-headers"];

interface Metric {
  id: string;
  metric: string;
  timestamp: number;
  type: "gauge" | "counter";
  value: number;
}

function gauges(id: string, timestamp: number, values: Record<string, number>): Metric[] {
  return Object.entries(values).map(([metric, value]) => ({
    id,
    metric,
    timestamp,
    type: /^(?:net|disk(?:read|write))/.test(metric) ? "counter" : "gauge",
    value,
  }));
}

function exported(context: Context): { data: Metric[] } {
  const { state, clock, time, number } = context;
  if ((number("start-time") ?? 0) > time) return { data: [] };
  const now = clock.now();
  const loads = loadByNode(state);
  const isLocal = (node: string) => !context.flag("local-only") || node === state.local;
  const nodes = [...state.nodes.values()].filter((node) => node.online && isLocal(node.name));
  const guests = [...state.guests.values()].filter((guest) => isLocal(guest.node));
  return {
    data: [
      ...nodes.flatMap((node) =>
        gauges(`node/${node.name}`, time, { ...nodeFigures(node, now, loads.get(node.name)) }),
      ),
      ...guests.flatMap((guest) =>
        gauges(`${guest.kind}/${guest.vmid}`, time, { ...guestFigures(guest, now) }),
      ),
    ],
  };
}

export const metricHandlers: Handlers = {
  ...sectionHandlers({
    collection: "/cluster/metrics/server",
    createsOn: "item",
    id: "id",
    sections: ({ state }) => state.metrics,
    missing: (id) => fault(`status server entry '${id}' does not exist`),
    exists: (id) => fault(`Metric server '${id}' already exists`),
    readsId: false,
    digest: "none",
    show: (section) =>
      Object.fromEntries(Object.entries(section).filter(([key]) => !SECRETS.includes(key))),
  }),
  "GET /cluster/metrics/server": ({ state }) =>
    [...state.metrics].map(([id, { type, server, port, disable }]) => ({
      id,
      type,
      server,
      port,
      disable: disable ?? 0,
    })),
  "GET /cluster/metrics/export": exported,
};
