import { isDeepStrictEqual } from "node:util";
import { parse as parseToml, stringify as stringifyToml } from "smol-toml";
import { isObject } from "../kit/objects.js";
import type { ClientDefinition, Launch } from "./client.js";
import { SERVER_NAME } from "./launch.js";
import { configOf, printYaml } from "./print-config.js";

/**
 * A configuration with this server in it, everything else as it was.
 *
 * @param text what the file holds; empty where there is none
 * @returns nothing where the text can't be changed without losing something, as with comments in JSON
 */
export function mergeConfig(
  client: ClientDefinition,
  launch: Launch,
  text: string,
): string | undefined {
  const content = text.replace(/^\uFEFF/, "");
  if (client.format === "json") return mergeJson(client, launch, content);
  if (client.format === "toml") return mergeToml(client, launch, content);
  // no YAML is read here: a new file is all that can be written
  return content.trim() === "" ? `${printYaml(bare(client, launch))}\n` : undefined;
}

/** Without what a client would ask for: setup has asked. */
function bare(client: ClientDefinition, launch: Launch) {
  const { beside: _, ...rest } = client;
  return configOf(rest, launch);
}

function mergeJson(client: ClientDefinition, launch: Launch, text: string): string | undefined {
  let old: unknown;
  try {
    old = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
  const merged = withEntry(old, [...client.servers, SERVER_NAME], client.entry(launch));
  if (!merged) return undefined;
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const printed = `${JSON.stringify(merged, null, indent)}\n`;
  return text.includes("\r\n") ? printed.replaceAll("\n", "\r\n") : printed;
}

/** @returns nothing where something else than an object is in the way */
function withEntry(
  old: unknown,
  [key = "", ...rest]: readonly string[],
  entry: unknown,
): Record<string, unknown> | undefined {
  if (old !== undefined && !isObject(old)) return undefined;
  const inner = rest.length === 0 ? entry : withEntry(old?.[key], rest, entry);
  return inner === undefined ? undefined : { ...old, [key]: inner };
}

/** Tables of the server are cut out and put at the end; comments elsewhere stay. */
function mergeToml(client: ClientDefinition, launch: Launch, text: string): string | undefined {
  let old: unknown;
  try {
    old = parseToml(text);
  } catch {
    return undefined;
  }
  const path = [...client.servers, SERVER_NAME];
  const wanted = withEntry(old, path, client.entry(launch));
  const kept = withoutTables(text, path.join(".")).trimEnd();
  const added = stringifyToml(configOf(client, launch)).trim();
  const merged = `${kept}${kept === "" ? "" : "\n\n"}${added}\n`;
  return isSame(merged, wanted) ? merged : undefined;
}

function withoutTables(text: string, name: string): string {
  let isInside = false;
  const lines = text.split("\n").filter((line) => {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1];
    if (header !== undefined) isInside = header === name || header.startsWith(`${name}.`);
    return !isInside;
  });
  return lines.join("\n");
}

/** Inline tables and the like aren't found by their lines: then it can't be done this way. */
function isSame(text: string, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(plainOf(parseToml(text)), plainOf(wanted));
  } catch {
    return false;
  }
}

const plainOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
