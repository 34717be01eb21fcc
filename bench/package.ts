import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../codegen/root.js";
import type { Row } from "./table.js";

const MB = 1_000_000;

export interface Installed {
  /** What stands in the folder's `node_modules/.bin`. */
  program: string;
  packages: number;
  bytes: number;
  remove(): void;
}

/** What `npm install proxmox-mcp` puts into an empty folder. */
export async function benchPackage(): Promise<Row[]> {
  const installed = installPackage();
  const { packages, bytes } = installed;
  installed.remove();
  return [
    { what: "package: installed", value: bytes / MB, unit: "MB", limit: 8, note: "" },
    { what: "package: packages", value: packages, unit: "", limit: 5, note: "" },
  ];
}

/** Packs `dist/` as it is, and installs that as a user would. */
export function installPackage(): Installed {
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  // `prepack` would build; who measures has built
  const packed = npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  npm(["install", "--omit=dev", "--no-audit", "--no-fund", "--offline", `./${filename}`], folder);
  const modules = join(folder, "node_modules");
  const sizes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const listed = npm(["ls", "--all", "--parseable"], folder).trim().split("\n");
  return {
    program: join(modules, ".bin/proxmox-mcp"),
    // the first line is the folder itself
    packages: listed.length - 1,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
