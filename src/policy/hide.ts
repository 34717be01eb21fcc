import { isObject } from "../schema/objects.js";

/**
 * An answer without the fields that hold secrets. Lists are gone through; a list of changes
 * (`{key, value, pending}`) loses the rows about such a field.
 */
export function hideFields(answer: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(answer)) {
    const rows = answer.filter((row) => !(isObject(row) && fields.includes(String(row["key"]))));
    return rows.map((row) => hideFields(row, fields));
  }
  if (!isObject(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !fields.includes(name)));
}
