import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Proxmox's own `apidoc.js` files, `pve-9.1.js` and so on, in the folder that PVE_APIDOC names. They
 * are under a licence of their own and no part of this project: without them, the tests that compare
 * with the originals don't exist.
 */
export function apidocs(): string[] {
  const folder = process.env["PVE_APIDOC"];
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z]+-\d+\.\d+\.js$/.test(name))
    .map((name) => join(folder, name));
}
