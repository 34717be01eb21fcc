import { readFileSync, statSync } from "node:fs";
import { writeAtomically } from "../../kit/atomic-write.js";
import { isObject } from "../../kit/objects.js";
import { recordProblem, type TokenRecord } from "./record.js";

/** The callers' tokens. */
export interface TokenFile {
  readonly file: string;
  /** @throws Error when the file is there but can't be read as such */
  list(): readonly TokenRecord[];
  /** @throws Error as `list`, and where it can't be written */
  write(records: readonly TokenRecord[]): void;
}

/**
 * Keeps them in a JSON file that only its owner may read. It is read anew when it has changed: a
 * token that is removed is good for nothing from then on.
 */
export function openTokenFile(file: string): TokenFile {
  let known: { stamp: string; records: readonly TokenRecord[] } | undefined;
  return {
    file,
    list() {
      const stamp = stampOf(file);
      if (stamp === undefined) return [];
      if (known?.stamp !== stamp) known = { stamp, records: parse(file) };
      return known.records;
    },
    write(records) {
      const text = `${JSON.stringify({ tokens: records }, null, 2)}\n`;
      writeAtomically(file, text, { mode: 0o600, folderMode: 0o700 });
      known = undefined;
    },
  };
}

/** Differs after each change: a file that is replaced has another inode. */
function stampOf(file: string): string | undefined {
  try {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} can't be read: ${(error as Error).message}`);
  }
}

function parse(file: string): TokenRecord[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} can't be read as JSON (${(error as Error).name}); mend or remove it`);
  }
  const tokens = isObject(parsed) ? parsed["tokens"] : undefined;
  if (!Array.isArray(tokens)) throw new Error(`${file} should hold a list named tokens`);
  tokens.forEach((record, index) => {
    const problem = recordProblem(record);
    if (problem === undefined) return;
    throw new Error(`${file}: token ${index + 1}: ${problem} is missing, wrong or unknown`);
  });
  return tokens;
}
