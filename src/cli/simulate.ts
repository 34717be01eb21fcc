import { once } from "node:events";
import { parseArgs } from "node:util";
import {
  coverage,
  type Simulator,
  STATE_NAMES,
  type StateName,
  startSimulator,
} from "../../simulator/index.js";
import { loadRelease, newestRelease, releases } from "../data/releases.js";
import { writeAtomically } from "../kit/atomic-write.js";
import type { Api } from "../schema/model.js";
import type { Variable } from "../settings/table.js";
import { type Command, UsageError } from "./command.js";

/** `proxmox-mcp simulate`: the simulated cluster alone, on 127.0.0.1, until a signal ends it. */
export const simulate: Command = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      pve: { type: "string" },
      state: { type: "string" },
      nodes: { type: "string" },
      guests: { type: "string" },
      coverage: { type: "boolean" },
      "write-env": { type: "string" },
    },
  });
  const release = values.pve ?? newestRelease();
  requireOneOf("--pve", release, releases());
  const api = loadRelease(release);
  if (values.coverage) return printCoverage(api);

  const sized = values.nodes !== undefined || values.guests !== undefined;
  const state = values.state ?? (sized ? "large" : "demo");
  requireOneOf("--state", state, STATE_NAMES);
  if (sized && state !== "large") {
    throw new UsageError(`--nodes and --guests go with --state large only; got "${state}"`);
  }
  const simulator = await startSimulator({
    api,
    state: state as StateName,
    ...numberOption("port", values.port, 65_535),
    ...numberOption("nodes", values.nodes, 64),
    ...numberOption("guests", values.guests, 100_000),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== "listen") throw error;
    throw new UsageError(`--port ${values.port} can't be listened on: ${error.code}`);
  });
  process.stdout.write(
    [
      `url: ${simulator.url}`,
      `token: ${simulator.token}`,
      `fingerprint: ${simulator.fingerprint}`,
      `release: ${release}`,
      "",
    ].join("\n"),
  );
  const file = values["write-env"];
  if (file !== undefined) writeAtomically(file, settingsFor(simulator), { mode: 0o600 });
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await simulator.close();
  return 0;
};

/** A file for `--env-file`. */
function settingsFor({ url, token, fingerprint }: Simulator): string {
  const settings: Partial<Record<Variable, string>> = {
    PROXMOX_HOST: url,
    PROXMOX_TOKEN_VALUE: token,
    PROXMOX_SSL_MODE: "verify",
    PROXMOX_SSL_FINGERPRINT: fingerprint,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  return lines.join("");
}

function printCoverage(api: Api): number {
  const areas = coverage(api);
  const lines = areas.map(
    ({ area, stateful, total }) => `${area.padEnd(28)}${String(stateful).padStart(4)} of ${total}`,
  );
  const sum = areas.reduce((count, { stateful }) => count + stateful, 0);
  process.stdout.write(`${lines.join("\n")}\n${sum} of ${api.endpoints.length}\n`);
  return 0;
}

function requireOneOf(option: string, given: string, allowed: readonly string[]): void {
  if (allowed.includes(given)) return;
  throw new UsageError(`${option} must be one of ${allowed.join(", ")}; got "${given}"`);
}

function numberOption<Name extends string>(
  name: Name,
  given: string | undefined,
  maximum: number,
): { [key in Name]?: number } {
  if (given === undefined) return {};
  const value = Number(given);
  if (!/^\d+$/.test(given) || value > maximum) {
    throw new UsageError(`--${name} must be a whole number up to ${maximum}; got "${given}"`);
  }
  return { [name]: value } as { [key in Name]?: number };
}
