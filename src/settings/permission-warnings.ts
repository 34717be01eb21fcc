import { statSync } from "node:fs";

/** What to say about a file with secrets that others may read; nothing on Windows, which has no modes. */
export function permissionWarnings(file: string): string[] {
  if (process.platform === "win32") return [];
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return [];
  return [
    `${file} holds secrets, and others may read it (mode ${mode.toString(8).padStart(4, "0")}); chmod 600 it`,
  ];
}
