import { mapValues } from "../kit/objects.js";
import type { Endpoint } from "../schema/model.js";
import { findProperty } from "../schema/numbered-parameters.js";

const WORDS = new Map([
  ["true", true],
  ["false", false],
]);

/**
 * Models write `"true"` where Proxmox wants a flag, and `true` where it wants a number that is one.
 * Nothing else is guessed.
 */
export function readBooleanWords(
  endpoint: Endpoint,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return mapValues(parameters, (value, name) => {
    const schema = findProperty(endpoint.parameters, name)?.schema;
    if (schema?.type === "integer" && typeof value === "boolean") return Number(value);
    return schema?.type === "boolean" ? (WORDS.get(String(value)) ?? value) : value;
  });
}
