import type { ToolContext } from "../../../src/tools/define.js";

const DATE = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/;

const ZONED = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * A moment in Unix seconds, however it is written: as those, as a time with its zone, or as one by
 * the node's own clock.
 *
 * @throws where it is none, and where a time without a zone has no node
 */
async function unixSeconds(
  context: ToolContext,
  name: string,
  value: unknown,
  node: unknown,
): Promise<number> {
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text);
  if (ZONED.test(text)) return secondsOf(text);
  if (!DATE.test(text)) {
    throw context.refuse(
      `${name}: must be a time such as 2026-01-31 08:00:00 or Unix seconds, got ${JSON.stringify(value)}`,
    );
  }
  if (node === undefined) {
    throw context.refuse(
      `${name}: whose clock is meant? Give a node, or the zone as in 2026-01-31T08:00Z.`,
    );
  }
  return (
    secondsOf(`${text.length > 10 ? text : `${text} 00:00`}Z`) - (await offsetOf(context, node))
  );
}

/** The same arguments with `since` and `until` in Unix seconds. */
export async function withUnixSeconds(
  context: ToolContext,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const bounds = ["since", "until"].filter((name) => given[name] !== undefined);
  const times = await Promise.all(
    bounds.map(async (name) => {
      const seconds = await unixSeconds(context, name, given[name], context.arguments["node"]);
      return [name, seconds] as const;
    }),
  );
  return { ...given, ...Object.fromEntries(times) };
}

/** A moment by the node's own clock, as `2026-01-31 08:00:00`. */
export async function localTime(
  context: ToolContext,
  name: string,
  value: unknown,
  node: unknown,
): Promise<string> {
  const text = String(value).trim();
  if (DATE.test(text)) return text.replace("T", " ");
  const seconds = await unixSeconds(context, name, value, node);
  const local = new Date((seconds + (await offsetOf(context, node))) * 1000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

function secondsOf(text: string): number {
  return Math.floor(Date.parse(text.replace(" ", "T")) / 1000);
}

/** How far the node's clock is ahead of UTC, in seconds. */
async function offsetOf({ call }: ToolContext, node: unknown): Promise<number> {
  const { time, localtime } = await call("GET /nodes/{node}/time", { node });
  return Number(localtime) - Number(time);
}
