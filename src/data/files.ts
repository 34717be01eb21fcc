import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Set by the bundler: the way from the program's files to `dist/data`. */
declare const DATA_FOLDER: string | undefined;

export const bundled = typeof DATA_FOLDER !== "undefined";

/** Where shipped data lies: `dist/data` in the package, the folders of the house in a checkout. */
export function dataPath(name: string): string {
  if (typeof DATA_FOLDER !== "undefined") return join(__dirname, DATA_FOLDER, name);
  return join(dirname(fileURLToPath(import.meta.url)), "../..", name);
}

export function readData(name: string): string {
  return readFileSync(dataPath(name), "utf8");
}
