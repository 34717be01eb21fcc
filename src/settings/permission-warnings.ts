import { openMode } from "../kit/open-mode.js";

/** What to say about a file with secrets that others may read. */
export function permissionWarnings(file: string): string[] {
  const mode = openMode(file);
  if (mode === undefined) return [];
  return [`${file} holds secrets, and others may read it (mode ${mode}); chmod 600 it`];
}
