import { isObject, mapValues } from "../schema/objects.js";

/**
 * An answer without the fields that its reader isn't trusted with, at any depth. Lists of settings
 * (`{ key: "env", value: … }`, as `pending` answers) lose the rows of such names.
 *
 * @returns the same answer where nothing is to hide
 */
export function hide(answer: unknown, names: readonly string[]): unknown {
  if (names.length === 0) return answer;
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((row) => !isSetting(row, names)).map(without);
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([name]) => !names.includes(name));
    return mapValues(Object.fromEntries(kept), without);
  };
  return without(answer);
}

function isSetting(row: unknown, names: readonly string[]): boolean {
  return isObject(row) && typeof row["key"] === "string" && names.includes(row["key"]);
}
