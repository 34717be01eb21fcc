import { stringify } from "smol-toml";
import type { ClientDefinition, Launch, Value } from "./client.js";
import { SERVER_NAME } from "./launch.js";

/** What a client's configuration file holds with this server alone. */
export function configOf(client: ClientDefinition, launch: Launch): Record<string, Value> {
  const entry = { [SERVER_NAME]: client.entry(launch) };
  const nested = client.servers.reduceRight<Record<string, Value>>(
    (inner, key) => ({ [key]: inner }),
    entry,
  );
  return { ...client.beside, ...nested };
}

/** The same as text. */
export function printConfig(client: ClientDefinition, launch: Launch): string {
  const config = configOf(client, launch);
  if (client.format === "toml") return stringify(config).trim();
  return client.format === "yaml" ? printYaml(config) : JSON.stringify(config, null, 2);
}

/** Strings are quoted as JSON, which YAML reads the same way. */
export function printYaml(value: Value, indent = ""): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((item): [string, Value] => ["-", item])
    : Object.entries(value).map(([key, item]): [string, Value] => [`${key}:`, item]);
  return entries
    .map(([key, item]) => {
      const isEmpty = typeof item === "object" && Object.keys(item).length === 0;
      if (isEmpty) return `${indent}${key} ${Array.isArray(item) ? "[]" : "{}"}`;
      if (typeof item !== "object") return `${indent}${key} ${JSON.stringify(item)}`;
      return `${indent}${key}\n${printYaml(item, `${indent}  `)}`;
    })
    .join("\n");
}
