import { bundled, readData } from "./files.js";

/** A document that ships beside the program, such as `docs/troubleshooting.md`. */
export function readDocument(path: string): string {
  return readData(bundled ? `../../${path}` : path);
}
