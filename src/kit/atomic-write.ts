import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface WriteOptions {
  /** Of the file, such as 0o600; the process's own by default. */
  mode?: number;
  /** Of folders that are made on the way. */
  folderMode?: number;
}

/** A reader sees the old content or the new one, never a part. @throws where it can't be written */
export function writeAtomically(
  path: string,
  content: string | Uint8Array,
  { mode, folderMode }: WriteOptions = {},
): void {
  mkdirSync(dirname(path), { recursive: true, mode: folderMode });
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { mode, flag: "wx", flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
