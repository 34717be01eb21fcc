import { splitList } from "../../../src/kit/lists.js";
import { TOOL_ARGUMENTS, type ToolContext } from "../../../src/tools/define.js";

/** Arguments that steer a tool or name its guest, and so are no settings. */
const NO_SETTINGS = new Set<string>(["node", "vmid", "type", "limit", ...TOOL_ARGUMENTS]);

/** What the caller gave for the endpoint, without what steers the tool and its own arguments. */
export function settingsOf(
  { arguments: args }: ToolContext,
  ...own: readonly string[]
): Record<string, unknown> {
  const entries = Object.entries(args).filter(
    ([name, value]) => !NO_SETTINGS.has(name) && !own.includes(name) && value !== undefined,
  );
  return Object.fromEntries(entries);
}

export function textOf(value: unknown): string | undefined {
  return value === undefined || value === "" ? undefined : String(value);
}

export function isOn(value: unknown): boolean {
  return value === true || value === 1 || value === "1" || value === "true";
}

/** Names in a list, or in a text with commas. */
export function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return value === undefined ? [] : splitList(String(value));
}
