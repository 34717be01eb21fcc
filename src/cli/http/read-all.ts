import { withEnvFile } from "../../settings/env-file.js";
import { type PublicSettings, readPublic } from "../../settings/public.js";
import { type ReadSettings, readSettings } from "../../settings/read.js";
import type { HttpFlags } from "./flags.js";

export type Read = ReadSettings & PublicSettings & { env: NodeJS.ProcessEnv };

/** Where every caller brings a login, the server needs none. */
export async function readAll(
  flags: Pick<HttpFlags, "demo" | "env-file">,
  environment: NodeJS.ProcessEnv,
): Promise<Read | { problems: readonly string[] }> {
  const loaded = withEnvFile(environment, flags["env-file"]);
  if ("problems" in loaded) return loaded;
  const { env } = loaded;
  const bringsLogin = env["PROXMOX_AUTH"]?.trim().toLowerCase() === "proxmox";
  const needs = flags.demo ? "nothing" : bringsLogin ? "server" : "login";
  const read = await readSettings(env, { needs });
  if ("problems" in read) return read;
  const found = readPublic(env, read.server);
  if ("problems" in found) return found;
  return { ...read, ...found, env, warnings: [...loaded.warnings, ...read.warnings] };
}
