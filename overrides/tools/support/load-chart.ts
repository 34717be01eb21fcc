import type { ToolAnswer, ToolContext } from "../../../src/tools/define.js";

/** An image of what was measured over time, and each series in a few figures. */
export async function chartOf(
  { arguments: { timeframe }, chart }: ToolContext,
  kind: "guest" | "node" | "storage",
  what: string,
  rows: readonly object[],
): Promise<ToolAnswer> {
  const measured = rows.filter((row) => Object.keys(row).length > 1);
  const title = `${what}, last ${timeframe}, times in UTC`;
  const { image, figures } = await chart(kind, title, measured);
  return { data: { points: measured.length, figures }, image };
}
