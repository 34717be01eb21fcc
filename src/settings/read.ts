import { defined } from "../kit/defined.js";
import { hideSecrets } from "./hide-secrets.js";
import { interpret, type Needs } from "./interpret.js";
import {
  DEFINITIONS,
  type Environment,
  type RawSettings,
  readEnvironment,
  secretsOf,
} from "./raw.js";
import { readServer } from "./server.js";
import type { ServerSettings, Settings } from "./settings.js";
import type { Variable } from "./table.js";

export interface ReadSettings {
  /** Of the cluster that is used when none is named. */
  settings: Settings;
  /** All clusters of PROXMOX_CONFIG by name; empty without one. */
  clusters: ReadonlyMap<string, Settings>;
  /** The cluster of calls that name none, where there are several. */
  chosen?: string;
  /** Of the program as a whole. */
  server: ServerSettings;
  /** To be logged at each start. */
  warnings: string[];
}

export interface ReadOptions {
  /**
   * `nothing`: what works without a server, as listing tools and the demo; `server`: its address,
   * while each caller brings a login. `login` by default.
   */
  needs?: Needs;
}

/**
 * Reads all settings. Either they are all right, or every problem is there, one line each, naming
 * the variable, what it held (never a secret) and what it should hold.
 */
export async function readSettings(
  env: Environment,
  options: ReadOptions = {},
): Promise<ReadSettings | { problems: string[] }> {
  const problems: string[] = [];
  const warnings: string[] = [];
  const raw = readEnvironment(env, problems, warnings);
  const nameOf = (variable: Variable) => variable;
  const server = readServer({ raw, problems, warnings, nameOf });
  const needs = options.needs ?? "login";
  const config = raw.get("PROXMOX_CONFIG");
  if (!config) {
    const settings = interpret({ raw, problems, warnings, nameOf }, needs);
    const told = tell(problems, [raw]);
    return told.length > 0
      ? { problems: told }
      : { settings, clusters: new Map(), server, warnings: tell(warnings, [raw]) };
  }
  for (const variable of raw.keys()) {
    if (!isConnection(variable)) continue;
    problems.push(
      `${variable} and PROXMOX_CONFIG are both set; with the file, which server and account are used stands there`,
    );
  }
  // TOML is read by a library that few starts need
  const { oneOf, readConfigFile } = await import("./config-file.js");
  const file = readConfigFile(config.value, config.name, problems, warnings);
  const shared = new Map([...raw].filter(([variable]) => !isConnection(variable)));
  const clusters = new Map<string, Settings>();
  for (const [name, cluster] of file.clusters) {
    const merged: RawSettings = mergeCluster(shared, cluster.raw);
    const reading = { raw: merged, problems, warnings, nameOf: cluster.nameOf };
    clusters.set(name, {
      cluster: name,
      ...interpret(reading, needs === "nothing" ? "login" : needs),
    });
  }
  const named = raw.get("PROXMOX_CLUSTER")?.value.trim();
  if (named !== undefined && file.clusters.size > 0 && !file.clusters.has(named)) {
    problems.push(`PROXMOX_CLUSTER is ${JSON.stringify(named)}, but should be ${oneOf(file)}`);
  }
  const only = file.clusters.size === 1 ? [...file.clusters.keys()][0] : undefined;
  const chosen = named ?? file.default ?? only;
  // Without a default, a request has to name its cluster; the rest holds for all of them.
  const settings =
    clusters.get(chosen ?? "") ??
    interpret({ raw: shared, problems: [], warnings: [], nameOf }, "nothing");
  const all = [raw, ...[...file.clusters.values()].map((cluster) => cluster.raw)];
  const told = tell(problems, all);
  return told.length > 0
    ? { problems: told }
    : { settings, clusters, ...defined({ chosen }), server, warnings: tell(warnings, all) };
}

/** Each line once, and no secret in any, whatever variable it was put into. */
function tell(lines: readonly string[], raws: readonly RawSettings[]): string[] {
  const secrets = raws.flatMap(secretsOf);
  return [...new Set(lines.map((line) => hideSecrets(line, secrets)))];
}

/** A cluster's own value wins; the two ways to say the access tier count as one. */
function mergeCluster(shared: RawSettings, own: RawSettings): RawSettings {
  const merged = new Map(shared);
  if (own.has("PROXMOX_ACCESS") || own.has("PROXMOX_ALLOW_ELEVATED")) {
    merged.delete("PROXMOX_ACCESS");
    merged.delete("PROXMOX_ALLOW_ELEVATED");
  }
  for (const [variable, value] of own) merged.set(variable, value);
  return merged;
}

function isConnection(variable: Variable): boolean {
  return DEFINITIONS.get(variable)?.connection === true;
}
