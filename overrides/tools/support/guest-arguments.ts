import type { ToolContext } from "../../../src/tools/define.js";

/** What steers a tool or names its guest, and so is no setting. */
const STEERING = new Set(["node", "vmid", "type", "wait", "options", "fields", "limit", "cursor"]);

/** What the caller gave for the endpoint, without what steers the tool and its own arguments. */
export function settingsOf(
  { arguments: args }: ToolContext,
  ...own: readonly string[]
): Record<string, unknown> {
  const entries = Object.entries(args).filter(
    ([name, value]) => !STEERING.has(name) && !own.includes(name) && value !== undefined,
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
  return value === undefined
    ? []
    : String(value)
        .split(/[\s,;]+/)
        .filter(Boolean);
}
