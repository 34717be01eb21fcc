import { parseArgs } from "node:util";
import { loadRelease, newestRelease, releases } from "../data/releases.js";
import { simulatorStates, startSimulator } from "../simulator/index.js";
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
    },
  });
  const release = values.pve ?? newestRelease();
  if (!releases().includes(release)) {
    throw new UsageError(`--pve must be one of ${releases().join(", ")}, got "${release}"`);
  }
  const api = loadRelease(release);
  return 0;
};
