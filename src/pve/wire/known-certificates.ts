import { readFileSync } from "node:fs";
import { writeAtomically } from "../../kit/atomic-write.js";
import { isObject, sortKeys } from "../../kit/objects.js";

/** The certificates that `verify` mode trusted when it saw them first. */
export interface KnownCertificates {
  /** Where they are kept, for messages. */
  readonly file: string;
  /** SHA-256 by `host:port`. */
  find(address: string): string | undefined;
  remember(address: string, fingerprint: string): void;
}

/**
 * Keeps them in a JSON file of one address a line, which is read anew each time: another process
 * may have written it, and its user may have removed a line.
 *
 * @throws Error from `find` and `remember` when the file is there but can't be read as such: going
 *   on would trust whatever the server shows
 */
export function openKnownCertificates(file: string): KnownCertificates {
  const read = () => parse(file, readIfThere(file));
  return {
    file,
    find: (address) => read()[address],
    remember(address, fingerprint) {
      const all = sortKeys({ ...read(), [address]: fingerprint });
      const text = `${JSON.stringify(all, null, 2)}\n`;
      writeAtomically(file, text, { mode: 0o600, folderMode: 0o700 });
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} can't be read: ${(error as Error).message}`);
  }
}

function parse(file: string, text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON; mend or remove it`);
  }
  if (!isObject(parsed) || Object.values(parsed).some((value) => typeof value !== "string")) {
    throw new Error(`${file} should hold one fingerprint for each address; mend or remove it`);
  }
  return parsed as Record<string, string>;
}
