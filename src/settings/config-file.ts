import { parse as parseToml } from "smol-toml";
import { isObject } from "../kit/objects.js";
import { permissionWarnings } from "./permission-warnings.js";
import { collect, DEFINITIONS, type Problems, type RawSettings } from "./raw.js";
import type { Variable } from "./table.js";
import { readTextFile, ValueProblem } from "./values.js";

/** What PROXMOX_CONFIG names. */
export interface ConfigFile {
  /** The cluster to use when none is named. */
  default?: string;
  clusters: Map<string, ConfigCluster>;
}

export interface ConfigCluster {
  raw: RawSettings;
  nameOf(variable: Variable): string;
}

const PREFIX = "PROXMOX_";

const KEYS = [...DEFINITIONS.keys()].filter((variable) => !isOutside(variable)).map(keyOf);

/** Reads it; everything wrong is noted. @param name how messages call the setting that names it */
export function readConfigFile(
  file: string,
  name: string,
  problems: Problems,
  warnings: string[],
): ConfigFile {
  const empty: ConfigFile = { clusters: new Map() };
  let parsed: unknown;
  try {
    parsed = parse(file, readTextFile(file));
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    problems.push(`${name} ${error.message}`);
    return empty;
  }
  const { clusters, default: chosen, ...rest } = isObject(parsed) ? parsed : {};
  for (const key of Object.keys(rest)) {
    problems.push(`${key} in ${file} is not known; at the top are default and clusters`);
  }
  if (!isObject(clusters) || Object.keys(clusters).length === 0) {
    problems.push(`${file} names no cluster; each is a table of its own, as in [clusters.home]`);
    return empty;
  }
  const result: ConfigFile = { clusters: new Map() };
  for (const [cluster, entries] of Object.entries(clusters)) {
    result.clusters.set(cluster, readCluster(file, cluster, entries, problems, warnings));
  }
  if (chosen !== undefined) {
    if (typeof chosen === "string" && result.clusters.has(chosen)) result.default = chosen;
    else
      problems.push(
        `default in ${file} is ${JSON.stringify(chosen)}, but should be ${oneOf(result)}`,
      );
  }
  if ([...result.clusters.values()].some(({ raw }) => holdsSecret(raw))) {
    warnings.push(...permissionWarnings(file));
  }
  return result;
}

/** `one of home, work`. */
export function oneOf(config: ConfigFile): string {
  return `one of ${[...config.clusters.keys()].join(", ")}`;
}

function readCluster(
  file: string,
  cluster: string,
  entries: unknown,
  problems: Problems,
  warnings: string[],
): ConfigCluster {
  const place = (key: string) => `clusters.${cluster}.${key} in ${file}`;
  const nameOf = (variable: Variable) => place(keyOf(variable));
  if (!isObject(entries)) {
    problems.push(`clusters.${cluster} in ${file} should be a table of settings`);
    return { raw: new Map(), nameOf };
  }
  for (const key of Object.keys(entries)) {
    if (KEYS.includes(key) || KEYS.includes(key.replace(/_file$/, ""))) continue;
    problems.push(`${place(key)} is not known; there are ${KEYS.join(", ")}`);
  }
  const source = (key: string) => ({
    name: place(key),
    value: textOf(entries[key], place(key), problems),
  });
  const raw = collect(
    (variable) => (isOutside(variable) ? { name: "", value: undefined } : source(keyOf(variable))),
    (variable) => source(`${keyOf(variable)}_file`),
    { problems, warnings },
  );
  return { raw, nameOf };
}

function textOf(value: unknown, place: string, problems: Problems): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (["number", "bigint", "boolean"].includes(typeof value)) return String(value);
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  if (isList) return value.join(",");
  problems.push(`${place} should be text, a number, true, false or a list of texts`);
  return undefined;
}

function parse(file: string, text: string): unknown {
  const json =
    file.endsWith(".json") || (!file.endsWith(".toml") && text.trimStart().startsWith("{"));
  try {
    return json ? JSON.parse(text) : parseToml(text);
  } catch (error) {
    // Parsers quote the line that they stumble over, and that may hold a secret.
    const { line } = error as { line?: number };
    const where = line === undefined ? "" : ` (line ${line})`;
    throw new ValueProblem(
      `names ${JSON.stringify(file)}, which is not ${json ? "JSON" : "TOML"}${where}`,
    );
  }
}

function holdsSecret(raw: RawSettings): boolean {
  return [...raw].some(
    ([variable, { name }]) => DEFINITIONS.get(variable)?.secret && !name.includes("_file "),
  );
}

function isOutside(variable: Variable): boolean {
  return DEFINITIONS.get(variable)?.program === true;
}

function keyOf(variable: Variable): string {
  return variable.slice(PREFIX.length).toLowerCase();
}
