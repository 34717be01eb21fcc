import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** Set by the bundler: there everything lies beside the program. */
declare const BUNDLED: boolean | undefined;

export const bundled = typeof BUNDLED !== "undefined" && BUNDLED;

/** Where shipped data lies: `dist/data` in the package, the folders of the house in a checkout. */
export function dataPath(name: string): string {
  const here = bundled ? __dirname : dirname(fileURLToPath(import.meta.url));
  return bundled ? join(here, "data", name) : join(here, "../..", name);
}

export function readData(name: string): string {
  return readFileSync(dataPath(name), "utf8");
}

/** A generated file of JSON; in the package it is compressed. */
export function readGenerated(name: string): unknown {
  const path = `generated/${name}`;
  const text = bundled
    ? brotliDecompressSync(readFileSync(dataPath(`${path}.br`))).toString()
    : readData(path);
  return JSON.parse(text);
}
