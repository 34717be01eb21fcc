import { readData } from "./files.js";

/** Set by the bundler, so that a start reads one file less. */
declare const PACKAGE_VERSION: string | undefined;

export function packageVersion(): string {
  if (typeof PACKAGE_VERSION !== "undefined") return PACKAGE_VERSION;
  return (JSON.parse(readData("package.json")) as { version: string }).version;
}
