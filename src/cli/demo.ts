import { startSimulator } from "../../simulator/index.js";
import type { ClientOptions } from "../pve/wire/client.js";

/** Starts the simulated cluster of `--demo`, and says how to log in to it. */
export async function startDemo(): Promise<{
  options: ClientOptions;
  close(): Promise<void>;
}> {
  const simulator = await startSimulator({ state: "demo" });
  const [, user = "", tokenName = "", tokenValue = ""] =
    /^([^!]+)!([^=]+)=(.+)$/.exec(simulator.token) ?? [];
  const options: ClientOptions = {
    hosts: [{ host: simulator.host, port: simulator.port }],
    credentials: { kind: "token", user, tokenName, tokenValue },
    tls: { mode: "verify", fingerprints: [simulator.fingerprint] },
  };
  return { options, close: () => simulator.close() };
}
