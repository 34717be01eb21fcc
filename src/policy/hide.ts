import { isObject } from "../kit/objects.js";

/**
 * An answer without the fields that hold secrets. Lists are gone through; a list of changes
 * (`{key, value, pending}`) loses the rows about such a field, and a list of settings
 * (`[["lxc.environment", "A=1"], …]`) its entries.
 */
export function hideFields(answer: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(answer)) {
    const rows = answer.filter((row) => !isAbout(row, fields));
    return rows.map((row) => hideFields(row, fields));
  }
  if (!isObject(answer)) return answer;
  const kept = Object.entries(answer).filter(([name]) => !fields.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? hideFields(value, fields) : value]),
  );
}

function isAbout(row: unknown, fields: readonly string[]): boolean {
  if (Array.isArray(row)) return fields.includes(String(row[0]));
  return isObject(row) && fields.includes(String(row["key"]));
}
