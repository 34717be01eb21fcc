import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { chartOf } from "../../support/load-chart.js";

export const nodeLoad: Handler = async (context) => {
  const asked = askedOf(context);
  if (!isOn(context.arguments["chart"])) return context.request("GET /nodes/{node}/rrddata", asked);
  const rows = await context.call("GET /nodes/{node}/rrddata", asked);
  return chartOf(context, "node", `Node ${asked["node"]}`, rows);
};

export const storageLoad: Handler = async (context) => {
  const endpoint = "GET /nodes/{node}/storage/{storage}/rrddata";
  const asked = askedOf(context);
  if (!isOn(context.arguments["chart"])) return context.request(endpoint, asked);
  const rows = await context.call(endpoint, asked);
  return chartOf(context, "storage", `Storage ${asked["storage"]} on ${asked["node"]}`, rows);
};

function askedOf(context: ToolContext): Record<string, unknown> {
  return { node: context.arguments["node"], ...settingsOf(context, "chart") };
}
