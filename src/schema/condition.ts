import type { Condition } from "./catalogue.js";

/** Whether a parameter that has this value, undefined where it isn't given, fits a condition. */
export function holds(condition: Condition, value: unknown): boolean {
  if (typeof condition === "object") {
    return value !== undefined && new RegExp(condition.matches).test(textOf(value));
  }
  const flag = readFlag(value);
  const fits: Record<typeof condition, boolean> = {
    on: flag === true,
    off: flag === false,
    "unless on": flag !== true,
    "unless off": flag !== false,
    given: value !== undefined,
    absent: value === undefined,
  };
  return fits[condition];
}

/** A parameter's value as it would be written. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** As Proxmox reads one; undefined for what is neither. */
function readFlag(value: unknown): boolean | undefined {
  const text = textOf(value).toLowerCase();
  if (["1", "true", "on", "yes"].includes(text)) return true;
  return ["0", "false", "off", "no"].includes(text) ? false : undefined;
}
