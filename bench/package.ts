import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../codegen/root.js";
import type { Row } from "./table.js";

const MB = 1_000_000;

export interface Installed {
  /** Where it is installed, as a user would run it: with `npx` in this folder. */
  folder: string;
  packages: number;
  bytes: number;
  remove(): void;
}

/** What `npm install proxmox-mcp` puts into an empty folder. */
export async function benchPackage(): Promise<Row[]> {
  const { packages, bytes, remove } = installPackage(ROOT);
  remove();
  return [
    { what: "package: installed", value: bytes / MB, unit: "MB", limit: 2.5, note: "" },
    { what: "package: packages", value: packages, unit: "", limit: 5, note: "" },
  ];
}

/** Packs a built package as it is, and installs that into an empty folder. */
export function installPackage(root: string): Installed {
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  // `prepack` would build; who measures has built
  const packed = npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], root);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  npm(["install", "--omit=dev", "--no-audit", "--no-fund", "--offline", `./${filename}`], folder);
  const modules = join(folder, "node_modules");
  const sizes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const listed = npm(["ls", "--all", "--parseable"], folder).trim().split("\n");
  return {
    folder,
    // the first line is the folder itself
    packages: listed.length - 1,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
