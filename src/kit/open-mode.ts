import { statSync } from "node:fs";

/** The mode of a file that others than its owner may read or change, such as `0644`; Windows has none. */
export function openMode(file: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0 ? undefined : mode.toString(8).padStart(4, "0");
}
