import { isObject } from "../kit/objects.js";
import { isSecretName } from "../schema/secret.js";

/**
 * An answer without the fields that hold secrets. Lists are gone through; a list of changes
 * (`{key, value, pending}`) loses the rows about such a field, and a list of settings
 * (`[["lxc.environment", "A=1"], …]`) its entries.
 *
 * @param fields their names; `{secret}` is every field that is named like a secret
 */
export function hideFields(answer: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(answer)) {
    const rows = answer.filter((row) => !isAbout(row, fields));
    return rows.map((row) => hideFields(row, fields));
  }
  if (!isObject(answer)) return answer;
  const kept = Object.entries(answer).filter(([name]) => !isHidden(name, fields));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? hideFields(value, fields) : value]),
  );
}

function isAbout(row: unknown, fields: readonly string[]): boolean {
  const name = Array.isArray(row) ? row[0] : isObject(row) ? row["key"] : undefined;
  return typeof name === "string" && isHidden(name, fields);
}

function isHidden(name: string, fields: readonly string[]): boolean {
  return fields.includes(name) || (fields.includes("{secret}") && isSecretName(name));
}
