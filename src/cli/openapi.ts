import { parseArgs } from "node:util";
import { newestRelease, releases } from "../data/releases.js";
import { printOpenApi } from "../openapi/document.js";
import { openApi } from "../openapi.js";
import { type Command, UsageError } from "./command.js";

/** `proxmox-mcp openapi`: the OpenAPI document of a release, on stdout. */
export const openapi: Command = (args) => {
  const { values } = parseArgs({ args, options: { pve: { type: "string" } } });
  const release = values.pve ?? newestRelease();
  if (!releases().includes(release)) {
    throw new UsageError(`--pve must be one of ${releases().join(", ")}, got "${release}"`);
  }
  process.stdout.write(printOpenApi(openApi(release)));
  return 0;
};
