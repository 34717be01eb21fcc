import { startSimulator } from "../../simulator/index.js";
import type { ConnectOptions } from "../pve/options.js";

/** Starts the simulated cluster of `--demo`, and says how to log in to it. */
export async function startDemo(): Promise<{
  options: ConnectOptions;
  close(): Promise<void>;
}> {
  const { host, port, token, fingerprint, close } = await startSimulator({ state: "demo" });
  return { options: { host, port, token, tls: { mode: "verify", fingerprint } }, close };
}
