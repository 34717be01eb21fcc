import type { Machine } from "../kit/folders.js";
import type { ClientDefinition, System } from "./client.js";

/** Where a client's own configuration lies on this machine; nothing where it has no such file. */
export function clientFile(
  client: ClientDefinition,
  { platform, environment }: Machine,
): string | undefined {
  const system: System = platform === "darwin" || platform === "win32" ? platform : "linux";
  const path = client.files[system];
  if (path === undefined) return undefined;
  if (system !== "win32") return path.replace(/^~/, variable(environment, "HOME"));
  return path.replace(/^%(\w+)%/, (_, name: string) => variable(environment, name));
}

function variable(environment: Machine["environment"], name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`the environment has no ${name}`);
  return value;
}
