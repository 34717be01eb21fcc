import { join } from "node:path";
import { stateFolder, thisMachine } from "../kit/folders.js";
import type { ConnectOptions } from "../pve/options.js";
import type { Client, ClientOptions } from "../pve/wire/client.js";
import type { Endpoint, EndpointKey } from "../schema/model.js";
import type { Settings } from "../settings/settings.js";
import { once } from "../tools/once.js";
import type { Log } from "./log.js";

/** The cluster that is served. */
export interface Target {
  /** Whether it may describe its API itself; the demo is made of what ships. */
  learns: boolean;
  options(): Promise<ConnectOptions>;
  close(): Promise<void>;
}

/** A cluster that is served, and what its settings say. */
export interface Served {
  settings: Settings;
  target: Target;
}

/** Opens a connection with all that the program brings for it. */
export async function connect(
  options: ConnectOptions,
  logger: Log,
  endpointOf: (key: EndpointKey) => Endpoint | undefined,
): Promise<Client> {
  const { openConnection } = await import("../pve/connect.js");
  const openWebSocket: ClientOptions["openWebSocket"] = async (...target) =>
    (await import("../pve/wire/web-socket.js")).openWebSocket(...target);
  return openConnection({ ...options, logger }, { endpointOf, openWebSocket });
}

/** The cluster of the settings. */
export function live({ connection }: Settings, environment: NodeJS.ProcessEnv): Target {
  return {
    learns: true,
    options: async () => {
      if (!connection) throw new Error("no connection is set");
      const folder = stateFolder({ ...thisMachine, environment });
      const knownCertificates = join(folder, "known-certificates.json");
      return { ...connection, tls: { ...connection.tls, knownCertificates } };
    },
    close: async () => {},
  };
}

/** A simulated cluster in this very process, started with the first call that needs it. */
export function demo(): Target {
  const start = once(async () => (await import("./demo.js")).startDemo());
  return {
    learns: false,
    options: async () => (await start()).options,
    close: async () => {
      if (start.started()) await (await start()).close();
    },
  };
}
