import { drawChart } from "../pictures/chart.js";
import { toPng } from "../pictures/png.js";
import { type Row, usageChart } from "../pictures/usage-chart.js";
import type { ChartView } from "./define.js";

export function drawUsage(
  kind: "guest" | "node" | "storage",
  title: string,
  rows: readonly object[],
): ChartView {
  const { chart, figures } = usageChart(kind, title, rows as readonly Row[]);
  return { image: { png: toPng(drawChart(chart)).toString("base64") }, figures: { ...figures } };
}
